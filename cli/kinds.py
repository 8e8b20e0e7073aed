"""What a file is, from its first bytes: asked before any of it is read as something else, or quoted to the person.

A row of candidates read as a regulation would be shown as the line with the problem, with the name in it.
"""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

_HEAD = 65_536
_ZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_CANDIDATE = re.compile(r'(\[\s*)?\{\s*"(?!paragraf")')
_REGULATION = re.compile(r"""^["']?paragraf["']?\s*:""", re.MULTILINE)
_MAPPING = re.compile(r"""^["']?mapowanie["']?\s*:""", re.MULTILINE)
_IDENTIFIERS = re.compile(r'"?id"?\s*[;,\t]', re.IGNORECASE)


class FileKind(Enum):
    CANDIDATES = "plik kandydatów"
    WORKBOOK = "arkusz kalkulacyjny"
    TABLE = "tabela CSV"
    REGULATION = "regulamin"
    MAPPING = "mapowanie tabeli"
    OTHER = "inny plik"

    @property
    def holds_candidates(self) -> bool:
        return self in (FileKind.CANDIDATES, FileKind.WORKBOOK, FileKind.TABLE)


def kind_of(path: Path) -> FileKind:
    """Raises OSError when the file cannot be opened."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((_ZIP, _OLD_WORKBOOK)):
        return FileKind.WORKBOOK if _is_workbook(path, head) else FileKind.OTHER
    text = head.decode("utf-8-sig", "replace").lstrip()
    if _CANDIDATE.match(text):
        return FileKind.CANDIDATES
    if _REGULATION.search(text):
        return FileKind.REGULATION
    if _MAPPING.search(text):
        return FileKind.MAPPING
    if path.suffix.lower() in (".csv", ".tsv") or _IDENTIFIERS.match(text):
        return FileKind.TABLE
    return FileKind.REGULATION if path.suffix.lower() in (".yaml", ".yml") else FileKind.OTHER


def _is_workbook(path: Path, head: bytes) -> bool:
    if head.startswith(_OLD_WORKBOOK):
        return path.suffix.lower() == ".xls"
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return _OPEN_DOCUMENT in head or any(name.startswith("xl/") for name in archive.namelist())
    except zipfile.BadZipFile:
        return False
