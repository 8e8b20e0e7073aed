"""Text as it may reach a terminal: characters that it would obey, or that hide or turn words around, as their numbers.

Every line of every command goes through here (see `cli.streams`): names, values and paths come from anybody's file. The
numbers are written as JSON writes them, so that JSON stays JSON.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ENCODING_ERRORS = "paragraf.visible"
_OBEYED_OR_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    """The text without control characters but ends of lines and tabs; nearly every text is returned as it is."""
    if all(line.isprintable() for line in text.split("\n")):
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable() or character in "\n\t":
        return character
    from unicodedata import category

    return "".join(_numbers(character)) if category(character) in _OBEYED_OR_UNSEEN else character


def _numbers(text: str) -> Iterator[str]:
    """`\\uXXXX`, twice for what UTF-16 writes in two."""
    octets = text.encode("utf-16-be", "surrogatepass")
    for start in range(0, len(octets), 2):
        yield f"\\u{int.from_bytes(octets[start : start + 2], 'big'):04x}"


def register_encoding_errors() -> None:
    """What an encoding chosen by the person (`PYTHONIOENCODING=ascii`) cannot express is written the same way."""
    import codecs

    codecs.register_error(ENCODING_ERRORS, _instead)


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_numbers(error.object[error.start : error.end])), error.end
