"""Formula text -> tree, or the one place where it stops making sense, said in Polish.

Most formulas of a regulation repeat, so results are kept by text; places are relative and stay valid for each use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from dsl.diagnostics import Diagnostics, Edit, Fix
from dsl.source.nodes import Scalar
from dsl.syntax import tree
from dsl.syntax.type_text import common_unit

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

LONGEST = 4000
_ONLY_NUMBER = re.compile(r"\s{0,9}(\d{1,30}(?:,\d{1,30})?)\s{0,9}")  # half of all formulas; the parser is slow
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Where a formula cannot be understood; `replacement` is the text that would mend it, where that is certain."""

    code: str
    at: tuple[int, int]
    message: str
    hint: str
    replacement: str | None = None


def parse_formula(scalar: Scalar, diagnostics: Diagnostics) -> tree.Expr | None:
    return parse_scalar(scalar, "formula", diagnostics)


def parse_each(scalar: Scalar, diagnostics: Diagnostics) -> tree.Each | None:
    """`p z (a; b) + lista`."""
    return cast("tree.Each | None", parse_scalar(scalar, "each", diagnostics))


def parse_scalar(scalar: Scalar, start: str, diagnostics: Diagnostics) -> tree.Expr | None:
    result = parse_text(scalar.body.text, start)
    if isinstance(result, tree.Expr):
        return result
    if diagnostics.touch(scalar.body):
        return None
    where = scalar.body.part(*result.at)
    fixes = []
    if result.replacement is not None:
        label = f"Zamień na „{result.replacement}”" if result.replacement else f"Usuń „{where.text}”"
        fixes = [Fix(label, (Edit(where, result.replacement),), safe=True)]
    diagnostics.error(result.code, where, result.message, result.hint, fixes=fixes)
    return None


@lru_cache(maxsize=4096)
def parse_text(text: str, start: str = "formula") -> tree.Expr | SyntaxProblem:
    from lark.exceptions import UnexpectedInput

    if start == "formula" and (number := _ONLY_NUMBER.fullmatch(text)):
        return tree.Number(number.span(1), _number(number[1]))
    if start == "each" and (slip := _slip_in_each(text)):
        return slip
    if len(text) > LONGEST:
        return SyntaxProblem("P022", (0, 1), f"Formuła jest dłuższa niż {LONGEST} znaków.", "Podziel ją na definicje.")
    if trap := _well_known_trap(text):
        return trap
    try:
        parsed = formula_parser().parse(text, start=start)
    except UnexpectedInput as error:
        return _explain(text, error)
    try:
        return _convert(parsed, 0)
    except _Misfit as misfit:
        return misfit.problem


@cache
def formula_parser() -> Lark:
    from lark import Lark

    grammar = files("dsl.syntax").joinpath("expressions.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", start=["formula", "each"], propagate_positions=True, maybe_placeholders=False)


# -- trees ------------------------------------------------------------------------------------------------------------


