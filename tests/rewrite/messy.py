"""Regulations written untidily, for the formatter: any outline that YAML takes, laid out in any way that it takes."""

from __future__ import annotations

import random
from dataclasses import dataclass

TEXTS = ("Liceum nr 3", "do 26,25 zł", "a: b", "tak", "0,35*x", "75%", "zażółć", "x  y", "nazwa#1", "12", "")
FORMULAS = (
    "0,35*x",
    "jeżeli  a>=3 to (b;c)  inaczej -d",
    "x od 1  do 2",
    "suma( p  dla p z (a;b) )",
    "a [ b ]",
    "nie a",
)
BLOCK = ("|", ">", "|-", ">-")


@dataclass(slots=True)
class Messy:
    """Writes one file; every choice comes from `source`, so that a seed gives the same file."""

    source: random.Random
    keys: int = 0

    def document(self) -> str:
        lines = self.blanks()
        lines += ["paragraf: 1" + self.beside(), "regulamin:  Próba" + self.beside()]
        for section in ("kryteria", "definicje", "szkoła", "warunki", "postanowienia"):
            if self.chance(0.7):
                lines += self.blanks() + self.entry(section, 0, 0)
        return "\n".join(lines) + "\n" * self.source.randint(0, 2)

    def entry(self, name: str, indent: int, depth: int) -> list[str]:
        key = " " * indent + name + " " * self.source.choice((0, 0, 1)) + ":"
        kind = self.source.choice(("flow", "scalar", "formula", "block", "text", "long", "list", "flow lines"))
        inner = indent + self.source.randint(1, 5)
        if depth < 3 and (kind == "block" or depth == 0):
            return [key + self.beside(), *self.blanks(), *self.mapping(inner, depth + 1)]
        if depth < 3 and kind == "list":
            return [key + self.beside(), *self.items(indent + self.source.randint(0, 4), depth + 1)]
        gap = " " * self.source.randint(1, 3)
        if kind == "text":
            return [key + gap + self.source.choice(BLOCK), *self.text(inner), *self.blanks()]
        if kind == "long":
            return [key + gap + "pierwszy wiersz", *self.prose(inner)]
        if kind == "flow":
            return [key + gap + self.flow(2) + self.beside()]
        if kind == "flow lines":
            return [key + gap + "[ a ,", " " * inner + "b," + self.beside(), " " * inner + "{c: 1 ,d: 2}]"]
        if kind == "formula":
            return [key + gap + self.source.choice(FORMULAS) + self.beside()]
        return [key + gap + self.scalar() + self.beside()]

    def mapping(self, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.source.randint(1, 4)):
            self.keys += 1
            name = self.source.choice(("punkty", "gdy", "wymaga", "nazwa", "klucz długi")) + f" {self.keys}"
            name = self.source.choice((name, name, name.split()[0])) if not lines else name
            lines += self.blanks() + self.entry(name, indent, depth)
        return lines

    def items(self, indent: int, depth: int) -> list[str]:
        lines = []
        for _ in range(self.source.randint(1, 3)):
            gap = self.source.randint(1, 4)
            dash = " " * indent + "-" + " " * gap
            if self.chance(0.5):
                inner = self.mapping(indent + 1 + gap, depth)
                first = next(index for index, line in enumerate(inner) if line.strip() and line.strip()[0] != "#")
                lines += [*inner[:first], dash + inner[first].lstrip(" "), *inner[first + 1 :]]
            else:
                lines.append(dash + self.source.choice((self.flow(1), self.scalar() or "x")) + self.beside())
        return lines

    def flow(self, depth: int) -> str:
        def blank() -> str:
            return " " * self.source.randint(0, 2)

        parts = []
        for number in range(self.source.randint(0, 3)):
            value = self.flow(depth - 1) if depth and self.chance(0.4) else self.source.choice(("a", "26,25", '"x, y"'))
            parts.append(f"k{number}: {blank()}{value}" if depth % 2 == 0 else value)
        inside = f"{blank()}, {blank()}".join(parts)
        opening, closing = ("{", "}") if depth % 2 == 0 else ("[", "]")
        return f"{opening}{blank()}{inside}{blank()}{closing}"

    def scalar(self) -> str:
        text = self.source.choice(TEXTS)
        return f'"{text}"' if ": " in text or self.chance(0.3) else text

    def text(self, indent: int) -> list[str]:
        lines = [" " * indent + "pierwszy"]
        for _ in range(self.source.randint(0, 3)):
            extra = " " * self.source.choice((0, 0, 2))
            lines.append(
                self.source.choice(("", " " * indent + extra + "# nie komentarz ", " " * indent + extra + "x"))
            )
        return lines

    def prose(self, indent: int) -> list[str]:
        lines = []
        for _ in range(self.source.randint(0, 2)):
            lines += [""] * self.source.choice((0, 0, 1)) + [" " * (indent + self.source.randint(0, 3)) + "dalej"]
        return lines

    def blanks(self) -> list[str]:
        choice = self.source.random()
        if choice < 0.6:
            return []
        if choice < 0.75:
            return ["", " " * self.source.randint(0, 3)]
        return [
            *[""] * self.source.randint(0, 1),
            " " * self.source.randint(0, 9) + "# uwaga",
            *[""] * self.source.randint(0, 1),
        ]

    def beside(self) -> str:
        choice = self.source.random()
        if choice < 0.7:
            return " " * self.source.choice((0, 0, 1, 3))
        return " " * self.source.randint(1, 8) + "# obok"

    def chance(self, share: float) -> bool:
        return self.source.random() < share
