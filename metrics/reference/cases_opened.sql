select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       count(*) as value,
       count(*) as n
from cases
group by grouping sets ((period), (period, team))
