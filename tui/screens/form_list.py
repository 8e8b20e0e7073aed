"""The list of what the form is about: each group with a sign of what is left to do in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dsl.rewrite.forms import Group, Section


class Sign(StrEnum):
    WRONG = "●"
    EMPTY = "○"
    CHANGED = "*"
    NOTHING = " "


LEGEND = f"{Sign.WRONG} błąd {Sign.EMPTY} puste {Sign.CHANGED} nowe"


class GroupList(OptionList):
    """`names` are those of the groups in their order, each with its section's, and their places."""

    def __init__(self) -> None:
        super().__init__(id="groups", markup=False)
        self.groups: dict[str, Group] = {}
        self.names: tuple[str, ...] = ()
        self._places: dict[str, int] = {}
        self._signs: dict[str, Sign] = {}
        self._titles: dict[str, str] = {}

    def fill(
        self,
        sections: Sequence[Section],
        sign_of: Callable[[Group], Sign],
        title_of: Callable[[Group], str],
        chosen: str = "",
    ) -> None:
        self.groups = {f"{section.title}/{one.key}": one for section in sections for one in section.groups}
        self.names = tuple(self.groups)
        self._places = {name: place for place, name in enumerate(self.names)}
        self._signs = {name: sign_of(one) for name, one in self.groups.items()}
        self._titles = {name: title_of(one) for name, one in self.groups.items()}
        self.clear_options()
        for section in sections:
            self.add_option(Option(section.title.upper(), disabled=True))
            self.add_options([self._option(f"{section.title}/{one.key}") for one in section.groups])
        self.choose(chosen if chosen in self.groups else self.names[0])

    def show_changes(self, sign_of: Callable[[Group], Sign], title_of: Callable[[Group], str]) -> None:
        for name, group in self.groups.items():
            sign, title = sign_of(group), title_of(group)
            if (self._signs[name], self._titles[name]) != (sign, title):
                self._signs[name], self._titles[name] = sign, title
                self.replace_option_prompt(self._identity(name), self._words(name))

    def choose(self, name: str) -> None:
        self.highlighted = self.get_option_index(self._identity(name))

    @property
    def chosen(self) -> str:
        place = self.highlighted
        identity = self.get_option_at_index(place).id if place is not None else None
        return self.names[int(identity[1:])] if identity else self.names[0]

    def _option(self, name: str) -> Option:
        return Option(self._words(name), id=self._identity(name))

    def _words(self, name: str) -> str:
        return f"{self._signs[name].value} {self._titles[name]}"

    def _identity(self, name: str) -> str:
        return f"g{self._places[name]}"
