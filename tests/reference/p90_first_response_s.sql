select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       quantile_cont(first_response_s, 0.9) as value,
       count(first_response_s) as n
from cases
where opened_on is not null
group by grouping sets ((period), (period, team))
