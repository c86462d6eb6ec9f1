with currencies as (select distinct currency from invoices),
amounts as (select case_id, currency, sum(amount) as amount from invoices group by all)
select date_trunc('month', closed_on)::date as period, team, currency, grouping(team) = 1 as whole,
       sum(coalesce(amount, 0)) / count(*) as value,
       count(*) as n
from cases cross join currencies left join amounts using (case_id, currency)
where closed_on is not null
group by grouping sets ((period, currency), (period, team, currency))
