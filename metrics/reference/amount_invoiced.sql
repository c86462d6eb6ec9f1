select date_trunc('month', issued_on)::date as period, currency, team, grouping(team) = 1 as whole,
       sum(amount) as value,
       count(*) as n
from invoices
group by grouping sets ((period, currency), (period, currency, team))
