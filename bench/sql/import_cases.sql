copy (
    select * from read_csv('cases.csv', header = true, auto_detect = false, delim = ',', columns = {
        'case_id': 'varchar', 'team': 'varchar', 'partner': 'varchar', 'topic': 'varchar', 'channel': 'varchar', 'adviser': 'varchar',
        'opened_at': 'timestamp', 'first_response_at': 'timestamp', 'closed_at': 'timestamp', 'due_at': 'timestamp',
        'wait_s': 'double', 'handling_s': 'double', 'answered': 'boolean', 'resolved': 'boolean', 'reopened': 'boolean',
        'satisfaction': 'double'
    })
) to 'cases.parquet' (format parquet, compression zstd);
