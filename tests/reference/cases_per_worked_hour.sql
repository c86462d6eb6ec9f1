with closed as (select date_trunc('month', closed_on)::date as period, team, count(*) as closed from cases where closed_on is not null group by all),
months as (
    select period, team, coalesce(closed, 0) as closed, worked_h, team is not null and coalesce(worked_h, 0) = 0 as unknown
    from closed full join (select month as period, team, worked_h from staffing) using (period, team)
)
select period, team, grouping(team) = 1 as whole,
       case when not bool_or(unknown) then sum(closed) / sum(worked_h) end as value,
       sum(closed) as n
from months
group by grouping sets ((period), (period, team))
