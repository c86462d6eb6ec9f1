copy (
    select * from read_csv('many_cases.csv', header = true, auto_detect = false, delim = ',', columns = {
        'case_id': 'varchar', 'team': 'varchar', 'topic': 'varchar', 'opened_at': 'timestamp', 'closed_at': 'timestamp',
        'wait_s': 'double', 'answered': 'boolean'
    })
) to 'many_cases.parquet' (format parquet, compression zstd);
