select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       count(*) filter (where resolved) as value,
       count(*) filter (where resolved is not null) as n
from cases
group by grouping sets ((period), (period, team))
