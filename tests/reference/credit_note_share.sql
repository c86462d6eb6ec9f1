select date_trunc('month', issued_on)::date as period, team, currency, grouping(team) = 1 as whole,
       coalesce(-sum(amount) filter (amount < 0), 0) / sum(amount) filter (amount > 0) as value,
       count(*) as n
from invoices
where issued_on is not null
group by grouping sets ((period, currency), (period, team, currency))
