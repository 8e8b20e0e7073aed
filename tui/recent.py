"""The files worked on lately, the newest first: their paths, in the person's state folder. Nothing depends on it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from generator.files import write_atomically
from tui.recovery import state_folder

MOST = 8


def _file() -> Path:
    return state_folder() / "ostatnie.json"


def recent() -> tuple[Path, ...]:
    """Those that are still there."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    paths = [Path(one) for one in found if isinstance(one, str)] if isinstance(found, list) else []
    return tuple(one for one in paths[:MOST] if one.is_file())


def remember(path: Path) -> None:
    own = path.absolute()
    known = [own, *(one for one in recent() if one != own)][:MOST]
    content = json.dumps([str(one) for one in known], ensure_ascii=False, indent=1)
    with contextlib.suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(_file(), f"{content}\n".encode(), private=True)
