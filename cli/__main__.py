"""`python -m cli` is the command `paragraf`, also where its script is not on the PATH."""

import sys

try:
    from cli.main import main

    code = main()
except KeyboardInterrupt:  # before `main` could say so
    code = 130
sys.exit(code)
