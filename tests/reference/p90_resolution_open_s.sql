select date_trunc('month', closed_on)::date as period, team, grouping(team) = 1 as whole,
       quantile_cont(resolution_open_s, 0.9) as value,
       count(resolution_open_s) as n
from cases
where closed_on is not null
group by grouping sets ((period), (period, team))
