"""docs/ as a site and as one PDF: `python3 start.py docs`. Decision 0009 says why with Zensical and why so."""
