"""The records as pages of docs/kody: one for each group, and the list of all codes."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.codes import CodeRecord, Example, Group, Told, groups

INDEX = "README.md"
_MADE = "<!-- Zrobione z dsl/codes/*.yaml: python3 start.py test --update-golden tests/dsl/test_codes.py -->"
TOLD_BY = {
    Told.CHECK: "paragraf check",
    Told.FORMAT: "paragraf fmt",
    Told.CANDIDATES: "paragraf score, paragraf allocate",
    Told.RECRUITMENT: "paragraf allocate z plikiem naboru",
    Told.DOCUMENT: "paragraf document",
    Told.EDITOR: "paragraf tui",
}


def pages() -> dict[str, str]:
    """The text of each page by its file name."""
    return {INDEX: _text(_index()), **{f"{group.name}.md": _text(_page(group)) for group in groups()}}


def address(group: Group, record: CodeRecord) -> str:
    """Where the record stands, from docs/kody."""
    return f"{group.name}.md#{record.code.lower()}"


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _index() -> Iterator[str]:
    yield "# Kody problemów"
    yield ""
    yield _MADE
    yield ""
    yield "Każdy błąd, ostrzeżenie i uwaga ma kod, który nie zmienia się między wersjami programu. To samo, co tutaj,"
    yield "pokazuje polecenie `paragraf explain-code P060` (`wyjasnij-kod`)."
    yield ""
    yield "Ostrzeżenie albo uwagę, które są zamierzone, można pominąć komentarzem z powodem, w tym samym wierszu albo"
    yield "nad nim: `# celowo P056: liczbę miejsc gmina poda do 15 maja`. Błędu pominąć nie można."
    for group in groups():
        yield ""
        yield f"## [{group.title}]({group.name}.md)"
        yield ""
        yield "| kod | problem |"
        yield "|---|---|"
        for record in group.records:
            yield f"| [{record.code}]({address(group, record)}) | {record.title} |"


def _page(group: Group) -> Iterator[str]:
    yield f"# {group.title}"
    yield ""
    yield _MADE
    yield ""
    yield group.about
    yield ""
    yield f"[Wszystkie kody]({INDEX})"
    for record in group.records:
        yield from _record(record)


def _record(record: CodeRecord) -> Iterator[str]:
    yield ""
    yield f'<a id="{record.code.lower()}"></a>'
    yield ""
    yield f"## {record.code}. {record.title}"
    yield ""
    yield record.says
    yield ""
    yield f"**Dlaczego to ważne.** {record.why}"
    yield ""
    yield f"**Jak poprawić.** {record.repair}"
    if record.told is not Told.CHECK:
        yield ""
        yield f"**Gdzie się pojawia.** `{TOLD_BY[record.told]}`"
    yield ""
    if record.example is None:
        yield f"Nie ma przykładu: {record.no_example}."
    else:
        yield from _example(record.example)


def _example(example: Example) -> Iterator[str]:
    if example.regulation:
        yield from _block("Regulamin:", example.regulation)
    for name, text in (example.beside or {}).items():
        yield from _block(f"Obok, w pliku `{name}.yaml`:", text)
    yield from _block("Źle:", example.wrong, is_rows=bool(example.regulation))
    yield from _block("Dobrze:", example.right, is_rows=bool(example.regulation), is_last=True)


def _block(title: str, text: str, is_rows: bool = False, is_last: bool = False) -> Iterator[str]:
    yield title
    yield ""
    yield f"```{'json' if is_rows else 'yaml'}"
    yield text.rstrip("\n")
    yield "```"
    if not is_last:
        yield ""
