"""What an archive copy carries beside the document: the files from which everything in it can be computed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dsl.model.regulation import Regulation
from dsl.source.text import Source
from generator.logo import read_logo

_YAML, _PLAIN = "application/yaml", "text/plain"
_FOLDER_MARK, _MOVED = "--", " → "
README = "CZYTAJ.txt"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF, whose `name` has no folders: viewers and tools save it as it is. `place` is where it stood,
    with its folders; `relationship` is what it is to the document."""

    name: str
    content: str | bytes
    description: str
    kind: str = _YAML
    relationship: str = "source"
    place: str = ""


def attachments(versions: Sequence[Regulation], program: str) -> tuple[Attachment, ...]:
    """The file of a regulation and all that it is based on, and the logo, with the places in which it asks for them;
    several versions in a folder each. `program` is the version of this program. Raises `BadLogo`."""
    files = [
        one for place, version in enumerate(versions, start=1) for one in _files(version, _folder(place, versions))
    ]
    named = _named(files)
    return (*named, _readme(versions, named, program))


def _named(files: Sequence[Attachment]) -> list[Attachment]:
    """No two alike, also where systems do not tell capitals from small letters."""
    taken, named = {README.casefold()}, []
    for one in files:
        flat = one.place.replace("/", _FOLDER_MARK)
        names = (flat, *(f"{number}{_FOLDER_MARK}{flat}" for number in range(2, len(files) + 2)))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        named.append(replace(one, name=name))
    return named


def _folder(place: int, versions: Sequence[Regulation]) -> str:
    return "" if len(versions) == 1 else f"wersja-{place}/"


def _files(regulation: Regulation, folder: str) -> Iterator[Attachment]:
    own = Path(regulation.source.path)
    for source in regulation.sources:
        name = own.name if source is regulation.source else _name(source, own)
        what = (
            "plik regulaminu z przykładami" if source is regulation.source else "plik, na którym opiera się regulamin"
        )
        yield Attachment("", source.text, what, place=folder + name)
    logo = regulation.stationery.logo if regulation.stationery else None
    if logo is not None:
        read = read_logo(logo)
        place = logo.path.relative_to(own.parent).as_posix()
        yield Attachment("", read.content, "logo z pism szkoły", read.kind, place=folder + place)


def _name(source: Source, own: Path) -> str:
    """As a base is named in `opiera się na`: from the folder of the file, or from the library of the program."""
    path = Path(source.path)
    start = Path("regulations") if source.shipped else own.parent
    return path.relative_to(start).as_posix()


def _readme(versions: Sequence[Regulation], files: Sequence[Attachment], program: str) -> Attachment:
    own = [f"{_folder(place, versions)}{Path(one.source.path).name}" for place, one in enumerate(versions, start=1)]
    lines = [
        "Ten dokument powstał z plików, które są w nim załączone.",
        f"Program: Paragraf {program}.",
        "Zapisz załączniki w jednym folderze pod nazwami, które stoją po strzałkach (ukośnik to podfolder), i wykonaj:",
        *(f"    paragraf check {name}" for name in own),
        f"    paragraf document {own[-1]}",
        "Załączniki:",
        *(f"    {one.name}{_MOVED}{one.place} – {one.description}" for one in files),
    ]
    return Attachment(README, "\n".join(lines) + "\n", "jak odtworzyć dokument", _PLAIN, "supplement")
