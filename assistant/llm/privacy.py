"""What of a question may leave the computer: nothing with results, identifiers or addresses, and no word that may be a
name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.coverage import covers
from assistant.intents import is_cue
from assistant.normalise import Token
from assistant.passages import passages
from assistant.slots import Results
from dsl.model.regulation import Regulation

HIDDEN = "[…]"
_PERSONAL = re.compile(r"@|\d{6,}|\b\d{2,3}[- ]\d{3}\b")


def is_personal(question: str, results: Results, candidate: str) -> bool:
    """Results of an exam, grades, a candidate of a file, an e-mail, a PESEL, a telephone."""
    has_results = bool(results.count or results.out_of_range or results.identifier or results.exempt)
    return has_results or bool(candidate) or bool(_PERSONAL.search(question))


def without_names(tokens: Sequence[Token], regulation: Regulation) -> str:
    """The question with its capitalised words hidden, unless the regulation or an intent knows them."""
    known = _known_text(regulation)
    return " ".join(HIDDEN if _may_be_name(token, known) else token.raw for token in tokens)


def _may_be_name(token: Token, known: str) -> bool:
    is_word = token.raw[:1].isupper() and token.raw.isalpha() and len(token.raw) > 1
    return is_word and not is_cue(token.text) and not covers(token.text, known)


def _known_text(regulation: Regulation) -> str:
    school = regulation.school
    names = "" if school is None else f"{school.name} {school.name_locative}"
    branches = " ".join(branch.label for branch in regulation.branches.values())
    return f"{names} {branches} {' '.join(one.words for one in passages(regulation))}"
