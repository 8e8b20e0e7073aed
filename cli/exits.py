"""Exit codes, and the one way a command says that it was used wrongly."""

from __future__ import annotations

OK = 0
PROBLEMS = 1  # the work was done and found problems in the regulation or the data
WRONG_USE = 2  # wrong arguments, a file that is not there
CRASH = 70  # a bug of ours
INTERRUPTED = 130  # ctrl+c
NO_READER = 141  # the program that read our output has gone (`paragraf … | head`)


class WrongUse(Exception):
    """The person can mend it: `message` says what is wrong, `hint` what to do next. Both in Polish."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Finished(Exception):
    """Arguments alone settled it (`--help`): nothing is left to run."""


class Unwritable(Exception):
    """The result cannot be written to where it was to go (a full disk, a closed stream)."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error
