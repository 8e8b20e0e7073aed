"""What changes each year as fields to fill in: branches, dates, the school. What is typed is patched into the text.

The screen gives back the new text, or None where nothing changes; the editor takes it as one step, so Ctrl+Z takes it
back. Nothing is saved here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static

from dsl.language.shape import Shape
from dsl.model.regulation import Regulation
from dsl.names import normal_name
from dsl.rewrite import forms
from dsl.rewrite.forms import Change, Group
from dsl.rewrite.forms import Field as FormField
from dsl.rewrite.patching import NotPatched
from dsl.source.nodes import readable_name
from polish.plurals import Noun, count
from tui.actions import by_name
from tui.faults import Surviving
from tui.modals.dialog import CANCEL, Dialog, message
from tui.modals.line import AskWords
from tui.screens.form_fields import FieldRow, Fields, help_words
from tui.screens.form_list import LEGEND, GroupList, Sign

CHANGE = Noun("zmiana", "zmiany", "zmiany", "zmian", "zmianę")
_WRITE, _FORGET = "write", "forget"
_A_PAGE = 4  # fields
KEYS = """\
Tab, Enter i ↓ przechodzą do następnego pola, Shift+Tab i ↑ do poprzedniego; po ostatnim polu idzie następna część z \
listy. F6 przenosi na listę i z powrotem.

To, co wpiszesz, zastępuje poprzednią wartość pola. F4 potwierdza wartość przykładową, F9 wpisuje to, co proponuje \
czerwona uwaga, F7 dodaje oddział, F8 usuwa.

Ctrl+S wpisuje zmiany do tekstu regulaminu (potem Ctrl+Z cofa je w tekście, a Ctrl+S zapisuje plik). Esc wraca.

