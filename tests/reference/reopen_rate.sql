select date_trunc('month', closed_on)::date as period, team, grouping(team) = 1 as whole,
       count(*) filter (reopened) / count(*) as value,
       count(*) as n
from cases
where closed_on is not null and reopened is not null
group by grouping sets ((period), (period, team))
