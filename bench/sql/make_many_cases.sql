-- Ten million invented cases, about 75 bytes each, in our own format. draw(i, k) is the k-th draw of row i, between 0 and 1.
create macro draw(i, k) as (hash(i * 100 + k) + 0.5::double) / 1.8446744073709552e19;

copy (
    with opened as (
        select
            i,
            timestamp '2013-11-01 08:30:00' + to_seconds((i * 4.7)::bigint) as opened_at,
            draw(i, 3) < 0.9 as answered,
            to_seconds((-ln(draw(i, 5)) * 172800)::int) as took
        from range(10000000) as cases(i)
    )
    select
        'C' || i as case_id,
        'Team ' || floor(draw(i, 7) * 12)::int as team,
        'Topic ' || floor(draw(i, 9) * 8)::int as topic,
        opened_at,
        opened_at + took as closed_at,
        round(-ln(draw(i, 4)) * 100, 1) as wait_s,
        answered
    from opened
) to 'many_cases.csv' (header, timestampformat '%Y-%m-%d %H:%M:%S');

copy (
    select * replace (wait_s + 1 as wait_s) from read_csv('many_cases.csv', header = true, all_varchar = false) using sample reservoir(20000 rows) repeatable (1)
) to 'correction.csv' (header, timestampformat '%Y-%m-%d %H:%M:%S');
