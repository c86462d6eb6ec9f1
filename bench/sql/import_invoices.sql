copy (
    select * from read_csv('invoices.csv', header = true, auto_detect = false, delim = ',', columns = {
        'invoice_id': 'varchar', 'line': 'bigint', 'case_id': 'varchar', 'partner': 'varchar', 'team': 'varchar',
        'issued_on': 'date', 'due_on': 'date', 'paid_on': 'date', 'quantity': 'double', 'amount': 'decimal(18, 2)',
        'currency': 'varchar'
    })
) to 'invoices.parquet' (format parquet, compression zstd);
