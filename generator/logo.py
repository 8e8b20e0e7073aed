"""The logo of a school's papers: a small picture file read with suspicion, and made into what each form needs.

PNG, JPEG or SVG, known by the content and not by the name. A picture is bounded in octets and in points; an SVG may
hold shapes only: no scripts, no pictures or files from elsewhere, no letters (which need fonts), no entities.
"""

from __future__ import annotations

import base64
import re
import struct
import zlib
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from xml.parsers import expat

from dsl.model.stationery import LogoFile

_MOST_OCTETS = 500_000
_MOST_POINTS = 3000
_MOST_ELEMENTS, _DEEPEST = 5000, 40
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG, _END_OF_JPEG = b"\xff\xd8\xff", b"\xff\xd9"
_SVG = "http://www.w3.org/2000/svg"
_SHAPES = frozenset(
    {"svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "linearGradient"}
    | {"radialGradient", "stop", "clipPath", "title", "desc", "metadata", "style"}
)
_LENGTH = re.compile(r"\s*(?P<number>\d{1,5}(\.\d{1,6})?)(px|pt|mm|cm|in)?\s*")
_NUMBER = re.compile(r"[-+]?\d{1,6}(?:\.\d{1,6})?")
_OUTSIDE = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|@import|javascript:|expression\s*\(", re.IGNORECASE)
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})


