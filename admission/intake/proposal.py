"""A mapping proposed for a foreign table: by the names of its columns, our names and labels, and the values seen.

Only a proposal: a person reads it, and what is not sure is left open and told. Values are shown only where they are few
and harmless, as grades and yes/no are.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from admission.intake.assembly import Table, header_text
from admission.intake.cells import BadCell, is_blank, parts_of
from admission.intake.csv_tables import SEPARATORS, Cells
from admission.intake.header import BRANCH, ID, IDENTITY, STATE, WISHES, Fills, Target, Vocabulary, record_of
from admission.intake.mapping import NOTHING_CHANGED, TRUTH_VALUES, notion_of
from admission.intake.mapping import Mapping as Translation
from admission.intake.reading import main_table, vocabularies
from admission.offer import Offer
from admission.template.columns import sheets
from dsl.diagnostics import Diagnostics
from dsl.emit.polish.names import fact_label
from dsl.model.types import DateType, NumberType, TruthType, Type
from dsl.names import normal_name
from dsl.rows import PLACES, BadRow, find_ranked, is_harmless, like_pesel, truth_in
from dsl.values import read_value
from polish.folding import fold

SEEN = 300  # rows looked at
_MOST_TITLES, _ROWS_UNDER = 20, 10  # rows that may stand above the names of columns; rows that help to know them
_ENOUGH, _CLEARLY = 0.5, 0.06
_MOST_VALUES = 20
_WORD = re.compile(r"[a-z]+|[0-9]+")
_NOTHING = ("–", "—", "-", "--", "---", "brak", "nie dotyczy", "n/d", "b/d")
_YES, _NO = ("x", "+", "v", "y", "yes", "✓", "prawda", "jest"), (*_NOTHING, "no", "fałsz", "falsz")
_DAYS = {
    "dd.mm.rrrr": re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"),
    "dd-mm-rrrr": re.compile(r"\d{1,2}-\d{1,2}-\d{4}"),
    "dd/mm/rrrr": re.compile(r"\d{1,2}/\d{1,2}/\d{4}"),
    "rrrr.mm.dd": re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}"),
    "rrrr/mm/dd": re.compile(r"\d{4}/\d{1,2}/\d{1,2}"),
}
_DOTTED = re.compile(r"-?\d+\.\d+")
_ALSO_CALLED = {
    f"{IDENTITY}.imiona": ("imię", "imiona", "imię kandydata", "imiona kandydata"),
    f"{IDENTITY}.nazwisko": ("nazwisko", "nazwisko kandydata"),
    f"{IDENTITY}.pesel": ("pesel", "numer pesel", "pesel kandydata"),
    f"{STATE}.stan": ("status", "stan", "status wniosku", "stan wniosku"),
}
_NUMBER_WORDS = frozenset({"nr", "numer", "lp", "id", "identyfikator", "znak", "kod"})
_WHOSE_NUMBER = frozenset({"kandydata", "ucznia", "dziecka", "wniosku", "osoby", "kandydat"})
_ONLY_OF_ROWS = frozenset({"lp", "l", "p"})
_WHOSE = frozenset({"kandydata", "kandydatki"})
_WHO = frozenset(
    {"kandydat", "kandydatka", *_WHOSE, "uczen", "ucznia", "dziecko", "dziecka", "osoba", "osoby", "rodzic"}
)
_SHORT = {"ur": "urodzony"}
_WISHED_TOGETHER = "wybory wybrane wybrany oddziały oddział klasy klasa preferencje lista kandydata"
_MOST_ITEMS = 30
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_UNITS = frozenset({"m", "km", "cm", "mm", "s", "sek", "min", "h", "kg", "g", "pkt", "zl", "lat", "procent"})
_SURELY_WISHED = ("wybor", "wyboru", "preferencja", "preferencji")
_WISH_WORDS = (*_SURELY_WISHED, "oddzial", "klasa")
_LONGEST_BRANCH = 60
_REPEATS = "  # powtarza się, a „id” ma być u każdego inne"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One foreign column: the field it seems to hold (None: nobody knows) and what its values mean; `unknown` are
    values that fit nothing, only where they may be shown, `alike` the fields between which nobody can tell."""

    header: str
    target: Target | None
    values: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """`blanks` are the texts seen that mean nothing; `repeats`: the same id was seen in two rows; `read_as`: how the
    table itself has to be read (row of names, separator, encoding, sheet)."""

    columns: tuple[Proposed, ...]
    days: str = ""
    decimal: str = ""
    blanks: tuple[str, ...] = ()
    repeats: bool = False
    read_as: Translation = NOTHING_CHANGED

    @property
    def id(self) -> Proposed | None:
        return next((one for one in self.columns if one.target is not None and one.target.path == (ID,)), None)

    @property
    def open(self) -> tuple[Proposed, ...]:
        return tuple(one for one in self.columns if one.target is None)


