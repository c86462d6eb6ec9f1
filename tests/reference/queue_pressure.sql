with queues as (select distinct team from cases),
hours as (
    select queues.team, quarter, "on" from queues join quarters on quarters.team = case when queues.team = 'Lille' then 'Lille' else '' end
),
waits as (
    select team, epoch(date_trunc('second', opened_at)) as begins, epoch(date_trunc('second', opened_at)) + wait_s as ends from cases where wait_s > 0
),
each as (
    select "on", quarter, hours.team, bool_or(begins is not null) as waited
    from hours left join waits on hours.team is not distinct from waits.team and begins < (quarter + 1) * 900 and ends > quarter * 900
    group by all
),
every as (
    select "on", quarter, null as team, true as whole, bool_or(begins is not null) as waited
    from (select distinct quarter, "on" from hours) left join waits on begins < (quarter + 1) * 900 and ends > quarter * 900
    group by all
    union all
    select "on", quarter, team, false, waited from each
)
select date_trunc('month', "on")::date as period, team, whole, avg(waited::int) as value, count(*) as n
from every
where "on" between date '2014-01-01' and date '2014-08-31'
group by all
