"""The file changed outside since it was read: the difference, and what to do."""

from __future__ import annotations

import difflib

from tui.modals.dialog import CANCEL, Dialog

OVERWRITE, RELOAD, ELSEWHERE = "overwrite", "reload", "elsewhere"
_LONGEST = 400


def conflict(name: str, on_disk: str, ours: str) -> Dialog:
    return Dialog(
        "Plik zmieniono poza edytorem",
        f"„{name}” na dysku nie jest tym, który wczytano. Wiersze „-” są na dysku, „+” w edytorze:",
        [
            (CANCEL, "Wróć"),
            (ELSEWHERE, "Zapisz jako…"),
            (OVERWRITE, "Nadpisz"),
            (RELOAD, "Wczytaj z dysku"),
        ],
        body=difference(on_disk, ours),
    )


def difference(on_disk: str, ours: str) -> str:
    lines = difflib.unified_diff(on_disk.splitlines(), ours.splitlines(), "na dysku", "w edytorze", lineterm="", n=2)
    found = ["⋯" if line.startswith("@@") else line for line in lines][3:]
    if not found:
        return "Teksty są takie same; różnią się tylko końce wierszy albo znacznik początku pliku."
    more = len(found) - _LONGEST
    return "\n".join([*found[:_LONGEST], *([f"… i jeszcze {more} wierszy"] if more > 0 else [])])
