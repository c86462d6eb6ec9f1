-- A line for nine in ten of the closed cases.
create macro draw(id, k) as (hash(id || '/' || k) + 0.5::double) / 1.8446744073709552e19;

copy (
    with closed as (
        select case_id, partner, team, closed_at::date + 1 + (draw(case_id, 1) * 20)::int as issued_on
        from read_csv('cases.csv')
        where closed_at is not null and draw(case_id, 2) < 0.9
    ),
    paid as (select *, issued_on + 5 + (draw(case_id, 3) * 50)::int as paid_on from closed where issued_on <= date '2015-04-30')
    select
        'F' || case_id as invoice_id,
        1 as line,
        case_id,
        partner,
        team,
        issued_on,
        issued_on + 30 as due_on,
        case when paid_on <= date '2015-04-30' then paid_on end as paid_on,
        1 as quantity,
        round(40 + draw(case_id, 4) * 100, 2) as amount,
        'EUR' as currency
    from paid
    order by issued_on, case_id
) to 'invoices.csv' (header);
