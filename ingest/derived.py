"""What the import works out beside the given columns: local dates, durations in both clocks. SQL over a table's rows."""

DERIVED = {
    "cases": {
        "opened_on": "timezone({zone}, opened_at)::date",
        "opened_weekday": "isodow(timezone({zone}, opened_at))",
        "opened_hour": "hour(timezone({zone}, opened_at))",
        "first_response_on": "timezone({zone}, first_response_at)::date",
        "closed_on": "timezone({zone}, closed_at)::date",
        "due_on": "timezone({zone}, due_at)::date",
        "first_response_s": "epoch(first_response_at) - epoch(opened_at)",
        "first_response_open_s": "case when first_response_at is not null then open_seconds(opened_at, first_response_at) end",
        "resolution_s": "epoch(closed_at) - epoch(opened_at)",
        "resolution_open_s": "case when closed_at is not null then open_seconds(opened_at, closed_at) end",
    },
    "answers": {
        "wave_on": r"""case when regexp_full_match(wave, '\d{{4}}') then make_date(wave::int, 1, 1)
            when regexp_full_match(wave, '\d{{4}}-[TQ][1-4]') then make_date(wave[:4]::int, wave[7:7]::int * 3 - 2, 1)
            when regexp_full_match(wave, '\d{{4}}-\d{{2}}') then try_cast(wave || '-01' as date) end""",
    },
}
