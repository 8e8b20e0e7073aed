"""What every sentence of a regulation comes as: its text, the points of its enumeration, and the rule it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.source.text import Span


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` has no final mark; `lead` opens the enumeration (`przy czym`); `closing` follows all its items.

    `path` is the rule's place in the model (`kryteria.egzamin`), `origin` its place in the file.
    """

    text: str
    items: tuple[Wording, ...] = ()
    closing: str = ""
    lead: str = ""
    path: str = ""
    origin: Span | None = None

    @property
    def introduction(self) -> str:
        """The text as it stands before an enumeration."""
        return f"{self.text}, {self.lead}" if self.lead else self.text

    @property
    def flat(self) -> str:
        """Everything as one sentence, for a quotation."""
        parts = [self.text]
        if self.items:
            parts = [f"{self.introduction}: " + "; ".join(item.flat for item in self.items)]
        if self.closing:
            parts.append(f"– {self.closing}")
        return " ".join(parts)
