select date_trunc('month', issued_on)::date as period, team, grouping(team) = 1 as whole,
       count(*) as value,
       count(*) as n
from invoices
where case_id is null
group by grouping sets ((period), (period, team))
