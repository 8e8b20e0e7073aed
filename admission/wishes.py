"""The branches that a candidate wishes, in order, each with the facts of this candidate in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from admission.branch_guess import likely_branch
from admission.candidates import Choice
from admission.facts import FactsReader
from admission.limits import over_limit, rule_words
from admission.offer import Offer, instead_of, own_code, school_of
from admission.raw import PlainWish
from admission.telling import Telling
from dsl.diagnostics import Diagnostic, Severity
from dsl.emit.order import not_settling
from dsl.rows import LONGEST_LIST, PLACES, BadField, called, field_name, find_branch, places, read_wish, read_wishes
from polish.plurals import BRANCH, Case, count

_MOST_WISHED = 1 << 14
_OPENING = "oddział"


class WishesReader:
    def __init__(self, offer: Offer, telling: Telling) -> None:
        self.offer, self.telling = offer, telling
        self.pair = FactsReader({name: fact for name, fact in offer.pair.items() if name not in PLACES}, telling)
        self.lists_of_branches: dict[tuple[str, ...], tuple[Choice, ...]] = {}
        self.wished: dict[int, tuple[tuple[PlainWish, ...], tuple[Choice, ...]]] = {}
        self.every_branch = self.with_places([Choice(code, {}) for code in offer.branches])

    def plain(self, wishes: tuple[PlainWish, ...]) -> tuple[Choice, ...] | None:
        """The same lists are wished by many, and come as the same object."""
        known = self.wished.get(id(wishes))
        if known is not None and known[0] is wishes:
            return known[1]
        codes = tuple(own_code(self.offer, code) if isinstance(code, str) else code for code, _ in wishes)
        if not self.may_be_chosen(codes):
            return None
        choices = [Choice(code, pair) for code, (_, pair) in zip(codes, wishes, strict=True)]
        if not all(self.is_plain_pair(one) for one in choices if one.pair) or over_limit(choices, self.offer):
            return None
        found = self.shared_list(choices)
        if len(self.wished) < _MOST_WISHED:
            self.wished[id(wishes)] = wishes, found
        return found

    def is_plain_pair(self, choice: Choice) -> bool:
        """Whether there is nothing to tell of these facts of the pair."""
        rules = self.offer.branches[choice.branch].rules
        declared = rules.facts["wybór"]
        return declared.keys() >= choice.pair.keys() and not_settling(rules, choice.branch, choice.pair) is None

    def may_be_chosen(self, codes: tuple[Any, ...]) -> bool:
        """Different branches by their exact codes, no more than anybody may choose."""
        limit, different = self.offer.limits.branches, set(codes)
        if len(different) < len(codes) or len(codes) > LONGEST_LIST or not self.offer.branches.keys() >= different:
            return False
        return limit is None or len(codes) <= limit

    def read(self, raw: Any, identifier: str, number: int) -> tuple[Choice, ...] | None:
        """`raw` is what the row says of them. None when anything is wrong, and told."""
        if isinstance(raw, list) and all(isinstance(one, str) for one in raw):
            known = self.lists_of_branches.get(tuple(raw))
            if known is not None:
                return known
        choices: dict[str, Choice] = {}
        fine = True
        try:
            entries = read_wishes(raw, self.offer.branches, None)
            self.expect_few(entries)
        except BadField as bad:
            self.telling.bad(number, identifier, bad)
            return None
        for place, entry in enumerate(entries, start=1):
            try:
                choice = self.choice(entry, place, identifier, number)
                if choice is not None and choice.branch in choices:
                    hint = "Zostaw go na jednym miejscu."
                    message = f"Oddział „{choice.branch}” jest na liście dwa razy."
                    raise BadField(f"wybory.{place}", message, hint)
            except BadField as bad:
                self.telling.bad(number, identifier, bad)
                fine = False
            else:
                fine = fine and choice is not None
                if choice is not None:
                    choices[choice.branch] = choice
        if not fine or self.is_over_limit(tuple(choices.values()), identifier, number):
            return None
        return self.shared_list(tuple(choices.values()))

    def expect_few(self, entries: Sequence[Any]) -> None:
        limit = self.offer.limits.branches
        if limit is not None and len(entries) > limit:
            rule = rule_words(self.offer.limits.branches_notes)
            message = f"Wolno wybrać najwyżej {count(limit, BRANCH, Case.ACCUSATIVE)}, a jest {len(entries)} ({rule})."
            raise BadField("wybory", message, "Zostaw najwyżej tyle oddziałów, na ile pozwala regulamin.")

    def shared_list(self, choices: Sequence[Choice]) -> tuple[Choice, ...]:
        """Many wish the same branches and say no more of them: they have one list. Nothing is wrong with it."""
        if any(one.pair for one in choices):
            return self.with_places(choices)
        codes = tuple(one.branch for one in choices)
        if codes not in self.lists_of_branches:
            self.lists_of_branches[codes] = self.with_places(choices)
        return self.lists_of_branches[codes]

    def with_places(self, choices: Iterable[Choice]) -> tuple[Choice, ...]:
        """Each with its place on the list and the place of its school."""
        schools: dict[str, int] = {}
        return tuple(
            Choice(
                one.branch,
                {**places(place, schools.setdefault(school_of(self.offer, one.branch), len(schools) + 1)), **one.pair},
            )
            for place, one in enumerate(choices, start=1)
        )

    def is_over_limit(self, choices: Sequence[Choice], identifier: str, number: int) -> bool:
        found = over_limit(choices, self.offer)
        if found is not None:
            self.telling.bad(number, identifier, BadField("wybory", *found))
        return found is not None

    def choice(self, entry: Any, place: int, identifier: str, number: int) -> Choice | None:
        """None when a fact of the pair is wrong, and told. Raises `BadField`."""
        entry = self.with_own_code(entry)
        self.refuse_former(entry, place)
        self.refuse_other_names(entry, place)
        code, raw = read_wish(entry, place, self.offer.branches)
        pair = self.pair.read(raw, identifier, number, f"wybory.{place}.")
        if pair is None:
            return None
        self.refuse_excluded(code, pair, f"wybory.{place}.")
        self.tell_unused(code, pair, identifier, number, f"wybory.{place}.")
        return Choice(code, pair)

    def refuse_former(self, entry: Any, place: int) -> None:
        """A branch that is part of a list, or divided into groups, is no choice any more. Raises `BadField`."""
        code = _opening_in(entry)
        now = instead_of(self.offer, code) if code not in self.offer.branches else ()
        if now:
            what = "ma wspólną listę z innymi" if len(now) == 1 else "jest podzielony na grupy"
            hint = f"Napisz zamiast niego: {' albo '.join(now)}."
            raise BadField(f"wybory.{place}", f"Oddział „{code}” {what}, więc się go nie wybiera.", hint)

    def refuse_other_names(self, entry: Any, place: int) -> None:
        """With the branch that was most likely meant, where its code is not written. Raises `BadField`."""
        code = _opening_in(entry)
        if code and find_branch(code, self.offer.branches) is None:
            meant = likely_branch(self.offer, code)
            if meant is not None:
                hint = f"Czy chodziło o „{meant}”? Popraw albo przetłumacz w mapowaniu („wartości: {{wybory: …}}”)."
                raise BadField(f"wybory.{place}", f"Nie ma oddziału {called(code)}.", hint)

    def with_own_code(self, entry: Any) -> Any:
        if isinstance(entry, str):
            return own_code(self.offer, entry)
        if not isinstance(entry, dict):
            return entry
        return {
            name: own_code(self.offer, one) if field_name(name) == _OPENING and isinstance(one, str) else one
            for name, one in entry.items()
        }

    def tell_unused(self, code: str, pair: Mapping[str, Any], identifier: str, number: int, prefix: str) -> None:
        """What other branches ask for, and this one does not: often written at the wrong branch."""
        declared = self.offer.branches[code].rules.facts["wybór"]
        for name in pair:
            if name not in declared:
                message = f"kandydat „{identifier}”: oddział „{code}” nie pyta o „{prefix}{name}”; pominięto je."
                hint = "Jeżeli to wynik w innym oddziale, przenieś go do tamtego wyboru; inaczej usuń."
                place = self.telling.raw.row_place(number).location
                self.telling.add(identifier, Diagnostic("K003", Severity.WARNING, message, place, hint))

    def refuse_excluded(self, code: str, pair: Mapping[str, Any], prefix: str) -> None:
        excluded = not_settling(self.offer.branches[code].rules, code, pair)
        if excluded is not None:
            name, message, hint = excluded
            raise BadField(prefix + name, message, hint)


def _opening_in(entry: Any) -> str:
    """The code of a branch as written, "" where there is none."""
    given = entry.items() if isinstance(entry, dict) else ((_OPENING, entry),)
    return next((one for name, one in given if field_name(name) == _OPENING and isinstance(one, str)), "")
