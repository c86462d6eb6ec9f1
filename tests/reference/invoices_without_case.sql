select date_trunc('month', issued_on)::date as period, team, grouping(team) = 1 as whole,
       count(*) as value,
       count(*) as n
from invoices
where case_id is not null and case_id not in (select case_id from cases)
group by grouping sets ((period), (period, team))
