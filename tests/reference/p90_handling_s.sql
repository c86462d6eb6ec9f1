select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       quantile_cont(handling_s, 0.9) as value,
       count(handling_s) as n
from cases
where answered
group by grouping sets ((period), (period, team))
