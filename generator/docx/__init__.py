"""Numbered tree → DOCX for editing in Word, with the numbering done by Word itself. `render` is the door.

The parts of the file are templates of our own (`parts/`): numbering on several levels, bookmarks, fields and captions
are what this file is about, and no library writes them. jinja2 is imported only behind the door.
"""