class NoHeader(Exception):
    """The first row is somebody's data, or there is none."""


def propose(path: Path, offer: Offer, problems: Diagnostics, read_as: Translation = NOTHING_CHANGED) -> Proposal:
    """`read_as`: where a person has said how the table is read. Raises OSError, `Unreadable` and `NoHeader`."""
    proposer = _Proposer(offer)
    table = main_table(path, offer, problems, read_as)
    rows = _rows_from(table, read_as.header_row)
    at = 0 if read_as.header_row else proposer.named_row(rows)
    if at is None and table.is_text and not read_as.separator:
        for separator in SEPARATORS:
            tried = replace(read_as, separator=separator)
            rows_cut = _rows_from(main_table(path, offer, Diagnostics(), tried), 0)
            at = proposer.named_row(rows_cut)
            if at is not None:
                rows, read_as = rows_cut, tried
                break
    rows = rows[at or 0 :]
    header = [header_text(cell) for cell in rows[0][1]] if rows else []
    if not header or any(like_pesel(one) for one in header):
        raise NoHeader
    if at:
        read_as = replace(read_as, header_row=rows[0][0])
    return replace(proposer.proposal(header, [cells for _, cells in rows[1:]]), read_as=read_as)


def _rows_from(table: Table, first: int) -> list[tuple[int, Cells]]:
    seen = islice(table.rows, first + SEEN)
    return [(number, cells) for number, cells in seen if number >= first and not isinstance(cells, BadRow)]


