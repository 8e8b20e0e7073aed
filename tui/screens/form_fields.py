"""One field of the form: its label, the line to type in, and under it where the value comes from or what is wrong.

What a field is made of is mounted at once (`Fields.fill`), not composed later: a key pressed next is for it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from textual import events
from textual.containers import Vertical, VerticalScroll
from textual.suggester import Suggester
from textual.widgets import Static

from dsl.layers.blanks import AS_IN
from dsl.model.types import TruthType
from dsl.rewrite import forms
from dsl.rewrite.forms import Field as FormField
from dsl.rewrite.forms import Kind
from polish.folding import fold
from tui.modals.field import Field

YES_NO = ("tak", "nie")
EXAMPLE = "wartość przykładowa: wpisz własną, a jeżeli tak ma być – F4"
CONFIRMED = "tak ma być: znak „przykładowe” zniknie z tekstu"
_MOST_TOLD = 8
SELDOM = "Rzadziej potrzebne"
_DIGITS = "Można pisać też cyframi, np. 12.05.2027: w tekście stanie zapis słowami."


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


class Line(Field):
    """`was_typed` says that the value is somebody's own, be it the same as before."""

    was_typed = False

    def replace(self, text: str, start: int, end: int) -> None:
        before, self.was_typed = self.value, True
        super().replace(text, start, end)
        if self.value == before:
            self.post_message(self.Changed(self, before))

    def on_blur(self) -> None:
        """A text longer than the line shows how it begins."""
        self.cursor_position = 0


class YesNo(Line):
    """Space changes it, and the first letter is enough."""

    async def _on_key(self, event: events.Key) -> None:
        if not event.is_printable:
            return
        event.stop()
        event.prevent_default()
        self.was_typed = True
        if event.key == "space":
            self.value = YES_NO[self.value == YES_NO[0]]
        else:
            self.value = next((one for one in YES_NO if one[0] == (event.character or "").lower()), self.value)


class FieldRow(Vertical):
    def __init__(self, field: FormField, typed: str, *, is_written: bool) -> None:
        kind = YesNo if isinstance(field.type, TruthType) else Line
        self.field = field
        self.box = kind(typed)
        self.label = Static("", classes="form-label", markup=False)
        self.note = Static("", classes="form-note", markup=False)
        self.remark = ""
        super().__init__(classes="form-row")
        self.be_about(field, is_written=is_written)

    def fill(self) -> None:
        self.mount(self.label, self.box, self.note)

    def be_about(self, field: FormField, *, is_written: bool) -> None:
        """The same place in the text; what may stand there can be different when the branch is of another kind."""
        self.field = field
        self.box.disabled = bool(field.locked)
        self.box.suggester = Names(field.choices) if field.choices else None
        self.box.placeholder = "" if field.locked else _example(field)
        if not is_written and self.box.value != field.value:
            self.box.value = field.value
        self.label.update(field.label)
        self.show_note(is_written=is_written)

    def show_note(self, *, is_written: bool) -> None:
        """`is_written` says that the value is to be written into the text, be it the same. What follows from the value
        in other fields is told with its remark."""
        field, typed = self.field, self.box.value
        problem = forms.problem_of(field, typed)
        remark = " ".join(filter(None, (forms.remark_of(field, typed), self.remark)))
        told = [f"▲ {remark}" if remark else "", in_text(field, typed)]
        words = _problem(field, typed, problem) if problem else " · ".join(filter(None, told))
        words = words or _origin(field, typed, is_written=is_written)
        self.note.set_class(bool(problem), "-problem")
        self.note.set_class(bool(remark), "-remark")
        self.note.update(words)
        self.note.display = bool(words)


def _example(field: FormField) -> str:
    """Of a blank, the one that it gives itself."""
    _, as_in, example = field.hint.rpartition(AS_IN)
    if field.hint:
        return as_in + example
    match field.kind:
        case Kind.TERM:
            return f"np. {forms.example_term(field.year)}"
        case Kind.DAY:
            return f"np. {forms.example_day(field.year)}"
        case Kind.LIST:
            return "po przecinku; → dokańcza nazwę"
    return ""


