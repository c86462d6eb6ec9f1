with months as (
    select month::date as period, last_day(month) as evening
    from generate_series(date '2014-01-01', date '2014-08-01', interval 1 month) as month(month)
), first as (select case_id, min(issued_on) as invoiced_on from invoices where case_id is not null group by case_id),
waiting as (
    select period, evening, cases.*
    from months join cases on closed_on <= evening left join first using (case_id)
    where invoiced_on is null or invoiced_on > evening
)
select period, team, grouping(team) = 1 as whole, max(evening - closed_on) as value, count(*) as n
from waiting
group by grouping sets ((period), (period, team))
