"""Whether a PDF is a regulation that this program has made and nobody has changed since: then it may be made anew."""

from __future__ import annotations

_MADE_BY_US = (
    b"<xmp:CreatorTool>Typst ",
    b"<pdf:Keywords>regulamin</pdf:Keywords>",
    b"<pdfaid:part>",
    b"<pdfuaid:part>",
)
_SIGNATURE = b"/ByteRange"
_END = b"%%EOF"


def is_our_pdf(content: bytes) -> bool:
    """A signature or a comment stands after the end of a file, which then has a second end: such a file is not ours."""
    marks = all(mark in content for mark in _MADE_BY_US)
    return content.startswith(b"%PDF-") and marks and content.count(_END) == 1 and _SIGNATURE not in content
