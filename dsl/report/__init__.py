"""Diagnostics as text and as JSON: plain functions over data, shared by the command line and the terminal UI.

text      what a person reads, with the place underlined
records   what a program reads, with stable keys
"""

from dsl.report.records import as_record, as_records
from dsl.report.text import Style, render, render_all, summary

__all__ = ["Style", "as_record", "as_records", "render", "render_all", "summary"]