def _problem(field: FormField, typed: str, problem: str) -> str:
    return f"● {problem}{' F9 tak wpisuje.' if forms.better_of(field, typed) else ''}"


def in_text(field: FormField, typed: str) -> str:
    """How a date that was typed otherwise will be written."""
    meant = forms.meant(field, typed)
    return f"w tekście: {meant}" if meant != " ".join(typed.split()) else ""


def _origin(field: FormField, typed: str, *, is_written: bool) -> str:
    words = [] if is_written else [EXAMPLE if field.is_example else "", field.origin, field.locked]
    if is_written and field.is_example and typed == field.value:
        words.append(CONFIRMED)
    if field.hint and not is_written:
        words.append(field.hint.rpartition(AS_IN)[0].rstrip(" ,;(") or field.hint)
    elif isinstance(field.type, TruthType):
        words.append("Spacja zmienia")
    elif field.kind is Kind.VALUE and 1 < len(field.choices) <= _MOST_TOLD:
        words.append(f"do wyboru: {', '.join(field.choices)}")
    return " · ".join(filter(None, words))


class Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Of one group. Scrolled by the mouse only: keys go from field to field."""

    def __init__(self, about: str, rows: Sequence[FieldRow]) -> None:
        super().__init__(classes="form-group")
        self._about = about
        self.rows = tuple(sorted(rows, key=lambda row: row.field.is_seldom))

    def fill(self) -> None:
        if self._about:
            self.mount(Static(f"{self._about[0].upper()}{self._about[1:]}.", classes="form-about", markup=False))
        often = [row for row in self.rows if not row.field.is_seldom]
        self.mount(*often)
        if seldom := self.rows[len(often) :]:
            self.mount(Static(SELDOM, classes="form-title", markup=False), *seldom)
        for row in self.rows:
            row.fill()

    @property
    def shown(self) -> Sequence[FieldRow]:
        return [row for row in self.rows if row.display]

    def change_to(self, fields: Sequence[FormField], written: Container[tuple[str, ...]]) -> None:
        """Rows that are about nothing now are only put out of sight: they come back with what was typed in them."""
        wanted = {one.path: one for one in fields}
        for row in self.rows:
            field = wanted.pop(row.field.path, None)
            row.display = field is not None
            if field is not None:
                row.be_about(field, is_written=field.path in written)
        for field in wanted.values():
            self._add(FieldRow(field, field.value, is_written=False))

    def _add(self, row: FieldRow) -> None:
        """Behind those that are often filled in."""
        often = [one for one in self.rows if not one.field.is_seldom]
        self.mount(row, after=often[-1])
        row.fill()
        self.rows = (*often, row, *self.rows[len(often) :])


def help_words(field: FormField, meaning: str) -> str:
    """What the field is about and how it is filled in; `meaning` is what the language says of its key."""
    term, day = forms.example_term(field.year), forms.example_day(field.year)
    ways = {
        Kind.TERM: f"Termin, np. {term}, albo jeden dzień, np. {day}. {_DIGITS}",
        Kind.DAY: f"Jeden dzień, np. {day}. {_DIGITS}",
        Kind.LIST: "Nazwy pisze się po przecinku; → dokańcza zaczętą nazwę.",
    }
    words = [meaning, field.hint[:1].upper() + field.hint[1:] + "." if field.hint else "", ways.get(field.kind, "")]
    if isinstance(field.type, TruthType):
        words.append("Spacja zmienia „tak” na „nie” i z powrotem.")
    elif field.choices:
        words.append(f"Można wpisać: {', '.join(field.choices)}.")
    if field.is_example:
        words.append(
            "Stoi tu wartość przykładowa, wymyślona. Wpisz własną; jeżeli przypadkiem jest właściwa, naciśnij F4."
        )
    words.append(field.locked)
    return "\n\n".join(filter(None, words))
