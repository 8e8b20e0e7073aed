"""Keys of one's own: a file in the person's state folder that gives some actions other keys.

It is read once, when the program starts; what is wrong in it is told and passed over, so that no slip takes away the
way to save.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.files import write_atomically
from polish.folding import fold
from tui.action import Action
from tui.recovery import state_folder

FILE_NAME = "klawisze.json"
_KEY = re.compile(r"(?:(?:shift\+|ctrl\+)*f(?:[1-9]|1\d|2[0-4])|ctrl\+(?:[a-z@]|space))")
_NEEDED = ("palette", "quit")
_OF_THE_TERMINAL = frozenset(("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+c", "ctrl+v", "ctrl+x", "ctrl+z"))


def keymap_file() -> Path:
    return state_folder() / FILE_NAME


def own_keys() -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The keys by the names of actions, and what is wrong with the file."""
    try:
        found = json.loads(keymap_file().read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}, ()
    except (OSError, ValueError):
        return {}, (f"Plik {FILE_NAME} nie da się odczytać: klawisze są zwykłe.",)
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        return {}, (f"W pliku {FILE_NAME} powinny być pary: nazwa polecenia i klawisz.",)
    return {name: key.strip().lower() for name, key in found.items()}, ()


def with_keys(actions: Sequence[Action], wanted: Mapping[str, str]) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """The actions with these keys, and what could not be done. A key taken over is lost to the action that had it.
    An action is told by its words in the menu, or by its name."""
    known = {fold(words): one.name for one in actions for words in (one.name, one.label)}
    problems = [f"Nie ma polecenia „{name}” ({FILE_NAME})." for name in wanted if fold(name) not in known]
    wanted = {known.get(fold(name), name): key for name, key in wanted.items()}
    good: dict[str, str] = {}
    for one in actions:
        key = wanted.get(one.name)
        if key is None or key == one.key.partition(",")[0]:
            continue
        if _is_bad(key):
            problems.append(f"Klawisza „{key}” nie da się przypisać ({one.label}).")
        elif key in good.values():
            problems.append(f"Klawisz „{key}” przypisano dwa razy ({one.label}).")
        elif holder := next((other for other in actions if _holds(other, key, wanted)), None):
            problems.append(f"Klawisza „{key}” nie można odebrać poleceniu „{holder.label}”: daj mu najpierw inny.")
        else:
            good[one.name] = key
    return tuple(_with_key(one, good) for one in actions), tuple(problems)


def _holds(action: Action, key: str, wanted: Mapping[str, str]) -> bool:
    """Whether it is one that nobody could reach without this key."""
    return action.name in _NEEDED and action.key == key and wanted.get(action.name, key) == key


def _is_bad(key: str) -> bool:
    return _KEY.fullmatch(key) is None or key in _OF_THE_TERMINAL


def _with_key(one: Action, taken: Mapping[str, str]) -> Action:
    if one.name in taken:
        return replace(one, key=taken[one.name])
    left = [key for key in one.key.split(",") if key not in taken.values()]
    return replace(one, key=",".join(left))


def write_example(actions: Iterable[Action]) -> Path:
    """Puts the file there with the keys as they are, unless it is there; raises OSError."""
    path = keymap_file()
    if not path.exists():
        keys = {one.label: one.key.partition(",")[0] for one in actions}
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(path, f"{json.dumps(keys, ensure_ascii=False, indent=1)}\n".encode())
    return path
