-- Twelve teams of 12 over eight quarters; nine in ten answer each question of each instrument.
create macro draw(id, k) as (hash(id || '/' || k) + 0.5::double) / 1.8446744073709552e19;

copy (
    with items as (
        select * from (values
            ('who5', 'who5_', 5, 5, 1),
            ('copsoq', 'demands_', 4, 4, 25),
            ('copsoq', 'influence_', 4, 4, 25),
            ('copsoq', 'support_', 3, 4, 25),
            ('copenhagen_burnout', 'personal_', 6, 4, 25),
            ('copenhagen_burnout', 'work_', 7, 4, 25),
            ('copenhagen_burnout', 'client_', 6, 4, 25)
        ) as scales(instrument, stem, count, steps, step), lateral (select stem || unnest(range(1, count + 1)) as item)
        union all by name
        select 'enps' as instrument, 'enps' as item, 10 as steps, 1 as step
        union all by name
        select 'pulse' as instrument, unnest(['charge', 'soutien', 'autonomie', 'sens', 'récupération']) as item, 10 as steps, 1 as step
        union all by name
        select 'pulse_5' as instrument, unnest(['charge', 'soutien', 'autonomie', 'sens', 'récupération']) as item, 3 as steps, 1 as step
    ),
    people as (
        select (2013 + wave // 4) || '-T' || (1 + wave % 4) as wave, 'team ' || team as team, wave || '-' || team || '-' || person as response_id
        from range(8) waves(wave), range(12) teams(team), range(12) persons(person)
    )
    select
        wave,
        response_id,
        team,
        instrument,
        item,
        step * ((draw(response_id, item) + draw(response_id, 'temper')) / 2 * steps)::int + (instrument = 'pulse_5')::int as score
    from people, items
    where draw(response_id, item || '?') < 0.9
    order by wave, response_id, instrument, item
) to 'answers.csv' (header);
