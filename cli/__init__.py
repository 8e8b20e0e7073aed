"""The command line: the last room of the flow, over all the others. It reads arguments, calls, prints, nothing more.

`main` finds the command in `registry`, imports its module from `commands/` only then, and answers with an exit code.
"""

__version__ = "0.1.0"
