"""The page on candidates' data names everything that the code knows of it: a key of a mapping, a state of an
application, an encoding, a separator or a code that is added later fails here until the page describes it.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from admission.application import _ALSO, State
from admission.intake.csv_tables import SEPARATORS
from admission.intake.header import IDENTITY, IDENTITY_FIELDS, STATE, STATE_FIELDS
from admission.intake.mapping import _KEYS
from admission.intake.text import ENCODINGS
from dsl.codes import records
from dsl.rows import TRUTHS
from tests.docs.pages import DOCS, tokens

PAGE = DOCS / "jezyk" / "17-dane-kandydatow.md"
MENTIONED = {
    **{f"klucz mapowania {one}": one for one in _KEYS},
    **{f"stan {one}": one.value for one in State if one is not State.UNKNOWN},
    **{f"stan {one}": one.replace("_", " ") for one in _ALSO},
    **{f"rozdzielnik {one}": one for one in SEPARATORS.values()},
    **{f"kodowanie {one}": one for one in ENCODINGS},
    **{f"tożsamość {one}": f"{IDENTITY}.{one}" for one in IDENTITY_FIELDS},
    **{f"wniosek {one}": f"{STATE}.{one}" for one in STATE_FIELDS},
    **{f"tak/nie {one}": one for one in TRUTHS},
}


@cache
def spans() -> frozenset[str]:
    return frozenset(
        child.content.strip() for token in tokens(PAGE) for child in token.children or () if child.type == "code_inline"
    )


@pytest.mark.parametrize("what", MENTIONED)
def test_the_page_names(what: str) -> None:
    assert MENTIONED[what] in spans(), f"{PAGE.name}: nie opisuje: {what}"


def test_the_page_names_every_code_of_candidates() -> None:
    linked = set(re.findall(r"\[(K\d{3})\]\(\.\./kody", PAGE.read_text(encoding="utf-8")))
    assert linked == {code for code in records() if code.startswith("K")}