class _Proposer:
    def __init__(self, offer: Offer) -> None:
        self.known = vocabularies(offer)[""]
        self.branches = {normal_name(code).casefold(): code for code in offer.branches}
        labels_of = Counter(fold(one.label) for one in offer.branches.values())
        self.named = {fold(one.label): code for code, one in offer.branches.items() if labels_of[fold(one.label)] == 1}
        self.most_wished = min(offer.limits.branches or len(offer.branches), len(offer.branches))
        self.words = {name: _tokens(name) for name in self.known.exact}
        labels = {column.header: column.words for column in sheets(offer)[0].columns}
        self.labels = {name: _tokens(f"{name} {labels.get(name, '')}") for name in self.known.exact}
        self.labels[WISHES] = _tokens(_WISHED_TOGETHER)
        self.titles = _titles(self.known, labels)
        self.items = dict(_numbered(offer, self.known))
        self.of_pair = _titles_of_pair(offer)

    def named_row(self, rows: Sequence[tuple[int, Cells]]) -> int | None:
        """The row of names, where there may be titles above it; None where no row is like one."""
        for at, (_, cells) in enumerate(rows[:_MOST_TITLES]):
            names = {header_text(cell) for cell in cells} - {""}
            under = [one for _, one in rows[at + 1 : at + 1 + _ROWS_UNDER]]
            matched = sum(len(self.best(text, cells)) == 1 for text, cells in _columns(cells, under))
            if matched >= 2 and (at == 0 or (2 * matched >= len(names) and not any(map(_has_no_letter, names)))):
                return at
        return None

    def proposal(self, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Proposal:
        columns = _columns(header, rows)
        chosen = self.assigned(columns)
        repeats = any(_repeats(cells) for text, cells in columns if text in chosen and chosen[text].path == (ID,))
        found = tuple(self.described(text, chosen.get(text), cells) for text, cells in columns)
        blanks = self.blanks(columns, chosen)
        columns = [(text, [cell for cell in cells if str(cell).strip() not in blanks]) for text, cells in columns]
        dates = [str(cell) for text, cells in columns if _is(chosen.get(text), DateType) for cell in cells]
        numbers = [str(cell) for text, cells in columns if _is(chosen.get(text), NumberType) for cell in cells]
        days = next((name for name, shape in _DAYS.items() if dates and all(map(shape.fullmatch, dates))), "")
        return Proposal(found, days, "kropka" if any(map(_DOTTED.fullmatch, numbers)) else "", blanks, repeats)

    def blanks(self, columns: Sequence[tuple[str, list[object]]], chosen: Mapping[str, Target]) -> tuple[str, ...]:
        """What means nothing somewhere, and is no value of ours anywhere; „tak/nie” has its own words for it."""
        found: set[str] = set()
        ours: set[str] = set()
        for text, cells in columns:
            target = chosen.get(text)
            if target is None or _asks_truth(target):
                continue
            for cell in cells:
                if _means_nothing(cell):
                    (ours if self.is_ours(target, cell) else found).add(str(cell).strip())
        return tuple(sorted(found - ours))

    def is_ours(self, target: Target, cell: object) -> bool:
        notion = notion_of(target.type)
        return notion is not None and find_ranked(str(cell).strip(), notion.members, notion.ranks) is not None

    def assigned(self, columns: Sequence[tuple[str, list[object]]]) -> dict[str, Target]:
        """Each field once: the surest first."""
        scored: list[tuple[float, int, str, Target]] = []
        for order, (text, cells) in enumerate(columns):
            best = self.best(text, cells)
            if len(best) == 1:
                scored.append((-best[0][0], order, text, best[0][1]))
        if any(one.path == (WISHES,) and one.fills is Fills.ITEM for _, _, _, one in scored):
            scored = [one for one in scored if one[3].path != (WISHES,) or one[3].fills is not Fills.VALUE]
        found: dict[str, Target] = {}
        taken: set[str] = set()
        for _, _, text, target in sorted(scored, key=lambda one: one[:2]):
            if target.dotted not in taken and text not in found:
                taken.add(target.dotted)
                found[text] = target
        return found

    def best(self, text: str, cells: Sequence[object]) -> Sequence[tuple[float, Target]]:
        """None where nothing is like it, several where nobody can tell between them."""
        exact = self.known.find(text)
        if exact is not None:
            return [(2.0, exact)]
        certain = self.called(text) or self.titles.get(_title(text)) or self.of_branch(text)
        if certain is not None:
            return [(_sureness_of_id(text, cells) if certain.path == (ID,) else 1.5, certain)]
        words = _tokens(_with_digits(text))
        if _WHO.issuperset(words):
            return ()
        ranked: list[tuple[float, Target]] = []
        for target, own, labels in self.candidates(words):
            score = _likeness(words, own, labels)
            if score >= _ENOUGH:
                ranked.append((score * (0.4 + 0.6 * self.fit(target, cells)), target))
        ranked.sort(key=lambda one: -one[0])
        if not ranked or ranked[0][0] < _ENOUGH:
            return ()
        near = [one for one in ranked if ranked[0][0] - one[0] < _CLEARLY]
        exactly = [len(set(words).intersection(_tokens(target.dotted))) for _, target in near]
        return [one for one, number in zip(near, exactly, strict=True) if number == max(exactly)]

    def called(self, text: str) -> Target | None:
        plain = " ".join(_tokens(text))
        for name, others in _ALSO_CALLED.items():
            if plain in (" ".join(_tokens(one)) for one in others):
                return self.known.find(name)
        words = _tokens(_with_digits(text))
        if "".join(words) in _NUMBER_WORDS:
            return self.known.find(ID)
        if words and _NUMBER_WORDS.intersection(words) and _NUMBER_WORDS.union(_WHOSE_NUMBER).issuperset(words):
            return self.known.find(ID)
        position = _position(words)
        if 0 < position <= self.most_of(WISHES, words) and any(one in _WISH_WORDS for one in words) and len(words) <= 3:
            return self.known.find(f"{WISHES}.{position}")
        return None

    def most_of(self, list_name: str, words: Sequence[str]) -> int:
        """The last item that a column may be of. A choice above the limit is read too, so that the limit is told."""
        return _MOST_ITEMS if list_name != WISHES or set(words).intersection(_SURELY_WISHED) else self.most_wished

    def of_branch(self, text: str) -> Target | None:
        """„Sprawdzian TM”: what is asked of a choice, and the code of a branch before or after it."""
        words = text.split()
        for at in {0, len(words) - 1} if len(words) > 1 else ():
            code = self.branches.get(normal_name(words[at].strip("().:,")).casefold())
            name = self.of_pair.get(_title(" ".join(words[:at] + words[at + 1 :])))
            if code is not None and name is not None:
                return self.known.find(f"{WISHES}.{code}.{name}")
        return None

    def candidates(self, words: Sequence[str]) -> Iterator[tuple[Target, list[str], list[str]]]:
        for name, target in self.known.exact.items():
            yield target, self.words[name], self.labels[name]
        position = _position(words)
        for (list_name, item), labels in self.items.items():
            if 0 < position <= self.most_of(list_name, words):
                found = self.known.find(f"{list_name}.{position}.{item}")
                if found is not None:
                    yield found, [*_tokens(item), str(position)], [*labels, str(position)]

    def fit(self, target: Target, cells: Sequence[object]) -> float:
        """The share of the values seen that may stand there, whatever they are called."""
        cells = [one for one in cells if not _means_nothing(one) or self.is_ours(target, one)]
        if not cells:
            return 0.5
        return sum(self.fits(target, cell) for cell in cells) / len(cells)

    def fits(self, target: Target, cell: object) -> bool:
        if target.path == (WISHES,) and target.inner is None:
            return all(self.branch(one) is not None for one in _wished(target, cell))
        if target.type is None:
            return True
        text = str(cell).strip()
        if _asks_truth(target):
            return _truth_of(text) is not None
        notion = notion_of(target.type)
        if notion is not None:
            return _member_of(text, notion.members, notion.ranks) is not None
        if isinstance(target.type, DateType) and any(shape.fullmatch(text) for shape in _DAYS.values()):
            return True
        return _may_stand(target, cell, target.type)

    def branch(self, text: str) -> str | None:
        """By its code, or by its name where only one has it."""
        return self.branches.get(normal_name(text).casefold()) or self.named.get(fold(text))

    def branch_within(self, text: str) -> str | None:
        """Of „klasa A”: the code of a branch that begins or ends it, where only one does."""
        words = text.split()
        ends = {normal_name(words[at].strip("().,:–-")) for at in (0, -1)} if len(words) > 1 else ()
        found = {code for one in ends if (code := self.branches.get(one.casefold())) and (len(one) > 1 or one == code)}
        return next(iter(found)) if len(found) == 1 else None

    def described(self, text: str, target: Target | None, cells: Sequence[object]) -> Proposed:
        if target is None:
            several = self.best(text, cells)
            return Proposed(text, None, alike=tuple(one.dotted for _, one in several) if len(several) > 1 else ())
        values: dict[str, str] = {}
        unknown: dict[str, None] = {}
        if target.path == (WISHES,) and target.inner is None:
            wished = sorted({part for cell in cells for part in _wished(target, cell)})
            for one in wished:
                may_show = _is_shown_of_branch(one)
                code = self.branch(one) or (self.branch_within(one) if may_show else None)
                if code is None and may_show and not _means_nothing(one) and len(unknown) < _MOST_VALUES:
                    unknown[one] = None
                elif code is not None and normal_name(one) != normal_name(code):
                    values[one] = code
        notion = notion_of(target.type)
        seen = {str(cell).strip() for cell in cells if not isinstance(cell, bool | int | float)}
        if (notion or _asks_truth(target)) and len(seen) <= _MOST_VALUES:
            for one in sorted(seen):
                if notion and not _asks_truth(target):
                    is_ours = find_ranked(one, notion.members, notion.ranks) is not None
                    meant = _member_of(one, notion.members, notion.ranks)
                else:
                    is_ours, meant = truth_in(one) is not None, _truth_of(one)
                if not is_ours and meant is not None:
                    values[one] = meant.replace("_", " ")
                elif not is_ours and not _means_nothing(one) and is_harmless(one):
                    unknown[one] = None
        return Proposed(text, target, values, tuple(unknown))


def _titles(known: Vocabulary, labels: Mapping[str, str]) -> dict[str, Target]:
    """Fields by what people call them: their labels, and the notions that only they are chosen from."""
    named: list[tuple[str, Target]] = []
    for name, target in known.exact.items():
        named.append((_title(labels.get(name, "")), target))
        notion = notion_of(target.type)
        if notion is not None and len(target.path) == 1:
            named.append((_title(notion.name), target))
    owners: dict[str, dict[str, Target]] = {}
    for title, target in named:
        owners.setdefault(title, {})[target.dotted] = target
    return {title: next(iter(found.values())) for title, found in owners.items() if title and len(found) == 1}


def _titles_of_pair(offer: Offer) -> dict[str, str]:
    """Facts of a choice by their names and labels, where only one is called so."""
    owners: dict[str, set[str]] = {}
    for name, fact in offer.pair.items():
        for title in {_title(name), _title(fact_label(fact))} if name not in PLACES else ():
            owners.setdefault(title, set()).add(name)
    return {title: next(iter(names)) for title, names in owners.items() if title and len(names) == 1}


def _title(text: str) -> str:
    return " ".join(one for one in _tokens(text) if one not in _WHOSE)


def _numbered(offer: Offer, known: Vocabulary) -> Iterator[tuple[tuple[str, str], list[str]]]:
    for sheet in sheets(offer)[1:]:
        fact = offer.candidate.get(sheet.name)
        if fact is not None and record_of(fact.type) is not None:
            for column in sheet.columns:
                if column.header != ID:
                    yield (sheet.name, column.header), _tokens(f"{sheet.name} {column.header} {column.words}")
    pair = known.lists[fold(WISHES)][1]
    for name in pair.exact:
        if name not in (ID, BRANCH):
            yield (WISHES, name), _tokens(f"{WISHES} {name}")


def _wished(target: Target, cell: object) -> list[str]:
    text = str(cell).strip()
    return [text] if target.fills is Fills.ITEM else parts_of(text)


def _columns(header: Cells, rows: Sequence[Cells]) -> list[tuple[str, list[object]]]:
    """Each name and what stands under it."""
    return [
        (text, [row[index] for row in rows if index < len(row) and not is_blank(row[index])])
        for index, text in enumerate(map(header_text, header))
        if text
    ]


def _has_no_letter(text: str) -> bool:
    return not any(map(str.isalpha, text))


def _repeats(cells: Sequence[object]) -> bool:
    texts = [str(cell).strip() for cell in cells]
    return len(set(texts)) < len(texts)


def _sureness_of_id(text: str, cells: Sequence[object]) -> float:
    """The number of a person or an application before that of a row; what repeats after both."""
    return 1.5 - 0.1 * _ONLY_OF_ROWS.issuperset(_tokens(text)) - 0.2 * _repeats(cells)


def _is_shown_of_branch(text: str) -> bool:
    """What a school calls a branch may have several words."""
    digits = sum(map(str.isdigit, text))
    return len(text) <= _LONGEST_BRANCH and digits <= 4 and text.isprintable()


def _means_nothing(cell: object) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() in _NOTHING


def _with_digits(text: str) -> str:
    """„II wybór” as „2 wybór”: a Roman number that begins or ends the name."""
    words = text.split()
    for at in {0, len(words) - 1} if len(words) > 1 else ():
        plain = words[at].strip(".:)")
        if plain in _ROMAN:
            words[at] = str(_ROMAN.index(plain) + 1)
    return " ".join(words)


def _position(words: Sequence[str]) -> int:
    """The only number of the name, 0 where there is no such; that of „60 m” is none."""
    numbers = [at for at, one in enumerate(words) if one.isdigit()]
    if len(numbers) != 1 or len(words[numbers[0]]) > 2:
        return 0
    after = words[numbers[0] + 1 : numbers[0] + 2]
    return 0 if _UNITS.intersection(after) else int(words[numbers[0]])


def _tokens(text: str) -> list[str]:
    return _WORD.findall(fold(text.replace("_", " ")))


def _likeness(words: Sequence[str], own: Sequence[str], labels: Sequence[str]) -> float:
    """How much of the foreign name is found in ours, and how much of ours in it; single letters say nothing."""
    mine = [one for word in words for one in _written_out(word, own) if len(one) > 1 or one.isdigit()]
    theirs = [one for one in own if len(one) > 1 or one.isdigit()]
    if not mine or not theirs:
        return 0.0
    found = sum(max((_alike(one, other) for other in labels), default=0.0) for one in mine) / len(mine)
    covered = sum(max((_alike(one, other) for one in mine), default=0.0) for other in theirs) / len(theirs)
    return 0.65 * found + 0.35 * covered


def _written_out(word: str, own: Sequence[str]) -> Sequence[str]:
    """`wos` as the words that it begins, where ours has them in a row."""
    for start in range(len(own) - len(word) + 1):
        part = own[start : start + len(word)]
        if len(word) > 1 and all(one[0] == letter for one, letter in zip(part, word, strict=True)):
            return part
    return [_SHORT.get(word, word)]


def _alike(one: str, other: str) -> float:
    """Equal, the beginning of the other, or the same word in another form."""
    if one == other:
        return 1.0
    if one.isdigit() or other.isdigit():
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.startswith(short):
        return 0.9
    common = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(short))
    return 0.85 if common >= 4 and common >= len(short) - 3 else 0.0


