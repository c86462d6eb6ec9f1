select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       count(*) filter (resolved and reopened is distinct from true) / count(*) as value,
       count(*) as n
from cases
where answered and resolved is not null
group by grouping sets ((period), (period, team))