class BadLogo(Exception):
    """The file cannot be printed; the message says why, the hint what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Logo:
    """`kind` is its media type; `ratio` its width to its height."""

    content: bytes
    kind: str
    ratio: Fraction
    description: str

    @property
    def address(self) -> str:
        """As a page holds it."""
        return f"data:{self.kind};base64,{base64.b64encode(self.content).decode()}"

    @property
    def drawing(self) -> str:
        """As an SVG, which typst takes as text."""
        if self.kind == "image/svg+xml":
            return self.content.decode()
        width, height = 1000 * self.ratio.numerator // self.ratio.denominator, 1000
        picture = f'<image width="{width}" height="{height}" preserveAspectRatio="none" href="{self.address}"/>'
        return f'<svg xmlns="{_SVG}" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{picture}</svg>'


def read_logo(file: LogoFile) -> Logo:
    """Raises `BadLogo`."""
    try:
        status = file.path.stat()
        if not file.path.is_file():
            raise BadLogo(f"logo „{file.name}” to nie jest plik.", "Podaj plik PNG, JPEG albo SVG.")
        return _read(file, status.st_mtime_ns, status.st_size)
    except OSError:
        raise BadLogo(f"nie można odczytać logo „{file.name}”.", "Połóż plik obok regulaminu.") from None


@lru_cache(maxsize=16)
def _read(file: LogoFile, _changed: int, size: int) -> Logo:
    """Once for all the papers it stands on."""
    if size > _MOST_OCTETS:
        hint = "Zmniejsz obraz: na piśmie ma około 2 cm."
        raise BadLogo(f"logo „{file.name}” jest większe niż {_MOST_OCTETS // 1000} KB.", hint)
    content = file.path.read_bytes()
    logo = _known(content, file)
    _try(logo, file)
    return logo


def _known(content: bytes, file: LogoFile) -> Logo:
    if content.startswith(_PNG):
        return Logo(content, "image/png", _ratio(_png_size(content), file), file.description)
    if content.startswith(_JPEG):
        return Logo(content, "image/jpeg", _ratio(_jpeg_size(content, file), file), file.description)
    if b"<svg" in content:
        text = _decoded(content, file)
        return Logo(text.encode(), "image/svg+xml", _Drawing(file).ratio(text), file.description)
    raise BadLogo(f"logo „{file.name}” to nie jest obraz PNG, JPEG ani SVG.", "Zapisz je w jednym z tych formatów.")


def _damaged(file: LogoFile) -> BadLogo:
    return BadLogo(f"logo „{file.name}” jest uszkodzone albo ma nieznaną postać.", "Zapisz je jeszcze raz jako PNG.")


def _ratio(size: tuple[int, int], file: LogoFile) -> Fraction:
    width, height = size
    if not (0 < width <= _MOST_POINTS and 0 < height <= _MOST_POINTS):
        hint = "Zmniejsz obraz: na piśmie ma około 2 cm."
        raise BadLogo(f"logo „{file.name}” ma {width} × {height} punktów, a może mieć do {_MOST_POINTS}.", hint)
    return _proportionate(Fraction(width, height), file)


def _proportionate(ratio: Fraction, file: LogoFile) -> Fraction:
    if not Fraction(1, 8) <= ratio <= 8:
        hint = "Przytnij obraz tak, żeby bok był najwyżej 8 razy dłuższy od drugiego."
        raise BadLogo(f"logo „{file.name}” jest za wąskie albo za niskie.", hint)
    return ratio


def _png_size(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:24].ljust(8, b"\0"))
    return width, height


def _jpeg_size(content: bytes, file: LogoFile) -> tuple[int, int]:
    place = 2
    while place + 9 < len(content):
        if content[place] != 0xFF:
            break
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4])
        if marker in _FRAMES:
            if content[place + 9] not in (1, 3):
                hint = "Zapisz je jako RGB albo jako PNG."
                raise BadLogo(f"logo „{file.name}” ma barwy do druku (CMYK).", hint)
            return int.from_bytes(content[place + 7 : place + 9]), int.from_bytes(content[place + 5 : place + 7])
        place += 2 + length
    raise _damaged(file)


def _decoded(content: bytes, file: LogoFile) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _damaged(file) from None


class _Drawing:
    """Reads an SVG without building it, and stops at the first thing that is no shape. A use of another shape is none
    either: a few of them inside one another make millions."""

    def __init__(self, file: LogoFile) -> None:
        self.file = file
        self.depth = self.count = 0
        self.root: dict[str, str] = {}
        self.refused = ""

    def ratio(self, text: str) -> Fraction:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = lambda *_: self.refuse("DOCTYPE")
        parser.ProcessingInstructionHandler = lambda *_: self.refuse("<? … ?>")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        try:
            parser.Parse(text, True)
        except expat.ExpatError:
            raise _damaged(self.file) from None
        return _proportionate(self._ratio_of_root(), self.file)

    def refuse(self, what: str) -> None:
        hint = "Zapisz je jako zwykły SVG z samymi kształtami (napisy zamienione na krzywe) albo jako PNG."
        raise BadLogo(f"w logo „{self.file.name}” jest coś innego niż kształty: {what}.", hint)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.depth += 1
        self.count += 1
        if self.depth > _DEEPEST or self.count > _MOST_ELEMENTS:
            self.refuse("zbyt wiele elementów")
        if self.count == 1:
            self.root = attributes
        if self.count == 1 and (space, local) != (_SVG, "svg"):
            raise _damaged(self.file)
        if space == _SVG and local not in _SHAPES:
            self.refuse(f"<{local[:30]}>")
        for key, value in attributes.items():
            self.attribute(key.rpartition(" ")[2], value)

    def attribute(self, key: str, value: str) -> None:
        is_link = key == "href" and not value.startswith("#")
        if key.lower().startswith("on") or is_link or _OUTSIDE.search(value):
            self.refuse(f"{key[:30]}=…")

    def end(self, _name: str) -> None:
        self.depth -= 1

    def characters(self, text: str) -> None:
        if _OUTSIDE.search(text):
            self.refuse("odwołanie na zewnątrz")

    def _ratio_of_root(self) -> Fraction:
        numbers = _NUMBER.findall(self.root.get("viewBox", ""))
        sizes = [_LENGTH.fullmatch(self.root.get(name, "")) for name in ("width", "height")]
        width, height = (
            (Fraction(numbers[2]), Fraction(numbers[3]))
            if len(numbers) == 4
            else (Fraction(one["number"]) if one else Fraction(0) for one in sizes)
        )
        if width <= 0 or height <= 0:
            raise _damaged(self.file)
        return width / height


def _try(logo: Logo, file: LogoFile) -> None:
    """Whether it can be set at all: what typst cannot read is told here, and not as a fault of the document."""
    import typst

    try:
        picture(logo)
    except typst.TypstError:
        raise _damaged(file) from None
    if logo.kind == "image/png":
        _expect_whole_png(logo.content, file)
    if logo.kind == "image/jpeg" and not logo.content.rstrip(b"\0").endswith(_END_OF_JPEG):
        raise _damaged(file)


def _expect_whole_png(content: bytes, file: LogoFile) -> None:
    """All parts of a PNG are there and right: an incomplete one would be drawn half."""
    place = len(_PNG)
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4])
        body = content[place + 4 : place + 8 + length]
        if zlib.crc32(body) != int.from_bytes(content[place + 8 + length : place + 12 + length]):
            break
        if body[:4] == b"IEND":
            return
        place += 12 + length
    raise _damaged(file)


@lru_cache(maxsize=16)
def picture(logo: Logo) -> bytes:
    """As a PNG of the size in which it is printed, for a form that takes no drawings."""
    import typst

    source = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.drawing), format: "svg", height: 20mm)'
    )
    made = typst.compile(
        source.encode(), sys_inputs={"drawing": logo.drawing}, format="png", ppi=300, ignore_system_fonts=True
    )
    assert isinstance(made, bytes)
    return made
