"""Whether a DOCX is one that this program has made and nobody has changed since: then it may be made anew.

A custom property holds the digest of all other parts; whoever saves the file in an editor changes some of them.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

DIGEST_PART = "docProps/custom.xml"
_MOST = 50_000_000  # octets unpacked; what is larger is no regulation of ours


def is_our_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST:
                return False
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return False
    known = parts.pop(DIGEST_PART, b"")
    return f">{digest(parts)}<".encode() in known


def digest(parts: Mapping[str, bytes]) -> str:
    """Of the names and contents of the parts, whatever their order."""
    total = hashlib.sha256()
    for name in sorted(parts):
        total.update(f"{name}\n{len(parts[name])}\n".encode())
        total.update(parts[name])
    return total.hexdigest()
