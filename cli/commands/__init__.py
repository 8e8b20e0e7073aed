"""The commands, one per file: `configure(parser)` says what it takes, `run(args, io)` does it, returning the
exit code.

A file here is imported only when its command is called; `cli.registry` holds the line that names it.
"""
