with months as (
    select month::date as period, last_day(month) as evening
    from generate_series(date '2014-01-01', date '2014-08-01', interval 1 month) as month(month)
)
select period, team, currency, grouping(team) = 1 as whole,
       case when evening - (select min(issued_on) from invoices) >= 364 then
           365 * sum(amount) filter (paid_on is null or paid_on > evening) / sum(amount) filter (evening - issued_on < 365)
       end as value,
       count(*) filter (evening - issued_on < 365) as n
from months join invoices on issued_on <= evening
group by grouping sets ((period, evening, currency), (period, evening, team, currency))
