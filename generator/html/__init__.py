"""Numbered tree → one self-contained HTML file. `render` is the door; jinja2 is imported only behind it."""
