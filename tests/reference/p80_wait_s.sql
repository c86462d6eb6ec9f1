select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       quantile_cont(wait_s, 0.8) as value,
       count(wait_s) as n
from cases
where answered
group by grouping sets ((period), (period, team))
