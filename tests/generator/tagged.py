"""Reads a tagged PDF the way a screen reader does: structure elements in order, each with its own text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

_HEX = re.compile(r"<([0-9a-fA-F]+)>")


class TaggedPdf:
    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.root = self.pdf.Root
        self._marked: dict[Any, dict[int, str]] = {page.objgen: _marked_text(page) for page in self.pdf.pages}

    def elements(self, node: Any = None) -> Iterator[tuple[str, Any]]:
        """Every structure element with its role, in reading order."""
        for kid in _kids(self.root.StructTreeRoot if node is None else node):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield str(kid.S)[1:], kid
                yield from self.elements(kid)

    def roles(self, role: str) -> list[Any]:
        return [element for name, element in self.elements() if name == role]

    def text(self, node: Any, page: Any = None) -> str:
        """All text below an element."""
        page = node.get("/Pg", page) if isinstance(node, pikepdf.Dictionary) else page
        parts = []
        for kid in _kids(node):
            if isinstance(kid, int):
                parts.append(self._marked[page.objgen].get(kid, ""))
            elif "/MCID" in kid:
                parts.append(self._marked[kid.get("/Pg", page).objgen].get(int(kid.MCID), ""))
            elif kid.get("/Type") != "/OBJR":
                parts.append(self.text(kid, page))
        return "".join(parts)


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    items = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [int(kid) if not isinstance(kid, pikepdf.Dictionary) else kid for kid in items]


@dataclass
class _Mark:
    """An open marked-content sequence; `actual` replaces the text of its glyphs."""

    identifier: int | None
    actual: str | None = None


def _marked_text(page: pikepdf.Page) -> dict[int, str]:
    """Text by marked-content id; what is an artifact has none."""
    cmaps = {name: _unicode_map(font) for name, font in page.resources.get("/Font", {}).items()}
    result: dict[int, str] = {}
    marks: list[_Mark] = []
    cmap: dict[int, str] = {}

    def say(text: str) -> None:
        current = next((mark.identifier for mark in reversed(marks) if mark.identifier is not None), None)
        if current is not None:
            result[current] = result.get(current, "") + text

    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                marks.append(_mark(operands[1]))
                if marks[-1].actual is not None:
                    say(marks[-1].actual)
            case "BMC":
                marks.append(_Mark(None))
            case "EMC":
                marks.pop()
            case "Tf":
                cmap = cmaps[str(operands[0])]
            case "Tj" | "TJ" if all(mark.actual is None for mark in marks):
                say(_decode(operands[0], cmap))
    return result


def _mark(properties: Any) -> _Mark:
    if not isinstance(properties, pikepdf.Dictionary):
        return _Mark(None)
    actual = properties.get("/ActualText")
    identifier = int(properties.MCID) if "/MCID" in properties else None
    return _Mark(identifier, None if actual is None else str(actual))


def _decode(operand: Any, cmap: dict[int, str]) -> str:
    pieces = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return "".join(cmap.get(int.from_bytes(codes[i : i + 2]), "") for i in range(0, len(codes), 2))


def _unicode_map(font: Any) -> dict[int, str]:
    """From the ToUnicode CMap: the code of a glyph → its text."""
    text = font.ToUnicode.read_bytes().decode("latin-1")
    result: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        codes = _HEX.findall(block)
        result |= {int(code, 16): _utf16(value) for code, value in zip(codes[::2], codes[1::2], strict=True)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        codes = _HEX.findall(block)
        for first, last, value in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            start = int(value, 16)
            result |= {int(first, 16) + n: chr(start + n) for n in range(int(last, 16) - int(first, 16) + 1)}
    return result


def _utf16(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")
