select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole,
       count(*) filter (not answered) / count(*) as value,
       count(*) as n
from cases
where answered or (not answered and not coalesce(wait_s <= 5, false))
group by grouping sets ((period), (period, team))
