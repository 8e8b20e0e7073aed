"""A mapping proposed for a foreign table: by the names of its columns, our names and labels, and the values seen.

Only a proposal: a person reads it, and what is not sure is left open and told. Values are shown only where they are few
and harmless, as grades and yes/no are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from admission.branch_guess import likely_branch
from admission.intake.cells import is_blank, parts_of
from admission.intake.column_names import has_no_letter, in_full, likeness, nearness, position_in, title_of
from admission.intake.column_values import DAYS, asks_truth, may_be_shown, may_stand, means_nothing, member_of, truth_of
from admission.intake.column_words import column_words, tokens
from admission.intake.columns import header_text, unknowable_names
from admission.intake.csv_tables import SEPARATORS, Cells
from admission.intake.header import BRANCH, ID, IDENTITY, WISHES, Fills, Target, Vocabulary, record_of
from admission.intake.mapping import NOTHING_CHANGED, foreign_key, notion_of
from admission.intake.mapping import Mapping as Translation
from admission.intake.reading import main_table, vocabularies
from admission.intake.table import Table
from admission.intake.text import Unreadable
from admission.needed import Needed, needed_without
from admission.offer import Offer
from admission.template.columns import sheets
from dsl.diagnostics import Diagnostics
from dsl.emit.polish.names import fact_label
from dsl.model.types import DateType, NumberType, Type
from dsl.names import normal_name
from dsl.rows import PLACES, TRUTHS, BadRow, find_ranked, is_harmless, is_known_word, like_pesel, truth_in
from polish.folding import fold

SEEN = 300  # rows looked at
_MOST_TITLES, _ROWS_UNDER = 20, 10  # rows that may stand above the names of columns; rows that help to know them
_ENOUGH, _CLEARLY, _BY_MEANING = 0.5, 0.06, 0.85
_MOST_VALUES = 20
_DOTTED = re.compile(r"-?\d+\.\d+")
_MOST_ITEMS = 30
_MOST_MEMBERS = 1_000  # of a notion; a number may be any of more
_SHORTEST_WORD = 3  # that may name something
_LAST_CLASS = "8"  # „ocena z klasy 8” is the grade itself; another number makes a column another thing


@dataclass(frozen=True, slots=True)
class Proposed:
    """One foreign column: the field it seems to hold (None: nobody knows) and what its values mean; `unknown` are
    values that fit nothing, only where they may be shown, `alike` the fields between which nobody can tell, or the one
    that another column holds as surely. `unfit` counts the values seen that cannot stand in the field."""

    header: str
    target: Target | None
    values: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    unfit: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """`blanks` are the texts seen that mean nothing; `repeats`: the same id was seen in two rows; `read_as`: how the
    table itself has to be read (row of names, separator, encoding, sheet). `needed` are facts that conditions ask for
    and no column holds, `same_branch` the different words that mean one branch, by its code."""

    columns: tuple[Proposed, ...]
    days: str = ""
    decimal: str = ""
    blanks: tuple[str, ...] = ()
    repeats: bool = False
    read_as: Translation = NOTHING_CHANGED
    needed: tuple[Needed, ...] = ()
    same_branch: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def has_id(self) -> bool:
        return self.id is not None or self.read_as.row_ids

    @property
    def id(self) -> Proposed | None:
        return next((one for one in self.columns if one.target is not None and one.target.path == (ID,)), None)

    @property
    def is_numbered(self) -> bool:
        """The id is the number of a row in a list, and another one when somebody numbers it anew."""
        return self.id is not None and is_number_of_row(self.id.header)

    @property
    def open(self) -> tuple[Proposed, ...]:
        return tuple(one for one in self.columns if one.target is None)


class NoHeader(Exception):
    """The first row is somebody's data, or there is none."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The beginning of a table, for proposing as often as a person has chosen something."""

    proposer: _Proposer
    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    read_as: Translation

    def proposal(self, chosen: Mapping[str, Target | None] = MappingProxyType({})) -> Proposal:
        """`chosen` are the fields of columns that need no guess; None: the column is passed over."""
        found = self.proposer.proposal(self.header, self.rows, chosen)
        fields = [one.target for one in found.columns if one.target is not None]
        fields += [one for name in self.read_as.constants if (one := self.known.find(name)) is not None]
        row_ids = self.read_as.row_ids and found.id is None
        return replace(
            found, read_as=replace(self.read_as, row_ids=row_ids), needed=_needed(self.proposer.offer, fields)
        )

    @property
    def known(self) -> Vocabulary:
        return self.proposer.known


