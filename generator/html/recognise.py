"""Whether an HTML file is one that this program has made and nobody has changed since: then it may be made anew.

The last line of a page holds the digest of all that stands before it.
"""

from __future__ import annotations

import hashlib
import re

_MARK = re.compile(rb"<!-- Paragraf, sha256: (?P<digest>[0-9a-f]{64}) -->\n\Z")


def marked(page: str) -> bytes:
    """The page with the line by which it is known."""
    content = page.encode()
    return content + f"<!-- Paragraf, sha256: {_digest(content)} -->\n".encode()


def is_our_html(content: bytes) -> bool:
    found = _MARK.search(content)
    return found is not None and found["digest"].decode() == _digest(content[: found.start()])


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
