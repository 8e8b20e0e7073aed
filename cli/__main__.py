"""`python -m cli` is the command `paragraf`, also where its script is not on the PATH."""

import sys

from cli.main import main

sys.exit(main())
