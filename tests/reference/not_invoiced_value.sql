with months as (
    select month::date as period, last_day(month) as evening
    from generate_series(date '2014-01-01', date '2014-08-01', interval 1 month) as month(month)
), first as (select case_id, min(issued_on) as invoiced_on from invoices where case_id is not null group by case_id),
waiting as (
    select period, evening, cases.*
    from months join cases on closed_on <= evening left join first using (case_id)
    where invoiced_on is null or invoiced_on > evening
),
amounts as (
    select partner, currency, sum(amount) as amount
    from (select case_id, currency, amount from invoices) join cases using (case_id)
    group by case_id, partner, currency
),
usual as (select partner, currency, median(amount) as fee, count(*) as cases from amounts where partner is not null group by all),
fees as (select partner, arg_min(currency, (-cases, currency)) as currency, arg_min(fee, (-cases, currency)) as fee from usual group by partner)
select period, team, currency, grouping(team) = 1 as whole, sum(fee) as value, count(*) as n
from waiting left join fees using (partner)
group by grouping sets ((period, currency), (period, team, currency))
