with events as (
    select opened_on as happened_on, team, 1 as step from cases
    union all
    select closed_on, team, -1 from cases where closed_on is not null
)
select date_trunc('month', happened_on)::date as period, team, grouping(team) = 1 as whole, sum(step) as value, count(*) as n
from events
group by grouping sets ((period), (period, team))
