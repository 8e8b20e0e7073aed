"""A draw held from the editor: its files beside the text, as `paragraf draw` writes them. No Textual.

Raises `BadDraw`, or `FileProblem` where a file cannot be written.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from admission.draw import Announcement, BadDraw, Protocol, Repeated, announce, hold, problems_of
from admission.draw_files import (
    announcement_record,
    earlier_draws,
    encoded,
    protocol_record,
    read_protocol,
    read_record,
    secret_file,
    secret_record,
    shown_before,
    shown_record,
    text_in,
)
from generator.files import write_atomically
from tui.files import FileProblem, not_written

_USED = "Sekret tego losowania ujawniono już przy innej wartości („{}”): kolejność można by teraz ustawić."
_NOT_OF_IT = "Plik „{}” nie jest protokołem tego losowania albo go zmieniono."
_AGAIN = "Jeżeli losowanie trzeba powtórzyć, ogłoś je od nowa i podaj powód."


@dataclass(frozen=True, slots=True)
class Announced:
    path: Path
    announcement: Announcement

    def is_of(self, group: Sequence[str], seats: int) -> bool:
        one = self.announcement
        return (one.candidates, one.seats) == (tuple(group), seats) and secret_file(self.path).is_file()


def last_draw(folder: Path, branch: str, group: Sequence[str]) -> Announced | None:
    """The one between any of these people that counts now."""
    found = earlier_draws(folder, branch, group)
    return Announced(*found[-1]) if found else None


def announced(
    folder: Path, branch: str, group: Sequence[str], seats: int, last: Announced | None, why: str
) -> Announced:
    """A new draw; `why` it takes the place of the `last` one."""
    secret = secrets.token_hex(32)
    repeated = Repeated(last.announcement.commitment, why) if last is not None else None
    made = announce(branch, group, seats, secret, repeated)
    path = _free(folder, "losowanie", branch)
    kept_in = secret_file(path)
    _write(kept_in, encoded(secret_record(made, secret)), private=True)
    try:
        _write(path, encoded(announcement_record(made)))
    except FileProblem:
        kept_in.unlink(missing_ok=True)  # no secret stays without its announcement
        raise
    return Announced(path, made)


def protocol_path(draw: Announced) -> Path:
    return _protocol_beside(draw.path)


def _protocol_beside(announcement: Path) -> Path:
    return announcement.with_name(f"protokol-{announcement.name}")


def protocol_of(draw: Announced) -> Protocol | None:
    """Of the draw, where it has been held already; recounted."""
    path = protocol_path(draw)
    if not path.is_file():
        return None
    protocol = read_protocol(read_record(path))
    if protocol.announcement != draw.announcement or problems_of(protocol):
        raise BadDraw(_NOT_OF_IT.format(path.name), _AGAIN)
    return protocol


def held(draw: Announced, public: str) -> tuple[Protocol, Path]:
    """The order that follows from the value, and its protocol. The secret is marked as known before anybody sees it."""
    kept_in = secret_file(draw.path)
    kept = read_record(kept_in)
    protocol = hold(draw.announcement, text_in(kept, "sekret"), public)
    if before := shown_before(kept, protocol.public):
        raise BadDraw(_USED.format(before), _AGAIN)
    _write(kept_in, encoded(shown_record(kept, protocol.public)), private=True)
    path = protocol_path(draw)
    _write(path, encoded(protocol_record(protocol)))
    return protocol, path


def order_words(order: Sequence[str]) -> str:
    return "\n".join(f"{number}. {one}" for number, one in enumerate(order, start=1))


def _free(folder: Path, name: str, branch: str) -> Path:
    """For none of its files anything stands there, be it a link to nothing."""
    code = "".join(one if one.isalnum() else "-" for one in branch)
    paths = (folder / f"{name}-{code}{f'-{number}' if number > 1 else ''}.json" for number in count(1))
    return next(path for path in paths if not any(map(os.path.lexists, _files_of(path))))


def _files_of(announcement: Path) -> tuple[Path, ...]:
    return announcement, secret_file(announcement), _protocol_beside(announcement)


def _write(path: Path, content: bytes, *, private: bool = False) -> None:
    try:
        write_atomically(path, content, private=private)
    except OSError as error:
        raise not_written(error) from None
