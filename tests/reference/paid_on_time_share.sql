select date_trunc('month', paid_on)::date as period, team, grouping(team) = 1 as whole,
       count(*) filter (paid_on <= due_on) / count(*) as value,
       count(*) as n
from invoices
where paid_on is not null and due_on is not null
group by grouping sets ((period), (period, team))
