with months as (
    select month::date as period, last_day(month) as evening
    from generate_series(date '2014-01-01', date '2014-08-01', interval 1 month) as month(month)
)
select period, team, currency, grouping(team) = 1 as whole, sum(amount) as value, count(*) as n
from months join invoices on issued_on <= evening and (paid_on is null or paid_on > evening)
group by grouping sets ((period, currency), (period, team, currency))
