"""A regulation kept as data between two runs: written out whole, read back without its text being parsed again."""