class _Misfit(Exception):
    def __init__(self, problem: SyntaxProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _convert(node: Tree[Token], depth: int) -> tree.Expr:
    from lark import Token, Tree

    at = (node.meta.start_pos, node.meta.end_pos)
    if depth > DEEPEST:
        problem = SyntaxProblem("P022", at, "Formuła jest zbyt zagnieżdżona.", "Podziel ją na definicje.")
        raise _Misfit(problem)
    children = [_convert(child, depth + 1) if isinstance(child, Tree) else child for child in node.children]
    tokens = [str(child) for child in children if isinstance(child, Token)]
    exprs = [child for child in children if isinstance(child, tree.Expr)]
    return _BUILD[str(node.data)](at, exprs, tokens)


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _date(at: tuple[int, int], exprs: list[tree.Expr], tokens: list[str]) -> tree.Expr:
    try:
        return tree.DateLiteral(at, date.fromisoformat(tokens[0]))
    except ValueError:
        hint = "Sprawdź dzień i miesiąc; datę pisze się rok-miesiąc-dzień."
        problem = SyntaxProblem("P024", at, f"Nie ma takiego dnia: {tokens[0]}.", hint)
        raise _Misfit(problem) from None


def _comparison_with_no(at: tuple[int, int], left: tree.Expr, tokens: list[str]) -> tree.Expr:
    """`wyróżnienie = nie`."""
    word = tree.Truth((at[1] - len(tokens[1]), at[1]), False)
    return tree.Comparison(at, _SAME_COMPARISON.get(tokens[0], tokens[0]), left, word)


_SAME_COMPARISON = {"<>": "≠", "<=": "≤", ">=": "≥"}
_SAME_OPERATOR = {"−": "-", "×": "*", "·": "*"}

_Builder = Callable[[tuple[int, int], list[tree.Expr], list[str]], tree.Expr]
_BUILD: dict[str, _Builder] = {
    "if_": lambda at, e, t: tree.Conditional(at, e[0], e[1], e[2]),
    "default": lambda at, e, t: tree.Default(at, e[0], e[1]),
    "or_": lambda at, e, t: tree.Logic(at, "lub", e[0], e[1]),
    "and_": lambda at, e, t: tree.Logic(at, "i", e[0], e[1]),
    "not_": lambda at, e, t: tree.Not(at, e[0]),
    "compare": lambda at, e, t: tree.Comparison(at, _SAME_COMPARISON.get(t[0], t[0]), e[0], e[1]),
    "in_": lambda at, e, t: tree.Membership(at, e[0], e[1]),
    "not_in": lambda at, e, t: tree.Not(at, tree.Membership(at, e[0], e[1])),
    "between": lambda at, e, t: tree.Between(at, e[0], e[1], e[2]),
    "given": lambda at, e, t: tree.Given(at, e[0]),
    "not_given": lambda at, e, t: tree.Not(at, tree.Given(at, e[0])),
    "add": lambda at, e, t: tree.Arithmetic(at, _SAME_OPERATOR.get(t[0], t[0]), e[0], e[1]),
    "multiply": lambda at, e, t: tree.Arithmetic(at, _SAME_OPERATOR.get(t[0], t[0]), e[0], e[1]),
    "negate": lambda at, e, t: tree.Negative(at, e[0]),
    "attribute": lambda at, e, t: tree.Attribute(at, e[0], t[0]),
    "index": lambda at, e, t: tree.Index(at, e[0], e[1]),
    "number": lambda at, e, t: tree.Number(at, _number(t[0]), common_unit(t[1] if len(t) > 1 else None)),
    "percent": lambda at, e, t: tree.Percent(at, _number(t[0])),
    "date": _date,
    "text": lambda at, e, t: tree.TextLiteral(at, t[0][1:-1]),
    "yes": lambda at, e, t: tree.Truth(at, True),
    "no": lambda at, e, t: tree.Truth(at, False),
    "compare_no": lambda at, e, t: _comparison_with_no(at, e[0], t),
    "name": lambda at, e, t: tree.Name(at, t[0]),
    "call": lambda at, e, t: tree.Call(at, t[0], tuple(e)),
    "comprehension": lambda at, e, t: tree.Comprehension(at, e[0], t[0], e[1], e[2] if len(e) > 2 else None),
    "bracket": lambda at, e, t: e[0] if len(e) == 1 else tree.ListLiteral(at, tuple(e)),
    "only": lambda at, e, t: tree.ListLiteral(at, tuple(e)),
    "each": lambda at, e, t: tree.Each(at, t[0], e[0], e[1] if len(e) > 1 else None),
}

# -- errors -----------------------------------------------------------------------------------------------------------

_QUOTED = re.compile(r"\"[^\"\n]*\"|„[^”\n]*”")
_DOTTED_DATE = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b")
_SHORT_DATE = re.compile(r"\b(?:19|20)\d\d-(?:\d-\d{1,2}|\d\d-\d)\b(?!-)")
_DOTTED_NUMBER = re.compile(r"\b\d+\.\d+\b")
_SIGN_FIRST = re.compile(r"\s*(=)(?![=<>])")
_APOSTROPHES = re.compile(r"'+([^'\n]*)'+")
_GROUPED_NUMBER = re.compile(r"(?<![\w,])\d{1,3}(?:\s\d{3})+(?!\w)")
_IN_FOR_OF = re.compile(r"(?:^|\bdla\b)\s*[^\W\d]\w*\s+(w)\s", re.IGNORECASE)
_ONLY_NAME = re.compile(r"\s*([^\W\d]\w*(?:\.\w+)*)\s*")
_SYMBOLS = {"==": "=", "!=": "≠", "=>": "≥", "=<": "≤", "&&": "i", "||": "lub"}
_POINTS = re.compile(r"(?:punkt\w*|pkt)\.?", re.IGNORECASE)
_FOREIGN = {"and": "i", "or": "lub", "not": "nie", "if": "jeżeli", "then": "to", "else": "inaczej", "in": "w"}


def _well_known_trap(text: str) -> SyntaxProblem | None:
    plain = _QUOTED.sub(lambda found: " " * len(found.group()), text)
    if found := _DOTTED_DATE.search(plain) or _SHORT_DATE.search(plain):
        hint = "Napisz ją: rok-miesiąc-dzień, np. 2025-05-12."
        return SyntaxProblem("P024", found.span(), "Tak zapisanej daty nie rozumiem.", hint)
    if found := _DOTTED_NUMBER.search(plain):
        hint = "Część ułamkową oddziela przecinek."
        return SyntaxProblem("P021", found.span(), "Kropka w liczbie.", hint, found.group().replace(".", ","))
    if found := _SIGN_FIRST.match(plain):
        return SyntaxProblem("P020", found.span(1), "Formuła nie zaczyna się od „=”.", "Usuń ten znak.", "")
    for symbol, ours in _SYMBOLS.items():
        if (start := plain.find(symbol)) >= 0:
            at = (start, start + len(symbol))
            return SyntaxProblem("P023", at, f"Zamiast „{symbol}” pisze się „{ours}”.", "", ours)
    return None


def _slip_in_each(text: str) -> SyntaxProblem | None:
    if found := _IN_FOR_OF.match(text):
        return _wrong_in(text, found)
    if found := _ONLY_NAME.fullmatch(text):
        hint = f"Nazwij element i napisz, skąd pochodzi: „o z {found[1]}”."
        return SyntaxProblem("P020", found.span(1), "Nie wiadomo, jak nazywa się element.", hint)
    return None


def _wrong_in(text: str, found: re.Match[str]) -> SyntaxProblem:
    hint = "Po „w” pyta się, czy coś jest na liście; elementy listy bierze się słowem „z”."
    return SyntaxProblem("P020", found.span(1), "Między nazwą elementu a listą stoi „z”, nie „w”.", hint, "z")


def _explain(text: str, error: Exception) -> SyntaxProblem:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    if isinstance(error, UnexpectedCharacters):
        return _explain_character(text, cast("int", error.pos_in_stream))
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        at = (error.token.start_pos or 0, error.token.end_pos or len(text))
        return _explain_word(text, at, str(error.token))
    end = len(text.rstrip())
    at = (max(0, end - 1), max(1, end))
    if not text.strip():
        return SyntaxProblem("P020", (0, len(text)), "Brakuje formuły.", "Wpisz wartość albo formułę.")
    if text.count("(") > text.count(")"):
        return SyntaxProblem("P020", at, "Brakuje nawiasu zamykającego.", "Dopisz „)”.")
    if re.search(r"je(żeli|śli)\b", text) and "inaczej" not in text:
        return SyntaxProblem("P020", at, "Po „jeżeli … to …” brakuje „inaczej …”.", "Dopisz, co w przeciwnym razie.")
    return SyntaxProblem("P020", at, "Formuła się urywa.", "Dopisz, co ma być dalej.")


def _explain_character(text: str, start: int) -> SyntaxProblem:
    character = text[start]
    at = (start, start + 1)
    if character == ",":
        hint = "Wartości oddziela się średnikiem; przecinek stoi tylko w ułamku."
        if re.search(r"\d$", text[:start]) and re.match(r"\s+\d", text[start + 1 :]):
            hint += " W ułamku po przecinku nie ma odstępu."
            return SyntaxProblem("P025", at, "Przecinek w tym miejscu nic nie znaczy.", hint)
        return SyntaxProblem("P025", at, "Przecinek w tym miejscu nic nie znaczy.", hint, ";")
    if character == "'" and (quoted := _APOSTROPHES.match(text, start)):
        message = "Tekst pisze się w cudzysłowie, nie w apostrofach."
        return SyntaxProblem(
            "P020", quoted.span(), message, f"Napisz „{quoted[1]}” razem z cudzysłowem.", f"„{quoted[1]}”"
        )
    if character in "„”\"'":
        return SyntaxProblem("P020", at, "Cudzysłów nie ma pary.", 'Tekst zapisuje się tak: "tekst".')
    if character in "{}":
        return SyntaxProblem("P020", at, "Nawias klamrowy nie należy do formuły.", "Listę zapisuje się tak: (a; b).")
    return SyntaxProblem("P020", at, f"Nie rozumiem znaku „{character}” w formule.", "Usuń go albo zastąp słowem.")


_KEYWORDS = frozenset({"to", "inaczej", "lub", "oraz", "i", "nie", "w", "od", "do", "dla", "z", "gdy", "tak"})
_WITH_MARKS = {"jezeli": "jeżeli", "jesli": "jeśli"}


def _keyword_without_marks(word: str) -> str | None:
    return _WITH_MARKS.get(word.lower())


def _explain_word(text: str, at: tuple[int, int], word: str) -> SyntaxProblem:
    for grouped in _GROUPED_NUMBER.finditer(text):
        if grouped.start() < at[0] < grouped.end():
            joined = "".join(grouped.group().split())
            return SyntaxProblem("P020", grouped.span(), "Liczbę pisze się bez odstępów.", f"Napisz {joined}.", joined)
    if (wrong := _IN_FOR_OF.search(text)) and wrong.start(1) == at[0]:
        return _wrong_in(text, wrong)
    before = text[: at[0]].rstrip()
    number = re.search(r"(?<!\w)\d+$", before)
    if number and word[0].isalpha() and word.lower() not in _KEYWORDS | _FOREIGN.keys():
        if _POINTS.fullmatch(word):
            where = (at[0] - (len(text[: at[0]]) - len(before)), at[1])
            hint = f"Punkty pisze się samą liczbą: {number.group()}."
            return SyntaxProblem("P020", where, f"Słowo „{word}” jest tu zbędne.", hint, "")
        hint = f"Dopisz znak działania, np. „{number.group()} * {word}”."
        return SyntaxProblem("P020", at, f"Między liczbą a słowem „{word}” czegoś brakuje.", hint)
    previous = re.search(r"\w+$", before)
    for start, name in ((at[0], word), (previous.start(), previous.group()) if previous else (at[0], word)):
        if name.lower() in _FOREIGN:
            ours = _FOREIGN[name.lower()]
            return SyntaxProblem("P023", (start, start + len(name)), f"Zamiast „{name}” pisze się „{ours}”.", "", ours)
    if word == ")":
        return SyntaxProblem("P020", at, "Nawias zamykający jest tu za wcześnie albo zbędny.", "Sprawdź nawiasy.")
    if folded := _keyword_without_marks(previous.group() if previous else ""):
        where = (previous.start(), previous.end()) if previous else at
        written = previous.group() if previous else word
        return SyntaxProblem("P023", where, f"Zamiast „{written}” pisze się „{folded}”.", "", folded)
    if previous and previous.group().lower() in ("jeżeli", "jeśli"):
        at = (previous.start(), previous.end())
        hint = "Ujmij „jeżeli … to … inaczej …” w nawias."
        return SyntaxProblem("P020", at, "„jeżeli” wewnątrz formuły musi stać w nawiasie.", hint)
    if word.lower() == "gdy":
        hint = "Co wtedy, gdy wartości brak, pisze się „… gdy brak 0”; poza tym „gdy” stoi tylko po „dla x z lista”."
        return SyntaxProblem("P020", at, "„gdy” w tym miejscu nic nie znaczy.", hint)
    if previous and re.match(r"\w", word) and word.lower() not in _KEYWORDS:
        hint = f"Jeżeli to jedna nazwa, połącz słowa podkreśleniem: {previous.group()}_{word}."
        return SyntaxProblem("P020", at, f"Nie rozumiem formuły od słowa „{word}”.", hint)
    return SyntaxProblem("P020", at, f"Nie rozumiem formuły od miejsca „{word}”.", "Sprawdź, czego tu brakuje.")