def propose(path: Path, offer: Offer, problems: Diagnostics, read_as: Translation = NOTHING_CHANGED) -> Proposal:
    """From `read_as` only how the table is read. Raises as `look` does."""
    return look(path, offer, problems, replace(read_as, values={}, constants={})).proposal()


def look(path: Path, offer: Offer, problems: Diagnostics, read_as: Translation = NOTHING_CHANGED) -> Seen:
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
    if at is not None:
        for message, hint in unknowable_names(rows[0][1]):
            raise Unreadable(f"Wiersz {rows[0][0]}: {message}", hint)
    if at:
        read_as = replace(read_as, header_row=rows[0][0])
    return Seen(proposer, header, [cells for _, cells in rows[1:]], read_as)


def _rows_from(table: Table, first: int) -> list[tuple[int, Cells]]:
    seen = islice(table.rows, first + SEEN)
    return [(number, cells) for number, cells in seen if number >= first and not isinstance(cells, BadRow)]


class _Proposer:
    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        self.known = vocabularies(offer)[""]
        self.branches = {normal_name(code).casefold(): code for code in offer.branches}
        labels_of = Counter(fold(one.label) for one in offer.branches.values())
        self.named = {fold(one.label): code for code, one in offer.branches.items() if labels_of[fold(one.label)] == 1}
        self.most_wished = min(offer.limits.branches or len(offer.branches), len(offer.branches))
        self.words = {name: tokens(name) for name in self.known.exact}
        labels = {column.header: column.words for column in sheets(offer)[0].columns}
        self.labels = {name: tokens(f"{name} {labels.get(name, '')}") for name in self.known.exact}
        self.labels[WISHES] = [*column_words().wished_together, *column_words().candidate]
        for name, called in column_words().called.items():
            self.labels[name] = [*self.labels.get(name, ()), *(word for one in called for word in tokens(one))]
        self.titles = _titles(self.known, labels)
        self.items = dict(_numbered(offer, self.known))
        self.all_words = {word for words in (*self.labels.values(), *self.items.values()) for word in words}
        self.all_words -= column_words().anybody
        self.of_pair = _titles_of_pair(offer)

    def named_row(self, rows: Sequence[tuple[int, Cells]]) -> int | None:
        """The row of names, where there may be titles above it; None where no row is like one."""
        for at, (_, cells) in enumerate(rows[:_MOST_TITLES]):
            names = {header_text(cell) for cell in cells} - {""}
            under = [one for _, one in rows[at + 1 : at + 1 + _ROWS_UNDER]]
            matched = sum(len(self.best(text, cells)) == 1 for text, cells in _columns(cells, under))
            if matched >= 2 and (at == 0 or (2 * matched >= len(names) and not any(map(has_no_letter, names)))):
                return at
        return None

    def proposal(
        self, header: Sequence[str], rows: Sequence[Sequence[object]], given: Mapping[str, Target | None]
    ) -> Proposal:
        columns = _columns(header, rows)
        taken = {one.dotted: one for one in given.values() if one is not None}
        free = self.assigned([(text, cells) for text, cells in columns if text not in given])
        chosen = {text: one for text, one in free.items() if one.dotted not in taken}
        chosen |= {text: one for text, one in given.items() if one is not None}
        repeats = any(_repeats(cells) for text, cells in columns if text in chosen and chosen[text].path == (ID,))
        found = tuple(
            self.described(text, chosen.get(text), cells)
            if chosen.get(text) or text not in given
            else Proposed(text, None)
            for text, cells in columns
        )
        found, same_branch = _asked_once(found), self.same_branch(found)
        blanks = self.blanks(columns, chosen)
        columns = [(text, [cell for cell in cells if str(cell).strip() not in blanks]) for text, cells in columns]
        dates = [str(cell) for text, cells in columns if _is(chosen.get(text), DateType) for cell in cells]
        numbers = [str(cell) for text, cells in columns if _is(chosen.get(text), NumberType) for cell in cells]
        days = next((name for name, shape in DAYS.items() if dates and all(map(shape.fullmatch, dates))), "")
        decimal = "kropka" if any(map(_DOTTED.fullmatch, numbers)) else ""
        return Proposal(found, days, decimal, blanks, repeats, same_branch=same_branch)

    def same_branch(self, columns: Sequence[Proposed]) -> dict[str, tuple[str, ...]]:
        """Where one of the words was only guessed, and another means the same branch."""
        words: dict[str, dict[str, str]] = {}
        for one in columns:
            for word, code in one.values.items() if is_wish(one.target) else ():
                words.setdefault(code, {}).setdefault(fold(word), word)
        guessed = {
            code for code, found in words.items() if len(found) > 1 and any(map(self.is_guessed, found.values()))
        }
        return {code: tuple(words[code].values()) for code in words if code in guessed}

    def is_guessed(self, word: str) -> bool:
        return self.branch(word) is None

    def blanks(self, columns: Sequence[tuple[str, list[object]]], chosen: Mapping[str, Target]) -> tuple[str, ...]:
        """What means nothing somewhere, and is no value of ours anywhere; „tak/nie” has its own words for it."""
        found: set[str] = set()
        ours: set[str] = set()
        for text, cells in columns:
            target = chosen.get(text)
            if target is None or asks_truth(target):
                continue
            for cell in cells:
                if means_nothing(cell):
                    (ours if self.is_ours(target, cell) else found).add(str(cell).strip())
        return tuple(sorted(found - ours))

    def is_ours(self, target: Target, cell: object) -> bool:
        notion = notion_of(target.type)
        return notion is not None and find_ranked(str(cell).strip(), notion.members, notion.ranks) is not None

    def assigned(self, columns: Sequence[tuple[str, list[object]]]) -> dict[str, Target]:
        """Each field once: the surest first, and none where two columns are as sure to hold it."""
        scored: list[tuple[float, int, str, Target]] = []
        for order, (text, cells) in enumerate(columns):
            best = self.best(text, cells)
            if len(best) == 1 and not self.never_fits(best[0][1], cells):
                scored.append((-best[0][0], order, text, best[0][1]))
        scored = self.wishes_apart(scored, dict(columns))
        sure: dict[str, float] = {}
        claimed: dict[str, list[str]] = {}
        for score, _, text, target in sorted(scored, key=lambda one: one[:2]):
            if sure.setdefault(target.dotted, score) > score - _CLEARLY:
                claimed.setdefault(target.dotted, []).append(text)
        targets = {text: target for _, _, text, target in scored}
        return {texts[0]: targets[texts[0]] for name, texts in claimed.items() if len(set(texts)) == 1 or name == ID}

    def wishes_apart(
        self, scored: list[tuple[float, int, str, Target]], cells: Mapping[str, Sequence[object]]
    ) -> list[tuple[float, int, str, Target]]:
        """Where some columns hold one wish each, „wybór” without a number is the first one."""
        wishes = [one for one in scored if one[3].path == (WISHES,) and one[3].inner is None]
        numbers = {one[3].position for one in wishes if one[3].fills is Fills.ITEM}
        whole = [one for one in wishes if one[3].fills is Fills.VALUE]
        if not numbers:
            return scored
        others = [one for one in scored if one not in whole]
        first = self.known.find(f"{WISHES}.1")
        single = len(whole) == 1 and all(len(parts_of(str(cell))) == 1 for cell in cells[whole[0][2]])
        if first is not None and 1 not in numbers and single:
            others.append((*whole[0][:3], first))
        return others

    def best(self, text: str, cells: Sequence[object]) -> Sequence[tuple[float, Target]]:
        """None where nothing is like it, several where nobody can tell between them."""
        exact = self.known.find(text)
        if exact is not None:
            return [(2.0, exact)]
        certain = self.called(text) or self.titles.get(title_of(text)) or self.of_branch(text)
        if certain is not None:
            return [(_sureness_of_id(text, cells) if certain.path == (ID,) else 1.5, certain)]
        words = tokens(in_full(text))
        if column_words().anybody.issuperset(words):
            return ()
        ranked: list[tuple[float, Target]] = []
        in_name: dict[str, int] = {}
        for target, own, labels in self.candidates(words):
            meant = self.meant(words, target, labels)
            score = likeness(meant, own, labels) if self.agree(meant, target, labels) else 0.0
            if meant == words:
                in_name[target.dotted] = len(set(words).intersection(tokens(target.dotted)))
            else:
                score *= _BY_MEANING
            if score >= _ENOUGH:
                ranked.append((score * (0.4 + 0.6 * self.fit(target, cells)), target))
        ranked.sort(key=lambda one: -one[0])
        if not ranked or ranked[0][0] < _ENOUGH:
            return ()
        near = [one for one in ranked if ranked[0][0] - one[0] < _CLEARLY]
        most = max(in_name.get(target.dotted, 0) for _, target in near)
        near = [one for one in near if in_name.get(one[1].dotted, most) == most]
        return _narrowest(near) if cells else near

    def meant(self, words: Sequence[str], target: Target, labels: Sequence[str]) -> list[str]:
        """The words, with ours for those that the field and its like do not know: English is a foreign language."""
        known = {one for name in self.words if name.split(".")[0] == target.path[0] for one in self.words[name]}
        found: list[str] = []
        for word in words:
            ours = _meaning_of(word) if not nearness(word, known) and not nearness(word, labels) else ()
            found += ours if ours and all(nearness(one, labels) for one in ours) else [word]
        return found

    def agree(self, words: Sequence[str], target: Target, labels: Sequence[str]) -> bool:
        """No word names something else: another field, another person, a count made of a result, another year."""
        if target.path[0] == IDENTITY:
            return False  # only by its whole name
        is_measured = notion_of(target.type) is not None or (
            isinstance(target.type, NumberType) and target.type.unit == "%"
        )
        return not any(self.names_another(word, labels, is_measured) for word in words)

    def names_another(self, word: str, labels: Sequence[str], is_measured: bool) -> bool:
        if word.isdigit():
            return is_measured and len(word) == 1 and word != _LAST_CLASS and word not in labels
        if nearness(word, labels) or len(word) < _SHORTEST_WORD or word in column_words().candidate:
            return False
        is_of_another = is_measured and word in column_words().another
        return is_of_another or nearness(word, self.all_words) > 0 or bool(_meaning_of(word))

    def called(self, text: str) -> Target | None:
        known = column_words()
        for name, others in known.called.items():
            if title_of(text) in others:
                return self.known.find(name)
        words = tokens(in_full(text))
        if "".join(words) in known.number:
            return self.known.find(ID)
        if words and known.number.intersection(words) and known.number.union(known.whose_number).issuperset(words):
            return self.known.find(ID)
        position = position_in(words)
        if 0 < position <= self.most_of(WISHES, words) and known.wished.intersection(words) and len(words) <= 3:
            return self.known.find(f"{WISHES}.{position}")
        return None

    def most_of(self, list_name: str, words: Sequence[str]) -> int:
        """The last item that a column may be of. A choice above the limit is read too, so that the limit is told."""
        return (
            _MOST_ITEMS if list_name != WISHES or column_words().surely_wished.intersection(words) else self.most_wished
        )

    def of_branch(self, text: str) -> Target | None:
        """„Sprawdzian TM”: what is asked of a choice, and the code of a branch before or after it."""
        words = text.split()
        for at in {0, len(words) - 1} if len(words) > 1 else ():
            code = self.branches.get(normal_name(words[at].strip("().:,")).casefold())
            name = self.of_pair.get(title_of(" ".join(words[:at] + words[at + 1 :])))
            if code is not None and name is not None:
                return self.known.find(f"{WISHES}.{code}.{name}")
        return None

    def candidates(self, words: Sequence[str]) -> Iterator[tuple[Target, list[str], list[str]]]:
        for name, target in self.known.exact.items():
            yield target, self.words[name], self.labels[name]
        position = position_in(words)
        for (list_name, item), labels in self.items.items():
            if 0 < position <= self.most_of(list_name, words):
                found = self.known.find(f"{list_name}.{position}.{item}")
                if found is not None:
                    yield found, [*tokens(item), str(position)], [*labels, str(position)]

    def fit(self, target: Target, cells: Sequence[object]) -> float:
        """The share of the values seen that may stand there, whatever they are called."""
        cells = [one for one in cells if not means_nothing(one) or self.is_ours(target, one)]
        if not cells:
            return 0.5
        return sum(self.fits(target, cell) for cell in cells) / len(cells)

    def never_fits(self, target: Target, cells: Sequence[object]) -> bool:
        """Numbers under the name of a yes or a no, or of a list to choose from, are something else."""
        is_chosen = asks_truth(target) or notion_of(target.type) is not None
        return is_chosen and bool(cells) and self.fit(target, cells) == 0 and all(map(has_no_letter, map(str, cells)))

    def fits(self, target: Target, cell: object) -> bool:
        if is_wish(target):
            return all(self.branch(one) is not None for one in _wished(target, cell))
        if target.type is None:
            return True
        text = str(cell).strip()
        if asks_truth(target):
            return truth_of(text) is not None
        notion = notion_of(target.type)
        if notion is not None:
            return member_of(text, notion.members, notion.ranks) is not None
        if isinstance(target.type, DateType) and any(shape.fullmatch(text) for shape in DAYS.values()):
            return True
        return may_stand(target, cell, target.type)

    def branch(self, text: str) -> str | None:
        """By its code, or by its name where only one has it."""
        return self.branches.get(normal_name(text).casefold()) or self.named.get(fold(text))

    def described(self, text: str, target: Target | None, cells: Sequence[object]) -> Proposed:
        if target is None:
            return Proposed(
                text, None, alike=tuple(one.dotted for _, one in self.best(text, cells) if one.path != (ID,))
            )
        values: dict[str, str] = {}
        unknown: dict[str, None] = {}
        if is_wish(target):
            wished = sorted({part for cell in cells for part in _wished(target, cell)})
            for one in wished:
                may_show = may_be_shown(one)
                code = self.branch(one) or (likely_branch(self.offer, one) if may_show else None)
                if code is None and may_show and not means_nothing(one) and len(unknown) < _MOST_VALUES:
                    unknown[one] = None
                elif code is not None and normal_name(one) != normal_name(code):
                    values[one] = code
        notion = notion_of(target.type)
        words = [one.replace("_", " ") for one in notion.members] if notion is not None else list(TRUTHS)
        seen = {str(cell).strip() for cell in cells if not isinstance(cell, bool | int | float)}
        if (notion or asks_truth(target)) and len(seen) <= _MOST_VALUES:
            for one in sorted(seen):
                if notion and not asks_truth(target):
                    is_ours = find_ranked(one, notion.members, notion.ranks) is not None
                    meant = member_of(one, notion.members, notion.ranks)
                else:
                    is_ours, meant = truth_in(one) is not None, truth_of(one)
                if not is_ours and meant is not None:
                    values[one] = meant.replace("_", " ")
                elif not is_ours and not means_nothing(one) and _may_be_asked(one, words, cells):
                    unknown[one] = None
        told = {*values, *unknown}
        others = [] if is_wish(target) else [cell for cell in cells if str(cell).strip() not in told]
        unfit = sum(not (means_nothing(cell) or self.fits(target, cell)) for cell in others)
        return Proposed(text, target, values, tuple(unknown), unfit=unfit)


