"""The regulations themselves: prawo/ (the law, by version), terminarze/, one folder per school or city. Data only."""