def _is(target: Target | None, kind: type[Type]) -> bool:
    return target is not None and isinstance(target.type, kind)


def _asks_truth(target: Target) -> bool:
    inner = target.inner.fills if target.inner else target.fills
    return isinstance(target.type, TruthType) or inner is Fills.MEMBER


def _truth_of(text: str) -> str | None:
    known = truth_in(text)
    if known is not None:
        return "tak" if known else "nie"
    lowered = text.lower()
    return "tak" if lowered in _YES else "nie" if lowered in _NO else None


def _member_of(text: str, members: Iterable[str], ranks: Mapping[str, int]) -> str | None:
    """By its name or number, by its beginning, or by letters of it in order, as `bdb` is of „bardzo dobry”."""
    names = list(members)
    found = find_ranked(text, names, ranks)
    wanted = "".join(_tokens(text))
    if found is not None or not wanted or len(wanted) > 30 or wanted.isdigit():
        return found
    plain = {name: "".join(_tokens(name)) for name in names}
    begun = [name for name, letters in plain.items() if letters.startswith(wanted)]
    if len(begun) == 1 or len(wanted) == 1:
        return begun[0] if len(begun) == 1 else None
    drawn = [name for name, letters in plain.items() if letters[:1] == wanted[0] and _is_drawn_from(wanted, letters)]
    return drawn[0] if len(drawn) == 1 else None


