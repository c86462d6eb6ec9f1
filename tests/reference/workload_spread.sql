with people as (
    select date_trunc('month', opened_on)::date as period, team, grouping(team) = 1 as whole, adviser, count(*) as cases
    from cases
    where adviser is not null
    group by grouping sets ((period, adviser), (period, team, adviser))
),
pairs as (
    select a.period, a.team, a.whole, count(distinct a.adviser) as n, sum(abs(a.cases - b.cases)) as apart, sum(a.cases) as cases
    from people a join people b on a.period = b.period and a.whole = b.whole and a.team is not distinct from b.team
    group by all
)
select period, team, whole, floor(round(apart / (2 * (cases / n) * (n - 1)), 9) * 10) / 10 + 0.05 as value, n
from pairs
where n >= 5
