-- A million invented cases over eighteen months, in our own format. draw(i, k) is the k-th draw of row i, between 0 and 1.
create macro draw(i, k) as (hash(i * 100 + k) + 0.5::double) / 1.8446744073709552e19;

copy (
    with opened as (
        select
            i,
            timestamp '2013-11-01 08:30:00' + to_days(floor(draw(i, 1) * 546)::int) + to_seconds((draw(i, 2) * 34000)::int) as opened_at,
            draw(i, 3) < 0.9 as answered,
            round(-ln(draw(i, 4)) * 100, 1) as wait_s,
            to_seconds((-ln(draw(i, 5)) * 172800)::int) as took
        from range(1000000) as cases(i)
    ),
    closed as (
        select *, case when opened_at + took < timestamp '2015-05-01' and draw(i, 6) < 0.98 then opened_at + took end as closed_at
        from opened
    )
    select
        'C' || i as case_id,
        'Team ' || floor(draw(i, 7) * 12)::int as team,
        'Partner ' || floor(draw(i, 8) * 6)::int as partner,
        'Topic ' || floor(draw(i, 9) * 8)::int as topic,
        'Channel ' || floor(draw(i, 10) * 3)::int as channel,
        'Adviser ' || floor(draw(i, 11) * 150)::int as adviser,
        opened_at,
        case when answered then opened_at + to_seconds(wait_s::int) end as first_response_at,
        closed_at,
        opened_at + interval 5 day as due_at,
        wait_s,
        case when answered then (-ln(draw(i, 12)) * 600)::int end as handling_s,
        answered,
        case when closed_at is not null then draw(i, 13) < 0.9 end as resolved,
        case when closed_at is not null then draw(i, 14) < 0.04 end as reopened,
        case when draw(i, 15) < 0.2 then 1 + floor(draw(i, 16) * 5)::int end as satisfaction
    from closed
    order by opened_at, i
) to 'cases.csv' (header, timestampformat '%Y-%m-%d %H:%M:%S');
