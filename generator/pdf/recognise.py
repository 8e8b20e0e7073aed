"""Whether a PDF is a regulation or an order made by this program that nobody has changed since: it may be made anew."""

from __future__ import annotations

_MADE_BY_US = (b"<xmp:CreatorTool>Typst ", b"<pdfaid:part>", b"<pdfuaid:part>")
# What a regulation is turned into; papers about people are not among them.
_KINDS = ("regulamin", "zarządzenie")
_SIGNATURE = b"/ByteRange"
_END = b"%%EOF"


def is_our_pdf(content: bytes) -> bool:
    """A signature or a comment stands after the end of a file, which then has a second end: such a file is not ours."""
    marks = all(mark in content for mark in _MADE_BY_US) and any(_keyword(kind) in content for kind in _KINDS)
    return content.startswith(b"%PDF-") and marks and content.count(_END) == 1 and _SIGNATURE not in content


def _keyword(kind: str) -> bytes:
    return f"<pdf:Keywords>{kind}</pdf:Keywords>".encode()
