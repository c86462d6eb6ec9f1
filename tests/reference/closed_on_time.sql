select date_trunc('month', closed_on)::date as period, team, grouping(team) = 1 as whole,
       avg((closed_at <= due_at)::int) as value,
       count(due_at) as n
from cases
where closed_on is not null and due_at is not null
group by grouping sets ((period), (period, team))
