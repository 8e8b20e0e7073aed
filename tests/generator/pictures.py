"""Pages as small pictures, and how far one picture is from another: what an eye would call the same page is the same.

Letters drawn a little otherwise (another poppler, another browser) do not count; words that moved, a table without its
lines, a page more or fewer do.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

DOTS = 45  # per inch
_GAP, _GREY = 6, 128
_IN_ROW = 4
_BLUR, _CELL, _WINDOW = 2, 5, 12  # points, points, cells
_DARKER = 24  # of 255
_SIZES_APART = 0.02
_SHARE_APART = 0.1


def pdf_pages(pdf: Path) -> list[Image.Image]:
    """In grey, as poppler draws them."""
    folder = pdf.parent / f"{pdf.stem}-strony"
    folder.mkdir()
    command = ["pdftoppm", "-r", str(DOTS), "-gray", "-png", str(pdf), str(folder / "s")]
    subprocess.run(command, check=True, capture_output=True)
    return [Image.open(path).convert("L") for path in sorted(folder.iterdir())]


def sheet(pages: Sequence[Image.Image]) -> Image.Image:
    """Pages beside one another, few in a row."""
    columns = min(len(pages), _IN_ROW)
    rows = -(-len(pages) // columns)
    width, height = (max(sizes) + _GAP for sizes in zip(*(page.size for page in pages), strict=True))
    whole = Image.new("L", (columns * width - _GAP, rows * height - _GAP), _GREY)
    for place, page in enumerate(pages):
        whole.paste(page, (place % columns * width, place // columns * height))
    return whole


def apart(one: Image.Image, other: Image.Image) -> str:
    """What tells them apart, for a person; empty where an eye would see the same."""
    sizes = list(zip(one.size, other.size, strict=True))
    if any(abs(left - right) > _SIZES_APART * max(left, right) for left, right in sizes):
        return f"{one.size[0]} × {one.size[1]} points instead of {other.size[0]} × {other.size[1]}"
    noticed = _noticed(one.resize(other.size), other)
    most, where = max((share, place) for place, share in noticed.items())
    return f"{most:.0%} of the window at {where[0]}, {where[1]} differs" if most > _SHARE_APART else ""


def _noticed(one: Image.Image, other: Image.Image) -> dict[tuple[int, int], float]:
    """By window, the share of its cells that are darker or lighter."""
    cells = (max(1, other.width // _CELL), max(1, other.height // _CELL))
    left, right = (
        picture.filter(ImageFilter.BoxBlur(_BLUR)).resize(cells, Image.Resampling.BOX) for picture in (one, other)
    )
    marks = ImageChops.difference(left, right).point(lambda value: 255 * (value >= _DARKER))
    windows = (max(1, cells[0] // _WINDOW), max(1, cells[1] // _WINDOW))
    shares = marks.resize(windows, Image.Resampling.BOX).tobytes()
    step = _CELL * _WINDOW
    return {(place % windows[0] * step, place // windows[0] * step): share / 255 for place, share in enumerate(shares)}