def _is_drawn_from(wanted: str, letters: str) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in wanted)


def _may_stand(target: Target, cell: object, type_: Type) -> bool:
    try:
        value: Any = target.convert(cell)
    except BadCell:
        return False
    return not read_value(value.replace(".", ",") if isinstance(value, str) else value, type_)[1]


# -- as a file --------------------------------------------------------------------------------------------------------


def as_yaml(proposal: Proposal, regulation: str, table: str) -> str:
    return "\n".join(_lines(proposal, regulation, table)) + "\n"


def _lines(proposal: Proposal, regulation: str, table: str) -> Iterator[str]:
    yield f"# Propozycja mapowania tabeli {table} na pola regulaminu {regulation}. Sprawdź każdy wiersz."
    yield "mapowanie: 1"
    read_as = proposal.read_as
    if read_as.sheet:
        yield f"arkusz: {_quoted(read_as.sheet)}"
    if read_as.header_row:
        yield f"wiersz nagłówka: {read_as.header_row}"
    if read_as.separator:
        yield f"rozdzielnik: {SEPARATORS[read_as.separator]}"
    if read_as.encoding:
        yield f"kodowanie: {read_as.encoding}"
    if proposal.days:
        yield f"daty: {proposal.days}"
    if proposal.decimal:
        yield f"ułamki: {proposal.decimal}"
    if proposal.blanks:
        yield f"puste: [{', '.join(map(_quoted, proposal.blanks))}]"
    yield "kolumny:"
    for one in proposal.columns:
        if one.target is None:
            continue
        if not one.values and not one.unknown:
            told = _REPEATS if proposal.repeats and one is proposal.id else ""
            yield f"  {_quoted(one.header)}: {one.target.dotted}{told}"
            continue
        yield f"  {_quoted(one.header)}:"
        yield f"    pole: {one.target.dotted}"
        yield "    wartości:"
        for value, meaning in one.values.items():
            yield f"      {_quoted(value)}: {meaning}"
        for value in one.unknown:
            yield f"      # {_quoted(value)}: (co to znaczy?)"
        if not one.values:
            yield "      {}"
    if proposal.open:
        yield "# Tych kolumn nie rozpoznano. Dopisz je do „kolumny” albo zostaw tu, a nie będą czytane."
        yield "pomijane:"
        for one in proposal.open:
            yield f"  - {_quoted(one.header)}" + (f"  # może: {' albo '.join(one.alike)}" if one.alike else "")
    yield f"# Wspólne znaczenie wartości można podać raz, np. wartości: {{{TRUTH_VALUES}: {{x: tak}}}}"


def _quoted(text: str) -> str:
    return (
        text
        if re.fullmatch(r"[^\W\d_][\w ()/]*", text) and text == text.strip()
        else json.dumps(text, ensure_ascii=False)
    )


def as_translation(proposal: Proposal, source_text: str, known: Vocabulary) -> Translation | None:
    """The proposal as it would be read from its file: what is shown is what is written."""
    from admission.intake.mapping import decode_mapping
    from dsl.source.text import Source

    return decode_mapping(Source("propozycja.yaml", source_text), known, Diagnostics())
