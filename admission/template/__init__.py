"""Empty tables for candidates' data, made from what the regulation declares about a candidate.

`columns` says what is asked for, `example` makes one synthetic candidate, `csv_files` writes plain tables; the
workbook with lists to choose from is made by `generator.candidate_workbook`.
"""
