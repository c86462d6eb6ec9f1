with bills as (
    select distinct case_id, team, invoice_id, issued_on from invoices where amount > 0 and case_id is not null
),
of_teams as (
    select case_id, team, grouping(team) = 1 as whole, max(issued_on) as last_on, count(distinct invoice_id) as bills
    from bills
    group by grouping sets ((case_id), (case_id, team))
)
select date_trunc('month', last_on)::date as period, team, whole, count(*) as value, count(*) as n
from of_teams
where bills >= 2
group by all
