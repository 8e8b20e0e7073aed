"""Reads a DOCX and counts its lists as Word does, from the parts alone: the oracle for labels where no Word is."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
Xml = ElementTree.Element


@dataclass(frozen=True)
class Level:
    format: str
    text: str
    start: int


class Word:
    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.body = self.xml("word/document.xml")[0]
        self.levels = self._levels()
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * 9)

    def xml(self, part: str) -> Xml:
        return ElementTree.fromstring(self.parts[part])

    def _levels(self) -> dict[str, dict[int, Level]]:
        """Of every list: what its levels print."""
        root = self.xml("word/numbering.xml")
        abstract = {}
        for one in root.iter(f"{W}abstractNum"):
            abstract[one.get(f"{W}abstractNumId")] = {
                int(level.get(f"{W}ilvl", "")): Level(
                    value(level, "numFmt"), value(level, "lvlText"), int(value(level, "start"))
                )
                for level in one.iter(f"{W}lvl")
            }
        return {one.get(f"{W}numId", ""): abstract[value(one, "abstractNumId")] for one in root.iter(f"{W}num")}

    def paragraphs(self) -> Iterator[tuple[str, str]]:
        """The label and the text of every paragraph, in tables too, in order."""
        for paragraph in self.body.iter(f"{W}p"):
            yield self._label(paragraph), text(paragraph)

    def _label(self, paragraph: Xml) -> str:
        place = paragraph.find(f"{W}pPr/{W}numPr")
        if place is None:
            return ""
        number, depth = value(place, "numId"), int(value(place, "ilvl"))
        counts, levels = self._counts[number], self.levels[number]
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (len(counts) - depth - 1)
        return re.sub(r"%(\d)", lambda found: self._number(levels, counts, int(found[1]) - 1), levels[depth].text)

    @staticmethod
    def _number(levels: dict[int, Level], counts: list[int], depth: int) -> str:
        number = counts[depth] + levels[depth].start - 1
        match levels[depth].format:
            case "decimal":
                return str(number)
            case "lowerLetter":
                times, position = divmod(number - 1, len(_LETTERS))
                return _LETTERS[position] * (times + 1)
            case other:
                raise AssertionError(f"a level counted as {other}")


def value(element: Xml, child: str) -> str:
    found = element.find(f"{W}{child}")
    assert found is not None
    return found.get(f"{W}val", "")


def text(element: Xml) -> str:
    """What is shown: texts, line ends, results of fields, but not their instructions."""
    return "".join(_shown(one) for one in element.iter())


def _shown(element: Xml) -> str:
    if element.tag == f"{W}t":
        return element.text or ""
    return {f"{W}br": "\n", f"{W}tab": "\t"}.get(element.tag, "")
