"""How long the product takes on a million cases, beside a bare DuckDB on the same files: `make bench`."""
