select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       sum(satisfaction) / count(satisfaction) as value,
       count(satisfaction) as n
from cases
group by grouping sets ((period), (period, team))
