"""The terminal UI over everything below it; the only place that knows Textual."""
