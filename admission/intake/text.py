"""Bytes of a text table -> text. The encoding is recognised by what can be checked and told; never a silent guess.

UTF-8 proves itself: text in another encoding is hardly ever valid UTF-8. Of Polish letters Windows-1250 and ISO-8859-2
differ in ąśźĄŚŹ; the one in which these are letters is taken.
"""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_TABLE = 500_000_000
_UTF8_MARK = b"\xef\xbb\xbf"
_MARKED = {b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ZEROS = {(0, 1, 1, 1): "utf-32-le", (1, 1, 1, 0): "utf-32-be", (0, 1): "utf-16-le", (1, 0): "utf-16-be"}
"""Where a byte of a Latin letter is zero, in wide encodings without a mark."""
_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_OF_WINDOWS, _OF_ISO = b"\xb9\x9c\x9f\xa5\x8c\x8f", b"\xb1\xb6\xbc\xa1\xa6\xac"  # ąśźĄŚŹ
_READ_TWICE = ("Ä…", "Ä‡", "Ä™", "Ĺ‚", "Ĺ„", "Ăł", "Ĺ›", "Ĺş", "ĹĽ")  # Polish letters of UTF-8 read as Windows-1250
ENCODINGS = {
    "utf-8": "UTF-8",
    "windows-1250": "Windows-1250",
    "iso-8859-2": "ISO-8859-2",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
}
_CODECS = {"windows-1250": "cp1250"}
_SAVE = "Zapisz plik jeszcze raz: w Excelu „Zapisz jako”, typ „CSV UTF-8 (rozdzielany przecinkami)”."


class Unreadable(Exception):
    """A file that cannot be read as a table at all; `line` 0: as a whole. The words are what the user sees."""

    def __init__(self, message: str, hint: str, line: int = 1) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


@dataclass(frozen=True, slots=True)
class Text:
    """`encoding` is its name for people."""

    content: str
    encoding: str

    @property
    def is_assumed(self) -> bool:
        """Nothing in the file proves these: the letters only look right in them."""
        return self.encoding in ("Windows-1250", "ISO-8859-2")


def read_text(data: bytes, wanted: str = "") -> Text:
    """`wanted` is a key of `ENCODINGS` that the person named. Raises `Unreadable`."""
    if wanted:
        return _decoded(data, wanted, f"Plik nie jest zapisany w kodowaniu {ENCODINGS[wanted]}.")
    wide = next((name for mark, name in _MARKED.items() if data.startswith(mark)), "") or _wide_without_mark(data)
    if wide:
        told = ENCODINGS[wide[:6]]
        return Text(_decoded(data, wide, f"Plik zaczyna się jak tekst w {told}, ale dalej nim nie jest.").content, told)
    if b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise Unreadable("W pliku są znaki o numerze zero: to nie jest tabela CSV.", _SAVE, line)
    try:
        return Text(data.decode("utf-8-sig"), "UTF-8")
    except UnicodeDecodeError as error:
        return _central_european(data, data.count(b"\n", 0, error.start) + 1)


def _wide_without_mark(data: bytes) -> str:
    """By the zeros of the first letters, which of a header are mostly Latin; "" where there are none such."""
    for zeros, name in _ZEROS.items():
        first = data[: 8 * len(zeros)]
        shape = tuple(int(byte == 0) for byte in first)
        if len(first) >= 4 * len(zeros) and shape == (zeros * len(shape))[: len(shape)]:
            return name
    return ""


def _decoded(data: bytes, name: str, message: str) -> Text:
    codec = "utf-8-sig" if name == "utf-8" else _CODECS.get(name, name)
    try:
        return Text(data.decode(codec).removeprefix("\ufeff"), ENCODINGS.get(name, name))
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise Unreadable(message, _SAVE, data.count(b"\n", 0, start) + 1) from None


def _central_european(data: bytes, line: int) -> Text:
    if data.startswith(_UTF8_MARK):
        raise Unreadable("Plik zaczyna się jak UTF-8, ale jest uszkodzony.", _SAVE, line)
    windows, iso = (sum(map(data.count, (bytes([sign]) for sign in own))) for own in (_OF_WINDOWS, _OF_ISO))
    name = "iso-8859-2" if iso > windows else "windows-1250"
    text = _decoded(data, name, "Nie wiadomo, w jakim kodowaniu jest plik.")
    if any(broken in text.content for broken in _READ_TWICE):
        raise Unreadable("Plik jest zapisany w UTF-8, ale jest uszkodzony.", _SAVE, line)
    foreign = sum(not sign.isascii() and sign.isalpha() and sign not in _POLISH for sign in text.content)
    polish = sum(sign in _POLISH for sign in text.content)
    if foreign > polish:
        hint = f"{_SAVE} Albo podaj „kodowanie” w pliku mapowania."
        raise Unreadable("Nie wiadomo, w jakim kodowaniu jest plik: polskie litery są w nim nieczytelne.", hint, line)
    return text
