"""Whatever text is written into YAML, the reader gives the same text back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.diagnostics import Diagnostics
from dsl.rewrite.scalars import quoted, quoted_where_needed
from dsl.source.nodes import Mapping, Scalar, Sequence
from dsl.source.text import Source
from dsl.source.yaml_reader import read_yaml

LETTERS = "aAżŁ1 .,:;#-'\"[]{}&*!|>%@`~=?\\/()–\t\n\u00a0"  # no others that nobody sees: YAML refuses them


def read_back(written: str) -> list[str]:
    """As a value, in a list within brackets and in one of its own lines."""
    told = Diagnostics()
    root = read_yaml(Source("x.yaml", f"a: {written}\nb: [{written}, {written}]\nc:\n  - {written}\n"), told)
    assert isinstance(root, Mapping)
    assert not told.has_errors
    found: list[str] = []
    for entry in root:
        items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        found += [one.text for one in items if isinstance(one, Scalar)]
    return found


@given(st.text(st.sampled_from(LETTERS), max_size=8))
def test_text_comes_back(text: str) -> None:
    assert read_back(quoted_where_needed(text)) == [text] * 4
    assert read_back(quoted(text)) == [text] * 4


@pytest.mark.parametrize("text", ["tak", "5", "Egz. matematyka (p.p.)", "wybór 1", "07:30", "W-17", "null"])
def test_plain_text_stays_plain(text: str) -> None:
    assert quoted_where_needed(text) == text


@pytest.mark.parametrize("text", [":x", "# uwaga", "a: b", "a, b", "dwa\nwiersze", " x", "", "- x"])
def test_what_would_mean_something_else_is_quoted(text: str) -> None:
    assert quoted_where_needed(text) == quoted(text)
