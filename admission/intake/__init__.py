"""Candidates in: a file of any kind a school has (JSONL, CSV, XLSX) -> the same raw rows, validated in one place.

`reading` is the entry; `text` and `csv_tables` read CSV, `package` and `workbook` read XLSX. Of a `table` the `columns`
are made by the `header` that a regulation knows, `filling` puts `cells` into their places, `companions` holds the lists
beside it, and `assembly` makes rows of all of them; `lines` reads the plain ones quickly (`plain_rows`). `mapping` is a
file that says what foreign columns and values mean; `proposal` suggests one (`column_names`, `column_values`) and
`proposal_file` writes it.
"""
