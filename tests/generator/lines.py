"""The printed lines of a PDF, page by page, from the boxes of its words (poppler's `pdftotext -bbox`)."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import groupby, pairwise

import pytest

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
_FOOTER, _HEADER = 60, 50  # points at the edges where only the number of the page and the mark of a draft stand
_NEAR = 3.0


@dataclass(frozen=True, slots=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one height, from the left; cells of a row stand apart."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def body(self) -> tuple[Line, ...]:
        """Without the mark and the footer."""
        return tuple(one for one in self.lines if _HEADER < one.top < self.height - _FOOTER)


def pages(content: bytes) -> list[Page]:
    command = ["pdftotext", "-bbox", "-", "-"]
    told = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return [Page(float(width), float(height), tuple(_lines(words))) for width, height, words in _PAGE.findall(told)]


def _lines(told: str) -> Iterator[Line]:
    words = [_word(*found) for found in _WORD.findall(told)]
    ordered = sorted(words, key=lambda word: word.bottom)
    heights = [0.0]
    for before, word in pairwise(ordered):
        heights.append(heights[-1] + (word.bottom - before.bottom > _NEAR))
    for _, found in groupby(zip(heights, ordered, strict=bool(ordered)), key=lambda one: one[0]):
        yield Line(tuple(sorted((word for _, word in found), key=lambda word: word.left)))


def _word(left: str, top: str, right: str, bottom: str, text: str) -> Word:
    return Word(float(left), float(top), float(right), float(bottom), unescape(text))
