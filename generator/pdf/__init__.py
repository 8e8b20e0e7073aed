"""Numbered tree → PDF/UA-1 and PDF/A-2a in one file. `render` is the door; typst is imported only behind it."""
