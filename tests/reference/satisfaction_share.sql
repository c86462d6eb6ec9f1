select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       count(*) filter (satisfaction in (4, 5)) / count(*) as value,
       count(*) as n
from cases
where satisfaction is not null
group by grouping sets ((period), (period, team))