def _needed(offer: Offer, fields: Sequence[Target]) -> tuple[Needed, ...]:
    """Facts of choices may all stand in a table of their own; where nothing is known of anybody, nothing is missed."""
    of_candidate = {one.path[0] for one in fields}
    of_choice = {one.inner.path[0] for one in fields if one.inner is not None and one.path == (WISHES,)}
    if not of_candidate - {ID, IDENTITY}:
        return ()
    held = {"kandydat": of_candidate, "wybór": of_choice or offer.pair.keys()}
    return needed_without(offer, lambda scope, name: name in held[scope])


def _titles(known: Vocabulary, labels: Mapping[str, str]) -> dict[str, Target]:
    """Fields by what people call them: their labels, and the notions that only they are chosen from."""
    named: list[tuple[str, Target]] = []
    for name, target in known.exact.items():
        named.append((title_of(labels.get(name, "")), target))
        notion = notion_of(target.type)
        if notion is not None and len(target.path) == 1:
            named.append((title_of(notion.name), target))
    owners: dict[str, dict[str, Target]] = {}
    for title, target in named:
        owners.setdefault(title, {})[target.dotted] = target
    return {title: next(iter(found.values())) for title, found in owners.items() if title and len(found) == 1}


def _titles_of_pair(offer: Offer) -> dict[str, str]:
    """Facts of a choice by their names and labels, where only one is called so."""
    owners: dict[str, set[str]] = {}
    for name, fact in offer.pair.items():
        for title in {title_of(name), title_of(fact_label(fact))} if name not in PLACES else ():
            owners.setdefault(title, set()).add(name)
    return {title: next(iter(names)) for title, names in owners.items() if title and len(names) == 1}


