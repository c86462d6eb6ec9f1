with days as (select date_trunc('month', "on")::date as period, count(*) as days from calendar where working_day and "on" <= date '2014-08-31' group by all),
closed as (
    select date_trunc('month', closed_on)::date as period, team, grouping(team) = 1 as whole, count(*) as closed
    from cases
    where closed_on is not null
    group by grouping sets ((period), (period, team))
)
select period, team, whole, closed / days as value, closed as n from closed join days using (period)
