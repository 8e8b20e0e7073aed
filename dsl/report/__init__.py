"""Diagnostics as text and as data: plain functions, shared by the command line and the terminal UI.

text        what a person reads, with the place underlined
records     what a program reads, with stable keys
sarif       what tools of continuous integration read
deliberate  which warnings the file itself passes over, with its reason
fixes       the problems mended in the text
trail       where the program itself broke, without the data
"""

from dsl.report.records import as_record, as_records
from dsl.report.text import Style, blocks, counts, one_line, render, render_all, summary

__all__ = ["Style", "as_record", "as_records", "blocks", "counts", "one_line", "render", "render_all", "summary"]
