"""A visit to the person's own editor: the text goes out as a file of its own, and comes back as text."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from tui.files import FileProblem

PLAIN = ("notepad", "nano")  # that anybody can leave again


def editor_command() -> list[str]:
    """From VISUAL or EDITOR; of a person who has named none, a plain one that is there; else empty."""
    said = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        named = shlex.split(said, posix=os.name != "nt")
    except ValueError:
        named = []
    return named or next(([one] for one in PLAIN if shutil.which(one)), [])


def edit_outside(command: list[str], text: str, name: str) -> str:
    """Blocks until the editor is closed. Raises `FileProblem`; the text in our editor is untouched then."""
    with tempfile.TemporaryDirectory(prefix="paragraf-") as folder:
        file = Path(folder) / name
        file.write_text(text, encoding="utf-8", newline="\n")
        try:
            code = subprocess.run([*command, str(file)], check=False).returncode
        except OSError:
            hint = "Wybiera go zmienna EDITOR: poprawi ją informatyk."
            raise FileProblem(f"Nie udało się uruchomić programu „{command[0]}”.", hint) from None
        if code != 0:
            raise FileProblem("Zewnętrzny edytor zakończył się błędem.", "Tekst pozostał bez zmian.")
        try:
            return file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise FileProblem("Nie da się odczytać tekstu z innego edytora.", "Zapisuj w UTF-8.") from None
