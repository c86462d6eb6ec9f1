with months as (
    select month::date as period, last_day(month) as evening
    from generate_series(date '2014-01-01', date '2014-08-01', interval 1 month) as month(month)
)
select period, team, grouping(team) = 1 as whole, max(evening - opened_on) as value, count(*) as n
from months join cases on opened_on <= evening and (closed_on is null or closed_on > evening)
group by grouping sets ((period), (period, team))
