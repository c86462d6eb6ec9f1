with cases_followed as (
    select date_trunc('month', opened_on)::date as period, team,
           coalesce(resolution_s, epoch(date_trunc('second', (select max(greatest(opened_at, closed_at)) from cases))) - epoch(opened_at)) as duration,
           closed_at is not null as closed
    from cases
),
cells as (
    select period, null as team, true as whole, duration, closed from cases_followed
    union all
    select period, team, false, duration, closed from cases_followed
),
times as (select distinct period, team, whole, duration from cells where closed),
steps as (
    select times.period, times.team, times.whole, times.duration,
           1 - count(*) filter (cells.closed and cells.duration = times.duration) / count(*) filter (cells.duration >= times.duration) as left_open
    from times join cells on cells.period = times.period and cells.whole = times.whole and cells.team is not distinct from times.team
    group by all
),
curves as (
    select steps.period, steps.team, steps.whole, steps.duration, product(earlier.left_open) as survival
    from steps join steps earlier on earlier.period = steps.period and earlier.whole = steps.whole
        and earlier.team is not distinct from steps.team and earlier.duration <= steps.duration
    group by all
),
sizes as (select period, team, whole, count(*) as n, max(duration) as longest from cells group by all)
select sizes.period, sizes.team, sizes.whole,
       case when any_value(longest) >= 7 * 86400 or min(survival) < 1e-12 then
           1 - coalesce(min(survival) filter (curves.duration <= 7 * 86400), 1)
       end as value,
       any_value(n) as n
from sizes left join curves on curves.period = sizes.period and curves.whole = sizes.whole and curves.team is not distinct from sizes.team
group by all