def _numbered(offer: Offer, known: Vocabulary) -> Iterator[tuple[tuple[str, str], list[str]]]:
    for sheet in sheets(offer)[1:]:
        fact = offer.candidate.get(sheet.name)
        if fact is not None and record_of(fact.type) is not None:
            for column in sheet.columns:
                if column.header != ID:
                    yield (sheet.name, column.header), tokens(f"{sheet.name} {column.header} {column.words}")
    pair = known.lists[fold(WISHES)][1]
    for name in pair.exact:
        if name not in (ID, BRANCH):
            yield (WISHES, name), tokens(f"{WISHES} {name}")


def _may_be_asked(text: str, known: Iterable[str], cells: Sequence[object]) -> bool:
    """A word that stands in one row alone, and is like none known, may be a surname that has got into the column."""
    return is_harmless(text) and (is_known_word(text, known) or sum(str(cell).strip() == text for cell in cells) > 1)


def is_wish(target: Target | None) -> bool:
    return target is not None and target.path == (WISHES,) and target.inner is None


def _asked_once(columns: Sequence[Proposed]) -> tuple[Proposed, ...]:
    """What a word means as a branch is told of the first column where it stands, and counts in all of them."""
    seen: set[str] = set()
    found = []
    for one in columns:
        if is_wish(one.target):
            values = {word: code for word, code in one.values.items() if foreign_key(word) not in seen}
            unknown = tuple(word for word in one.unknown if foreign_key(word) not in seen)
            seen |= {foreign_key(word) for word in (*values, *unknown)}
            one = replace(one, values=values, unknown=unknown)
        found.append(one)
    return tuple(found)


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


