"""Candidates in: a file of any kind a school has (JSONL, CSV, XLSX) -> the same raw rows, validated in one place.

`reading` is the entry; `text` and `csv_tables` read CSV, `package` and `workbook` read XLSX, `header`, `cells` and
`assembly` make rows of tables, `mapping` reads a file that says what foreign columns and values mean, `proposal`
suggests one.
"""
