-- Every indicator of cases and invoices by month, as one would write them by hand.
with opened as (
    select
        date_trunc('month', opened_at)::date as month,
        count(*) as cases_opened,
        count(*) filter (resolved) as cases_resolved,
        avg(answered::int) as answer_rate,
        count(*) filter (answered and wait_s <= 30) / count(*) filter (answered or wait_s > 5) as service_level,
        avg(wait_s) filter (answered) as mean_wait_s,
        quantile_cont(wait_s, 0.5) filter (answered) as median_wait_s,
        quantile_cont(wait_s, 0.9) filter (answered) as p90_wait_s,
        avg(handling_s) filter (answered) as mean_handling_s,
        quantile_cont(handling_s, 0.5) filter (answered) as median_handling_s,
        avg(satisfaction) as satisfaction_mean
    from 'cases.parquet'
    group by all
),
closed as (
    select
        date_trunc('month', closed_at)::date as month,
        count(*) as cases_closed,
        quantile_cont(epoch(closed_at) - epoch(opened_at), 0.5) as median_resolution_s
    from 'cases.parquet'
    where closed_at is not null
    group by all
),
issued as (select date_trunc('month', issued_on)::date as month, sum(amount) as amount_invoiced from 'invoices.parquet' group by all),
paid as (
    select date_trunc('month', paid_on)::date as month, avg(paid_on - issued_on) as mean_days_to_pay, avg((paid_on > due_on)::int) as paid_late_share
    from 'invoices.parquet'
    where paid_on is not null
    group by all
),
first_invoice as (select case_id, min(issued_on) as invoiced_on from 'invoices.parquet' group by all),
invoiced as (
    select
        date_trunc('month', invoiced_on)::date as month,
        count(*) as cases_invoiced,
        quantile_cont(invoiced_on - closed_at::date, 0.5) as median_days_to_invoice
    from 'cases.parquet' join first_invoice using (case_id)
    where closed_at is not null
    group by all
)
select
    * exclude (cases_invoiced),
    sum(cases_opened - cases_closed) over (order by month) as backlog,
    sum(cases_closed - cases_invoiced) over (order by month) as cases_not_invoiced
from opened full join closed using (month) full join issued using (month) full join paid using (month) full join invoiced using (month)
order by month;
