with first as (
    select case_id, min(issued_on) as invoiced_on from invoices group by case_id
)
select date_trunc('month', invoiced_on)::date as period, team, grouping(team) = 1 as whole,
       quantile_cont(date_diff('day', closed_on, invoiced_on), 0.9) as value,
       count(*) as n
from cases join first using (case_id)
where invoiced_on >= closed_on
group by grouping sets ((period), (period, team))
