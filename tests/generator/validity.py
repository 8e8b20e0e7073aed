"""What page-validation finds in a PDF, without its one false alarm: where the last byte of a stream happens to be CR,
it takes it for a part of the end of the line before `endstream` and misses a byte."""

from __future__ import annotations

import re

import page as page_validation

_PROFILES = ("ua1", "2a")
_MISCOUNTED = "a stream /Length does not match its raw content length"
_STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")
_END = re.compile(rb"\r?\n?endstream")


def faults(content: bytes, *profiles: str) -> list[str]:
    """Of both standards, unless others are named."""
    reports = [page_validation.validate_pdf_bytes(content, profile=profile) for profile in profiles or _PROFILES]
    found = [failure.message for report in reports for failure in report.failures]
    assert found or all(report.is_compliant for report in reports)
    return [one for one in found if one != _MISCOUNTED or not _lengths_are_right(content)]


def _lengths_are_right(content: bytes) -> bool:
    streams = list(_STREAM.finditer(content))
    assert len(streams) == content.count(b"endstream")
    return all(_END.match(content, one.end() + int(one[1])) for one in streams)
