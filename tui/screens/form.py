"""What changes each year as fields to fill in: branches, dates, the school. What is typed is patched into the text.

The screen gives back the new text, or None where nothing changes; the editor takes it as one step, so Ctrl+Z takes it
back. Nothing is saved here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.suggester import Suggester
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from dsl.model.regulation import Regulation
from dsl.rewrite import forms
from dsl.rewrite.forms import Change, Group, Kind
from dsl.rewrite.forms import Field as FormField
from dsl.rewrite.patching import NotPatched
from polish.folding import fold
from polish.plurals import Noun, count
from tui.faults import Surviving
from tui.modals.dialog import CANCEL, Dialog, message
from tui.modals.field import Field
from tui.modals.line import AskWords

CHANGE = Noun("zmiana", "zmiany", "zmiany", "zmian", "zmianę")
_HINTS = {
    Kind.TERM: "np. od 12 do 16 maja 2026 do godz. 15:00",
    Kind.DAY: "np. 2027-02-15",
    Kind.LIST: "po przecinku; → dokańcza nazwę",
}
_WRITE, _FORGET = "write", "forget"


class Names(Suggester):
    """Finishes the last of the names that are typed, or the only one."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        begun = value.rpartition(",")[2].lstrip()
        if not begun:
            return None
        found = next((one for one in self._names if fold(one).startswith(fold(begun)) and one != begun), None)
        return None if found is None else value + found[len(begun) :]


class FieldRow(Vertical):
    """A label, the value, and under it where it comes from or what is wrong with it."""

    def __init__(self, field: FormField, typed: str) -> None:
        super().__init__(classes="form-row")
        self.field, self._typed = field, typed

    def compose(self) -> ComposeResult:
        field = self.field
        yield Static(field.label, classes="form-label", markup=False)
        box = Field(
            self._typed,
            select_on_focus=False,
            disabled=bool(field.locked),
            suggester=Names(field.choices) if field.choices else None,
            placeholder="" if field.locked else field.hint or _HINTS.get(field.kind, ""),
        )
        box.border_title = field.label
        yield box
        yield Static("", classes="form-note", markup=False)

    def on_mount(self) -> None:
        self.show_note(self._typed)

    def show_note(self, typed: str) -> None:
        field = self.field
        is_changed = typed != field.value
        problem = forms.problem_of(field, typed) if is_changed else ""
        note = self.query_one(".form-note", Static)
        note.set_class(bool(problem), "-problem")
        words = (
            f"● {problem}" if problem else " · ".join(filter(None, ("" if is_changed else field.origin, field.locked)))
        )
        note.update(words)
        note.display = bool(words)


class Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """↑ and ↓ go from field to field also where there are more fields than the screen has room for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


class FormScreen(Surviving, Screen[str | None]):
    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "Wpisz do tekstu", priority=True),
        Binding("f6", "other_side", "Lista/pola"),
        Binding("f7", "add_branch", "Nowy oddział"),
        Binding("f8", "remove_branch", "Usuń oddział"),
        Binding("escape", "leave", "Wróć"),
        Binding("up", "neighbour(-1)", show=False),
        Binding("down", "neighbour(1)", show=False),
    ]

    def __init__(self, text: str, path: Path, regulation: Regulation) -> None:
        """Raises `NotPatched` where the text has no form."""
        super().__init__()
        self._path, self._before = path, text
        self._text = text
        self._sections = forms.sections(text, regulation)
        self._typed: dict[tuple[str, ...], Change] = {}
        self._shown = ""

    def compose(self) -> ComposeResult:
        with Horizontal(id="form"):
            with Vertical(id="form-groups"):
                yield OptionList(id="groups")
            yield Fields(id="form-fields")
        yield Static("", id="form-standing", markup=False)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        self.query_one("#form-groups").border_title = "Co zmienić"
        self._fill_list()
        self.query_one(OptionList).focus()

    # -- the list of groups -------------------------------------------------------------------------------------------

    def _groups(self) -> dict[str, Group]:
        return {f"{section.title}/{one.key}": one for section in self._sections for one in section.groups}

    def _fill_list(self, chosen: str = "") -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        for section in self._sections:
            options.add_option(Option(section.title.upper(), disabled=True))
            options.add_options(
                [Option(one.title, id=self._identity(f"{section.title}/{one.key}")) for one in section.groups]
            )
        names = list(self._groups())
        wanted = chosen if chosen in names else names[0]
        options.highlighted = options.get_option_index(self._identity(wanted))

    def _identity(self, name: str) -> str:
        return f"g{list(self._groups()).index(name)}"

    @on(OptionList.OptionHighlighted)
    async def group_chosen(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None:
            await self._show_group(list(self._groups())[int(event.option.id[1:])])

    @on(OptionList.OptionSelected)
    def into_fields(self) -> None:
        self.action_other_side()

    async def _show_group(self, name: str) -> None:
        if name == self._shown:
            return
        self._shown = name
        group = self._groups()[name]
        fields = self.query_one(Fields)
        fields.border_title = group.title
        await fields.remove_children()
        await fields.mount_all([FieldRow(one, self._value(one)) for one in group.fields])
        fields.scroll_home(animate=False)
        self._show_standing()

    # -- the fields ---------------------------------------------------------------------------------------------------

    def _value(self, field: FormField) -> str:
        change = self._typed.get(field.path)
        return field.value if change is None else change.value

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        row = event.input.parent
        if not isinstance(row, FieldRow):
            return
        row.show_note(event.value)
        if " ".join(event.value.split()) == row.field.value:
            self._typed.pop(row.field.path, None)
        else:
            self._typed[row.field.path] = Change(row.field, event.value)
        self._show_standing()

    @on(Input.Submitted)
    def on_to_the_next(self) -> None:
        self.action_neighbour(1)

    def action_neighbour(self, by: int) -> None:
        if by > 0:
            self.focus_next(Input)
        else:
            self.focus_previous(Input)

    def action_other_side(self) -> None:
        if isinstance(self.focused, OptionList):
            first = next((box for box in self.query("#form-fields Input").results(Input) if not box.disabled), None)
            if first is not None:
                first.focus()
        else:
            self.query_one(OptionList).focus()

    def _show_standing(self) -> None:
        wrong = sum(bool(forms.problem_of(one.field, one.value)) for one in self._typed.values())
        words = f"Do wpisania: {count(len(self._typed), CHANGE)}" if self._typed else "Nic nie zmieniono"
        if self._text != self._before:
            words = f"Zmieniono oddziały{f', {words[:1].lower()}{words[1:]}' if self._typed else ''}"
        if wrong:
            words += f", w tym do poprawy: {wrong}"
        self.query_one("#form-standing", Static).update(
            f"{words}  ·  Tab i ↑ ↓ chodzą po polach, Ctrl+S wpisuje do tekstu, Esc wraca"
        )

    # -- into the text ------------------------------------------------------------------------------------------------

    def _patched(self) -> str | None:
        """The text with what was typed; None, with the reason told, where that cannot be."""
        for change in self._typed.values():
            if problem := forms.problem_of(change.field, change.value):
                self.app.push_screen(
                    message(f"Popraw pole „{change.field.label}”", f"{self._where(change)}: {problem}")
                )
                return None
        try:
            return forms.apply(self._text, self._typed.values())
        except NotPatched as problem:
            self.app.push_screen(message("Nie wpisano", str(problem)))
            return None

    def _where(self, change: Change) -> str:
        """Fields of several groups have the same label."""
        return next(one.title for one in self._groups().values() if change.field in one.fields)

    def action_write(self) -> None:
        text = self._patched()
        if text is not None:
            self.dismiss(text if text != self._before else None)

    def action_leave(self) -> None:
        if not self._typed and self._text == self._before:
            self.dismiss(None)
            return

        def answered(answer: str | None) -> None:
            if answer == _WRITE:
                self.action_write()
            elif answer == _FORGET:
                self.dismiss(None)

        answers = [(_WRITE, "Wpisz do tekstu"), (_FORGET, "Porzuć zmiany"), (CANCEL, "Zostań")]
        self.app.push_screen(Dialog("Zmiany nie są wpisane", "Co z nimi zrobić?", answers), answered)

    # -- branches -----------------------------------------------------------------------------------------------------

    def _branch_shown(self) -> Group | None:
        section, _, _ = self._shown.partition("/")
        return self._groups().get(self._shown) if section == forms.BRANCHES else None

    def action_add_branch(self) -> None:
        model = self._branch_shown() or next(iter(self._sections[0].groups))

        def named(name: str | None, code: str) -> None:
            if name is not None:
                self._restructure(lambda text: forms.add_branch(text, code, name, model.key), code)

        def coded(code: str | None) -> None:
            if code is not None:
                self.app.push_screen(AskWords("Nowy oddział", "Nazwa oddziału:"), lambda name: named(name, code))

        words = f"Będzie taki jak „{model.title}”; potem zmień, co trzeba. Oznaczenie (litera albo skrót):"
        self.app.push_screen(AskWords("Nowy oddział", words, lambda code: forms.code_problem(self._text, code)), coded)

    def action_remove_branch(self) -> None:
        group = self._branch_shown()
        if group is None:
            self.notify("Wybierz oddział na liście.", timeout=3)
            return

        def answered(answer: str | None) -> None:
            if answer == _WRITE:
                self._restructure(lambda text: forms.remove_branch(text, group.key), "")

        words = f"Usunąć oddział „{group.title}” razem z tym, co o nim zapisano?"
        answers = [(CANCEL, "Zostaw"), (_WRITE, "Usuń")]
        self.app.push_screen(Dialog("Usunięcie oddziału", words, answers), answered)

    def _restructure(self, change: Callable[[str], str], code: str) -> None:
        """What was typed goes into the text first, then the change; the form is made anew from what comes out."""
        text = self._patched()
        if text is None:
            return
        try:
            text = change(text)
        except NotPatched as problem:
            self.app.push_screen(message("Nie wpisano", str(problem)))
            return
        draft = forms.model_of(text, self._path)
        if draft is None:
            self.notify("Zmianę wpisano. Popraw teraz miejsca, które mówią o tym oddziale.", timeout=8)
            self.dismiss(text)
            return
        self._text, self._shown = text, ""
        self._typed.clear()
        self._sections = forms.sections(text, draft)
        self._fill_list(f"{forms.BRANCHES}/{code}")
