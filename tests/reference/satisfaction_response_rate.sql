select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       count(satisfaction) / count(*) as value,
       count(*) as n
from cases
where answered
group by grouping sets ((period), (period, team))
