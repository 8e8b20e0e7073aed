"""What may go wrong while a PDF is made, in words for the person who reads it."""

from __future__ import annotations

import re

from generator.numbered import NumberedDocument
from generator.text import lines
from generator.typography import character_name

_UNDISPLAYABLE = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{(?P<code>[0-9a-fA-F]+)\}")
OUTSIDE = "tytuł, nagłówek albo inny tekst poza paragrafami"
OUR_FAULT = "Nie udało się złożyć dokumentu PDF. To błąd programu, a nie regulaminu."


class PdfError(Exception):
    """The document could not be made; the message says what to mend, `detail` is for a report of a bug."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class MissingCharacterError(PdfError):
    """No font of the document has a character of its text."""

    def __init__(self, character: str, units: tuple[str, ...]) -> None:
        place = f" (miejsce: {', '.join(units)})" if units else ""
        super().__init__(
            f"Znaku „{character}” ({character_name(character)}) nie ma w żadnym kroju pisma dokumentu{place}. "
            "Zastąp go innym znakiem albo usuń."
        )
        self.character = character
        self.units = units


class TooLargeError(PdfError):
    """Typst keeps the whole document in memory, about 400 bytes for each character of its data."""

    def __init__(self) -> None:
        super().__init__(
            "Dokument jest za duży na jeden plik PDF (to około tysiąca stron). Zapisz go jako stronę internetową "
            "(HTML) albo podziel regulamin, na przykład na szkoły."
        )


def explain(message: str, detail: str, document: NumberedDocument) -> PdfError:
    """What typst said, turned into what the author can do."""
    found = _UNDISPLAYABLE.search(message)
    if found is None:
        return PdfError(OUR_FAULT, f"{message}\n{detail}")
    text = _ESCAPED.sub(lambda escape: chr(int(escape["code"], 16)), found["text"])
    character = text[:1]
    units = tuple(dict.fromkeys(line.unit or OUTSIDE for line in lines(document) if character in line.text))
    return MissingCharacterError(character, units)
