"""What the import works out beside the given columns: local dates, durations in both clocks. SQL over a table's rows."""

WAVE_PERIOD = r"""case
    when regexp_full_match(wave, '\d{4}') then make_date(wave::int, 1, 1)
    when regexp_full_match(wave, '\d{4}-?[TQ][1-4]') then make_date(wave[:4]::int, wave[-1:]::int * 3 - 2, 1)
    when regexp_full_match(wave, '\d{4}-?[SH][12]') then make_date(wave[:4]::int, wave[-1:]::int * 6 - 5, 1)
    when regexp_full_match(wave, '\d{4}-\d{2}(-\d{2})?') then try_cast(wave[:7] || '-01' as date)
    when regexp_full_match(wave, '\d{2}/\d{4}') then try_cast(wave[4:] || '-' || wave[:2] || '-01' as date) end"""
"""The first day of the year, half-year, quarter or month that a wave is named after."""

DERIVED = {
    "cases": {
        "opened_on": "on_the_wall(opened_at)::date",
        "opened_weekday": "isodow(on_the_wall(opened_at))",
        "opened_hour": "hour(on_the_wall(opened_at))",
        "first_response_on": "on_the_wall(first_response_at)::date",
        "closed_on": "on_the_wall(closed_at)::date",
        "due_on": "on_the_wall(due_at)::date",
        "first_response_s": "epoch(first_response_at) - epoch(opened_at)",
        "first_response_open_s": "open_seconds(team, opened_at, first_response_at)",
        "resolution_s": "epoch(closed_at) - epoch(opened_at)",
        "resolution_open_s": "open_seconds(team, opened_at, closed_at)",
    },
    "answers": {
        "wave_on": f"""coalesce({WAVE_PERIOD}, date_trunc('month', min(answered_on) over (partition by wave))::date)""",
    },
}
