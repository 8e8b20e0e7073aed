"""Which spaces of a paragraph must not break: `w_domu`, `§_3 ust._2`, `26,25_punktu`, `14_grudnia`.

Works on the joined text of a whole paragraph: a preposition at the end of one run belongs to the first word of the
next. Every change replaces one space by one U+00A0, so the runs keep their lengths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from polish.dates import MONTHS_GENITIVE
from polish.numbers import NBSP
from polish.plurals import NOUNS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SINGLE_LETTERS = frozenset("aiouwzAIOUWZ")
_BEFORE_ANYTHING = _words(
    "§ §§ art. ust. lit. poz. nr Nr godz. im. ul. al. pl. os. dr mgr prof. ks. św. zał. str. tab. kl. woj. pow. gm. "
    "tiret Lp. lp. tel. ok. np. tj. tzw. ww. m.in. Dz. późn."
)
_BEFORE_NUMBER = _words(
    "pkt tabela tabeli tabelę tabelą załącznik załącznika załączniku załącznikiem rozdział rozdziału rozdziale "
    "klas klasy klasa oddział oddziału oddziale przez"
)
_NOUN_FORMS = frozenset(form for noun in NOUNS.values() for form in noun.forms())
_AFTER_NUMBER = _words("r. zł gr min km m pkt") | frozenset(MONTHS_GENITIVE) | _NOUN_FORMS
_YEAR = re.compile(r"\d{4}\Z")
_SCHOOL_YEAR = re.compile(r"\d{4}/\d{2,4}\b")
_OF_SCHOOL = _words("szkolny szkolnego szkolnemu szkolnym")
_YEAR_NOUN = _words("rok roku rokiem")
_ROMAN = re.compile(r"[IVX]{1,5}\Z")
_AFTER_ROMAN = _words("LO Liceum Liceów Technikum stopnia SP")
_INITIALS = re.compile(r"(?:[A-ZĄĆĘŁŃÓŚŹŻ]\.)+(?:-[A-ZĄĆĘŁŃÓŚŹŻ]\.)*\Z")
_NUMBER_END = re.compile(r"\d%?\Z")
_NUMBER_START = re.compile(r"[-−]?\d")
_OPENING = "(„«[/"
_CLOSING = ")”»],;:.?!"
_DASHES = frozenset("–—")
_TIMES = "×"
_GAPS = re.compile(f"([ {NBSP}])")


def bind(text: str) -> str:
    """The paragraph with its non-breaking spaces; doing it twice changes nothing."""
    pieces = _GAPS.split(text)
    words = pieces[::2]
    for gap in range(len(words) - 1):
        if pieces[2 * gap + 1] == " " and _is_bound(words, gap):
            pieces[2 * gap + 1] = NBSP
    return "".join(pieces)


def bind_runs(runs: Sequence[str]) -> list[str]:
    """The same for a paragraph given in runs; each run keeps its length."""
    bound = bind("".join(runs))
    result, start = [], 0
    for run in runs:
        result.append(bound[start : start + len(run)])
        start += len(run)
    return result


def plain(text: str) -> str:
    """With ordinary spaces, for titles, bookmarks and searching."""
    return text.replace(NBSP, " ")


def _is_bound(words: list[str], gap: int) -> bool:
    """Whether the space between word `gap` and the next one must not break."""
    before, after = words[gap].lstrip(_OPENING), words[gap + 1]
    if not before or not after:
        return False
    earlier = words[gap - 1] if gap else ""
    following = words[gap + 2] if gap + 2 < len(words) else ""
    return (
        after in _DASHES
        or _binds_forward(before, after, earlier)
        or _binds_number(before, after, following)
        or _binds_product(before, after, following)
        or _binds_year(before, after, following)
        or _binds_name(before, after)
    )


def _binds_forward(before: str, after: str, earlier: str) -> bool:
    """A word that must not end a line: a one-letter word, an abbreviation before what it introduces."""
    if before in _SINGLE_LETTERS:
        return earlier.lstrip(_OPENING) != "lit."
    if (before in ("U.", "r.") and after == "poz.") or (before in ("do", "od", "po") and after == "godz."):
        return True
    if before == "U." and after == "z":
        return earlier.lstrip(_OPENING) == "Dz."
    if before in _BEFORE_NUMBER:
        return bool(_NUMBER_START.match(after))
    return before in _BEFORE_ANYTHING


def _binds_number(before: str, after: str, following: str) -> bool:
    """A number with its unit; but not `ust. 2 pkt 1`, where `pkt` opens the next level of a reference."""
    if not _NUMBER_END.search(before):
        return False
    unit = after if after == "r." else after.rstrip(_CLOSING)
    if unit == "pkt" and _NUMBER_START.match(following):
        return False
    return unit in _AFTER_NUMBER or after.startswith("r.")


def _binds_product(before: str, after: str, following: str) -> bool:
    """„250 × 350 pikseli”, „0,35 × 75”."""
    if after == _TIMES:
        return bool(_NUMBER_END.search(before)) and bool(_NUMBER_START.match(following))
    return before == _TIMES and bool(_NUMBER_START.match(after))


def _binds_year(before: str, after: str, following: str) -> bool:
    """A month with its year; „rok szkolny 2025/2026”."""
    if before in MONTHS_GENITIVE:
        return bool(_YEAR.match(after)) and following.startswith("r.")
    if before in _OF_SCHOOL:
        return bool(_SCHOOL_YEAR.match(after))
    return before in _YEAR_NOUN and after in _OF_SCHOOL and bool(_SCHOOL_YEAR.match(following))


def _binds_name(before: str, after: str) -> bool:
    """Initials with the surname, a Roman numeral with the school."""
    if _INITIALS.match(before):
        return len(after) > 1 and after[0].isupper() and after[1].islower()
    return bool(_ROMAN.match(before)) and after.rstrip(_CLOSING) in _AFTER_ROMAN