def _repeats(cells: Sequence[object]) -> bool:
    texts = [str(cell).strip() for cell in cells]
    return len(set(texts)) < len(texts)


def is_number_of_row(header: str) -> bool:
    return column_words().number_of_row.issuperset(tokens(header))


def _sureness_of_id(text: str, cells: Sequence[object]) -> float:
    """The number of a person or an application before that of a row; what repeats after both."""
    return 1.5 - 0.1 * is_number_of_row(text) - 0.2 * _repeats(cells)


def _meaning_of(word: str) -> Sequence[str]:
    """By any beginning of three letters or more, as „ang.” is of „angielski”."""
    meanings = column_words().meanings
    found = {ours for one, ours in meanings.items() if nearness(word, (one,))}
    return next(iter(found)) if len(found) == 1 else ()


def _narrowest(near: Sequence[tuple[float, Target]]) -> Sequence[tuple[float, Target]]:
    """Where values may stand in both, few grades are told from many percents; not where both are as wide."""
    widths = [_width(target.type) for _, target in near]
    return [one for one, width in zip(near, widths, strict=True) if width == min(widths)]


def _width(type_: Type | None) -> int:
    notion = notion_of(type_)
    return len(notion.members) if notion is not None else _MOST_MEMBERS


def _is(target: Target | None, kind: type[Type]) -> bool:
    return target is not None and isinstance(target.type, kind)
