"""Which unit of a document is encoded where: read from every `źródło`, shown as pages of docs/postanowienia."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass
from functools import lru_cache

from dsl.diagnostics import Diagnostics
from dsl.source.nodes import Mapping, Node, Scalar, Sequence
from dsl.source.reading import read_source
from dsl.source.yaml_reader import read_yaml
from tests.regulations.shipped import REGULATIONS

DOCUMENTS = {
    "000": "Opis systemu rekrutacji OMIKRON",
    "001": "Regulamin rekrutacji do I Liceum Ogólnokształcącego w Kętach na rok szkolny 2025/2026",
    "002": "Regulamin rekrutacji do technikum i branżowej szkoły w Powiatowym Zespole Nr 10 w Kętach na rok 2025/2026",
    "003": "Regulamin rekrutacji do oddziału „0” w Szkole Podstawowej nr 77 w Krakowie na rok szkolny 2025/2026",
    "004": "Zasady rekrutacji do szkół ponadpodstawowych prowadzonych przez Miasto Łomża w roku szkolnym 2026/2027",
}
HEADING, COLUMNS, OPENING = "nagłówek", "nazwy kolumn", "wprowadzenie do wyliczenia"
LEFT_EMPTY, PEOPLE, SIGNED = "sam numer bez treści", "nazwiska członków komisji, a nie reguła", "podpis"
WITHOUT_EFFECT: dict[str, dict[str, tuple[int, ...]]] = {
    "000": {},
    "001": {
        HEADING: (15, 38, 39, 147, 148, 150, 183, 185, 351, 359, 435, 464, 490),
        OPENING: (187,),
        PEOPLE: (46, 47, 48, 50),
        LEFT_EMPTY: (355, 357),
    },
    "002": {
        HEADING: (
            *(10, 16, 18, 45, 56, 88, 90, 103, 117, 147, 159, 176, 191),
            *(195, 209, 214, 216, 218, 232, 249, 251, 258, 260),
        ),
    },
    "003": {HEADING: (22, 24, 35, 37, 51, 53, 80, 82, 104, 122, 124, 148, 150), OPENING: (87,), COLUMNS: (91,)},
    "004": {
        HEADING: (*range(3, 12), 13, 56, 89, 146, 220, 228, 236),
        COLUMNS: (38,),
        OPENING: (150,),
        SIGNED: (246, 247, 248),
    },
}
_REFERENCES = ("źródło", "porównaj")


@dataclass(frozen=True, slots=True)
class Citation:
    """`place` is the way to the value in the file; `state` what that value says of itself."""

    document: str
    unit: str
    first: int
    last: int
    file: str
    place: tuple[str, ...]
    state: str
    compared: bool


@lru_cache
def citations() -> tuple[Citation, ...]:
    found: list[Citation] = []
    for path in sorted(REGULATIONS.rglob("*.yaml")):
        source = read_source(path, Diagnostics())
        root = read_yaml(source, Diagnostics()) if source else None
        assert root is not None
        found += _in(root, path.relative_to(REGULATIONS).with_suffix("").as_posix(), ())
    return tuple(found)


def _in(node: Node, file: str, place: tuple[str, ...]) -> Iterator[Citation]:
    if not isinstance(node, Mapping):
        return
    state = node.get("stan")
    for entry in node:
        if entry.name in _REFERENCES:
            for one in entry.value if isinstance(entry.value, Sequence) else (entry.value,):
                said = state.text if isinstance(state, Scalar) else ""
                yield _citation(one, file, place, said, entry.name == "porównaj")
        else:
            yield from _in(entry.value, file, (*place, entry.name))


def _citation(node: Node, file: str, place: tuple[str, ...], state: str, compared: bool) -> Citation:
    assert isinstance(node, Mapping)
    document, unit, lines = node.get("dokument"), node.get("jednostka"), node.get("linie")
    assert isinstance(document, Scalar)
    assert isinstance(unit, Scalar)
    assert isinstance(lines, Sequence)
    first, last = (int(one.text) for one in lines if isinstance(one, Scalar))
    return Citation(document.text, unit.text, first, last, file, place, state, compared)


def without_effect(document: str) -> set[int]:
    return {line for lines in WITHOUT_EFFECT[document].values() for line in lines}


# -- the pages --------------------------------------------------------------------------------------------------------

MADE_BY = "<!-- Zrobione ze „źródło” w regulations/: pytest --update-golden tests/regulations/test_seeds.py -->"


def page(document: str) -> str:
    units: dict[tuple[int, int, str], list[Citation]] = {}
    for one in citations():
        if one.document == document:
            units.setdefault((one.first, one.last, one.unit), []).append(one)
    rows = [
        f"| {_lines(first, last)} | {unit} | {'<br>'.join(_where(one) for one in found)} |"
        for (first, last, unit), found in sorted(units.items())
    ]
    parts = [
        f"# {document}: {DOCUMENTS[document]}",
        MADE_BY,
        "Wiersze to wiersze tekstu źródłowego. Po ukośniku stoi „stan”, gdy wartość nie jest po prostu podana;\n"
        "„por.” to drugie miejsce dokumentu, z którym trzeba ją porównać.",
        "\n".join(["| wiersze | jednostka | zapisano w |", "|---|---|---|", *rows]),
    ]
    if WITHOUT_EFFECT[document]:
        left = [f"- {why}: {_listed(lines)}" for why, lines in WITHOUT_EFFECT[document].items()]
        parts += ["## Wiersze, które niczego nie ustalają", "\n".join(left)]
    return "\n\n".join(parts) + "\n"


def index(printed: Mapping_[str, tuple[int, ...]]) -> str:
    """`printed`: of how many cited lines everything stands in the printed regulation."""
    places: dict[str, set[tuple[int, int]]] = {document: set() for document in DOCUMENTS}
    for one in citations():
        places[one.document].add((one.first, one.last))
    rows = [
        f"| [{name}]({name}.md) | {title} | {len(places[name])} | {printed[name][1]} z {printed[name][0]} |"
        for name, title in DOCUMENTS.items()
    ]
    parts = [
        "# Postanowienia znanych regulaminów: gdzie je zapisano",
        MADE_BY,
        "Każdy wiersz dokumentu źródłowego jest albo powołany przy wartości w `regulations/`, albo wymieniony jako\n"
        "taki, który niczego nie ustala. Pilnuje tego test, gdy obok projektu są dokumenty źródłowe. Drugi test szuka\n"
        "słów i liczb każdej zapisanej wartości w wydrukowanym regulaminie: ostatnia kolumna mówi, dla ilu powołanych\n"
        "wierszy stoi tam wszystko.",
        "\n".join(["| dokument | tytuł | powołanych miejsc | wierszy w druku |", "|---|---|---|---|", *rows]),
    ]
    return "\n\n".join(parts) + "\n"


def _where(one: Citation) -> str:
    state = f" / {one.state}" if one.state not in ("", "podane") else ""
    return f"{'por. ' if one.compared else ''}`{one.file}`: {' › '.join(_readable(one.place)) or 'cały plik'}{state}"


def _readable(place: tuple[str, ...]) -> list[str]:
    return [step.replace("_", " ") for step in place]


def _lines(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _listed(lines: tuple[int, ...]) -> str:
    """`3–11, 13`: lines one after another as a range."""
    ranges: list[tuple[int, int]] = []
    for line in sorted(lines):
        if ranges and ranges[-1][1] == line - 1:
            ranges[-1] = (ranges[-1][0], line)
        else:
            ranges.append((line, line))
    return ", ".join(_lines(*one) for one in ranges)
