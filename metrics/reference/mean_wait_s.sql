select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       sum(wait_s) / count(wait_s) as value,
       count(wait_s) as n
from cases
where answered
group by grouping sets ((period), (period, team))