Na liście: ● coś jest do poprawy, ○ jest puste miejsce, * coś zmieniono."""


class FormScreen(Surviving, Screen[str | None]):
    """Keys that go from field to field come before all others: what is typed next is for the next field."""

    CSS_PATH = "form.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  not a ClassVar in Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "Wpisz", priority=True),
        Binding("f1", "help", "Pomoc", priority=True),
        Binding("f4", "confirm", "Tak ma być", show=False, priority=True),
        Binding("f6", "other_side", "Lista/pola", priority=True),
        Binding("f7", "add_branch", "Nowy oddział"),
        Binding("f8", "remove_branch", "Usuń oddział"),
        Binding("f9", "better", "Popraw", show=False, priority=True),
        Binding("escape", "leave", "Wróć"),
        Binding(by_name("quit").key, "leave", show=False, priority=True),
        Binding("up", "row(-1)", show=False, priority=True),
        Binding("down", "row(1)", show=False, priority=True),
        Binding("shift+tab", "neighbour(-1)", show=False, priority=True),
        Binding("tab,enter", "neighbour(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
    ]

    def __init__(self, text: str, path: Path, regulation: Regulation, shape: Shape) -> None:
        """Raises `NotPatched` where the text has no form."""
        super().__init__()
        self._path, self._before, self._shape = path, text, shape
        self._text, self._draft = text, forms.Draft(text)
        self._sections = forms.sections(text, regulation)
        self._typed: dict[tuple[str, ...], Change] = {}
        self._problems: dict[tuple[str, ...], str] = {}
        self._of_kind: dict[str, str] = {}
        self._away: dict[str, set[tuple[str, ...]]] = {}
        self._left: dict[str, tuple[FormField, ...]] = {}
        self._shown = ""
        self._made: dict[str, Fields] = {}

    def compose(self) -> ComposeResult:
        with Horizontal(id="form"):
            with Vertical(id="form-groups"):
                yield GroupList()
            yield Vertical(id="form-fields")
        yield Static("", id="form-standing", markup=False)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        box = self.query_one("#form-groups")
        box.border_title, box.border_subtitle = "Co zmienić", LEGEND
        self._fill_list()
        self.set_focus(self._list)

    # -- the list of groups -------------------------------------------------------------------------------------------

    @property
    def _list(self) -> GroupList:
        return self.query_one(GroupList)

    def _fill_list(self, chosen: str = "") -> None:
        self._list.fill(self._sections, self._sign_of, self._title_of, chosen)
        self._groups_before = dict(self._list.groups)
        self._show_group(self._list.chosen)

    def _sign_of(self, group: Group) -> Sign:
        if any(self._problem(one) for one in group.fields):
            return Sign.WRONG
        if any(one.hint and not self._value(one).strip() for one in group.fields):
            return Sign.EMPTY
        return Sign.CHANGED if any(one.path in self._typed for one in group.fields) else Sign.NOTHING

    def _problem(self, field: FormField) -> str:
        """Of what was typed, else of what stands in the text: that is looked at once."""
        if (change := self._typed.get(field.path)) is not None:
            return forms.problem_of(field, change.value)
        if field.path not in self._problems:
            self._problems[field.path] = forms.problem_of(field, field.value)
        return self._problems[field.path]

    def _title_of(self, group: Group) -> str:
        """With the name of a branch as it is typed now."""
        field = forms.name_field(group)
        if field is None or field.path not in self._typed:
            return group.title
        return forms.branch_title(group.key, " ".join(self._value(field).split()))

    @on(OptionList.OptionHighlighted)
    def group_chosen(self) -> None:
        self._show_group(self._list.chosen)

    @on(OptionList.OptionSelected)
    def into_fields(self) -> None:
        self._enter_fields()

    def _show_group(self, name: str) -> None:
        """At once: a key pressed next is for a field of this group. Those made before stay, because what was typed in
        them may still be on its way."""
        if name == self._shown:
            return
        self._shown = name
        group = self._list.groups[name]
        around = self.query_one("#form-fields")
        if name not in self._made:
            rows = [FieldRow(one, self._value(one), is_written=one.path in self._typed) for one in group.fields]
            self._made[name] = Fields(group.about, rows)
            around.mount(self._made[name])
            self._made[name].fill()
        for one, fields in self._made.items():
            fields.display = one == name
        self._made[name].scroll_home(animate=False)
        self._show_standing()

    # -- the fields ---------------------------------------------------------------------------------------------------

    def _value(self, field: FormField) -> str:
        change = self._typed.get(field.path)
        return field.value if change is None else change.value

    @property
    def _rows(self) -> Sequence[FieldRow]:
        """Those that are seen."""
        return self._made[self._shown].shown

    @property
    def _row(self) -> FieldRow | None:
        """That which is typed in."""
        return next((row for row in self._rows if row.box is self.focused), None)

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        row = event.input.parent
        if not isinstance(row, FieldRow):
            return
        self._take(row)
        row.show_note(is_written=row.field.path in self._typed)
        if row is self._row and not self.can_view_entire(row.box):
            row.scroll_visible(animate=False, force=True)
        self._show_standing()

    def _take(self, row: FieldRow) -> None:
        """An example that was typed over with the same is meant to be so."""
        field, typed = row.field, row.box.value
        is_meant = field.is_example and (row.box.was_typed or field.path in self._typed)
        if " ".join(typed.split()) != field.value or is_meant:
            self._typed[field.path] = Change(field, typed)
        else:
            self._typed.pop(field.path, None)
        name = next((name for name, fields in self._made.items() if row in fields.rows), None)
        if name is not None and forms.tells_kind(field) and not forms.problem_of(field, typed):
            self._be_of_kind(name, row, typed or field.value)

    def _be_of_kind(self, name: str, row: FieldRow, kind: str) -> None:
        """Each kind of branch has fields and limits of its own. What the new one does not know leaves the text."""
        before = self._groups_before[name]
        first, kind = normal_name(row.field.value), normal_name(kind)
        if self._of_kind.get(name, first) == kind:
            return
        self._of_kind[name] = kind
        group = before if kind == first else forms.with_kind(self._text, self._path, before, kind)
        self._list.groups[name] = group
        self._made[name].change_to(group.fields, self._typed)
        self._away[name] = {one.field.path for one in self._made[name].rows if not one.display}
        away = [one for one in before.fields if one.path in self._away[name]]
        self._left[name] = tuple(one for one in away if forms.is_written(self._text, one))
        gone = ", ".join(f"„{one.label}”" for one in self._left[name])
        row.remark = f"Przy wpisaniu zniknie z tekstu: {gone}." if gone else ""
        for one in group.fields:
            self._problems.pop(one.path, None)
            if one.path in self._typed:
                self._typed[one.path] = Change(one, self._typed[one.path].value)
        row.show_note(is_written=row.field.path in self._typed)

    @property
    def _changes(self) -> dict[tuple[str, ...], Change]:
        """What was typed into fields that the branches have now."""
        away = {path for paths in self._away.values() for path in paths}
        return {path: change for path, change in self._typed.items() if path not in away}

    def _when_typed(self, then: Callable[[], None]) -> None:
        """Each line answers after the keys that are on their way to it."""
        rows = [row for fields in self._made.values() for row in fields.rows]
        left = len(rows)
        if not rows:
            then()

        def heard(row: FieldRow) -> None:
            nonlocal left
            self._take(row)
            left -= 1
            if not left:
                self.surviving(then)()

        for row in rows:
            row.box.call_later(heard, row)

    def action_confirm(self) -> None:
        """Or take the confirmation back."""
        row = self._row
        if row is None or not row.field.is_example:
            self.notify("F4 potwierdza wartość przykładową; tu jej nie ma.", timeout=3)
            return
        field = row.field
        if self._value(field) != field.value:
            return
        if field.path in self._typed:
            self._typed.pop(field.path)
            row.box.was_typed = False
        else:
            self._typed[field.path] = Change(field, field.value)
        row.show_note(is_written=field.path in self._typed)
        self._show_standing()

    def action_better(self) -> None:
        row = self._row
        better = forms.better_of(row.field, row.box.value) if row is not None else ""
        if row is None or not better:
            self.notify("Tu nie ma gotowej poprawki.", timeout=3)
            return
        row.box.value = better
        row.box.cursor_position = len(better)

    # -- from field to field ------------------------------------------------------------------------------------------

    def action_row(self, by: int) -> None:
        if self.focused is self._list:
            if by > 0:
                self._list.action_cursor_down()
            else:
                self._list.action_cursor_up()
            self._show_group(self._list.chosen)
        else:
            self.action_neighbour(by)

    def action_neighbour(self, by: int) -> None:
        """The next field; behind the last one of a group, the first of the next group; behind all, the list."""
        row = self._row
        if row is None:
            self._enter_fields()
            return
        free = [one for one in self._rows if not one.box.disabled]
        place = free.index(row) + by
        if 0 <= place < len(free):
            self._enter(free[place])
            return
        names = self._list.names
        following = names.index(self._shown) + by
        if 0 <= following < len(names):
            self._list.choose(names[following])
            self._show_group(names[following])
            self._enter_fields(last=by < 0)
        else:
            self.set_focus(self._list)

    def action_page(self, by: int) -> None:
        free = [one for one in self._rows if not one.box.disabled]
        row = self._row
        if row is None:
            self.action_row(by)
        else:
            self._enter(free[min(max(free.index(row) + by * _A_PAGE, 0), len(free) - 1)])

    def action_other_side(self) -> None:
        if self.focused is self._list:
            self._enter_fields()
        else:
            self.set_focus(self._list)

    def _enter_fields(self, *, last: bool = False) -> None:
        free = [one for one in self._rows if not one.box.disabled]
        if free:
            self._enter(free[-1 if last else 0])
        else:
            self.set_focus(self._list)

    def _enter(self, row: FieldRow) -> None:
        """Now, not by a message; and with its label and note to be seen. What is typed stands in place of the value."""
        self.set_focus(row.box, scroll_visible=False)
        row.box.action_select_all()
        self.call_after_refresh(row.scroll_visible, animate=False)

    def action_help(self) -> None:
        row = self._row
        if row is None:
            self.app.push_screen(message("Formularz", "Co zmienia się w regulaminie każdego roku.", body=KEYS))
            return
        meaning = self._shape.help(tuple(map(normal_name, row.field.path)))
        body = "\n\n".join(filter(None, (help_words(row.field, meaning), KEYS)))
        title = self._title_of(self._list.groups[self._shown])
        self.app.push_screen(message(row.field.label, title, body=body))

    def _show_standing(self) -> None:
        wrong = sum(bool(self._problem(one)) for group in self._list.groups.values() for one in group.fields)
        changes = len(self._changes)
        words = f"Do wpisania: {count(changes, CHANGE)}" if changes else "Nic nie zmieniono"
        if self._text != self._before:
            words = f"Zmieniono oddziały{f', {words[:1].lower()}{words[1:]}' if changes else ''}"
        words += f", pola do poprawy: {wrong}" if wrong else ""
        self.query_one("#form-standing", Static).update(f"{words} · Tab i ↑ ↓: następne pole")
        self._list.show_changes(self._sign_of, self._title_of)
        self.query_one("#form-fields").border_title = Content(self._title_of(self._list.groups[self._shown]))

    # -- into the text ------------------------------------------------------------------------------------------------

    @property
    def draft(self) -> str:
        """The text with all that was typed so far, should the form never be finished."""
        return self._draft.text(self._changes)

    def last_words(self) -> str | None:
        return self.draft if self._typed or self._text != self._before else None

    def _patched(self) -> str | None:
        """The text with what was typed; None, with the reason told, where that cannot be."""
        changes = self._changes.values()
        wrong = next((one for one in changes if forms.problem_of(one.field, one.value)), None)
        if wrong is not None:
            self._tell_wrong(wrong)
            return None
        left = [one for fields in self._left.values() for one in fields]
        try:
            return forms.apply(self._text, changes, left)
        except NotPatched as problem:
            self.app.push_screen(message("Nie wpisano", str(problem)))
            return None

    def _group_of(self, field: FormField) -> str:
        """Fields of several groups have the same label."""
        return next(name for name, one in self._list.groups.items() if field in one.fields)

    def _tell_wrong(self, change: Change) -> None:
        """With the part of the form that it stands in, which is shown then."""
        name = self._group_of(change.field)
        words = f"{self._title_of(self._list.groups[name])}: {forms.problem_of(change.field, change.value)}"

        def read(_: str | None) -> None:
            self._list.choose(name)
            self._show_group(name)
            self._enter(next(row for row in self._rows if row.field == change.field))

        self.app.push_screen(message(f"Popraw pole „{change.field.label}”", words), read)

    def action_write(self) -> None:
        self._when_typed(self._write)

    def _write(self) -> None:
        text = self._patched()
        if text is not None:
            self._tell_left()
            self.dismiss(text if text != self._before else None)

    def _tell_left(self) -> None:
        """What went out of the text because the new kind of a branch does not know it."""
        for name, fields in self._left.items():
            gone = ", ".join(f"„{readable_name(one.path[-1])}”" for one in fields)
            if gone:
                branch = self._list.groups[name].key
                words = f"Oddział {branch}: z tekstu usunięto {gone}, bo nie ma tego w tym rodzaju. Ctrl+Z przywraca."
                self.app.notify(words, timeout=8)

    def action_leave(self) -> None:
        self._when_typed(self._leave)

    def _leave(self) -> None:
        if not self._typed and self._text == self._before:
            self.dismiss(None)
            return

        def answered(answer: str | None) -> None:
            if answer == _WRITE:
                self._write()
            elif answer == _FORGET:
                self.dismiss(None)

        answers = [(_WRITE, "Wpisz do tekstu"), (_FORGET, "Porzuć zmiany"), (CANCEL, "Zostań")]
        self.app.push_screen(Dialog("Zmiany nie są wpisane", "Co z nimi zrobić?", answers), answered)

    # -- branches -----------------------------------------------------------------------------------------------------

    def _branch_shown(self) -> Group | None:
        section, _, _ = self._shown.partition("/")
        return self._list.groups.get(self._shown) if section == forms.BRANCHES else None

    def action_add_branch(self) -> None:
        model = self._branch_shown() or next(iter(self._sections[0].groups))

        def named(name: str | None, code: str) -> None:
            if name is not None:
                self._restructure(lambda text: forms.add_branch(text, code, name, model.key), code)

        def coded(code: str | None) -> None:
            if code is not None:
                self.app.push_screen(AskWords("Nowy oddział", "Nazwa oddziału:"), lambda name: named(name, code))

        words = f"Będzie taki jak „{self._title_of(model)}”; potem zmień, co trzeba. Oznaczenie (litera albo skrót):"
        self.app.push_screen(AskWords("Nowy oddział", words, lambda code: forms.code_problem(self._text, code)), coded)

    def action_remove_branch(self) -> None:
        group = self._branch_shown()
        if group is None:
            self.notify("Wybierz oddział na liście.", timeout=3)
            return

        def answered(answer: str | None) -> None:
            if answer == _WRITE:
                self._restructure(lambda text: forms.remove_branch(text, group.key), "")

        words = f"Usunąć oddział „{self._title_of(group)}” razem z tym, co o nim zapisano?"
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
        self._tell_left()
        self._text, self._draft, self._shown = text, forms.Draft(text), ""
        for kept in (self._typed, self._problems, self._of_kind, self._away, self._left):
            kept.clear()
        self._made.clear()
        self.query_one("#form-fields").remove_children()
        self._sections = forms.sections(text, draft)
        self._fill_list(f"{forms.BRANCHES}/{code}")
