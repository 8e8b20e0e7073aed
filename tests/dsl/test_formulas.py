"""Formula text -> tree: what binds stronger, how values are written, and what is said of the rest (P020-P025).

Expected trees are written as text in one form: every operation in brackets.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.diagnostics import Diagnostics
from dsl.source.nodes import Scalar
from dsl.source.text import Source, Span
from dsl.syntax import formulas, tree
from dsl.syntax.formulas import DEEPEST, LONGEST, SyntaxProblem, parse_each, parse_formula, parse_text


def parsed(text: str) -> tree.Expr:
    found = parse_text(text)
    assert isinstance(found, tree.Expr), found
    return found


def problem(text: str) -> SyntaxProblem:
    found = parse_text(text)
    assert isinstance(found, SyntaxProblem), found
    return found


def shape(node: tree.Expr) -> str:
    """The tree with every operation in square brackets, names and numbers as they are."""
    match node:
        case tree.Number(value=value, unit=unit):
            return f"{value}{unit}"
        case tree.Percent(value=value):
            return f"{value}%"
        case tree.Name(name=name):
            return name
        case tree.Truth(value=value):
            return "TAK" if value else "NIE"
        case tree.TextLiteral(value=value):
            return f"'{value}'"
        case tree.DateLiteral(value=value):
            return value.isoformat()
        case tree.Arithmetic(operator=sign, left=left, right=right):
            return f"[{shape(left)} {sign} {shape(right)}]"
        case tree.Comparison(operator=sign, left=left, right=right):
            return f"[{shape(left)} {sign} {shape(right)}]"
        case tree.Logic(operator=sign, left=left, right=right):
            return f"[{shape(left)} {sign} {shape(right)}]"
        case tree.Not(value=value):
            return f"[nie {shape(value)}]"
        case tree.Negative(value=value):
            return f"[- {shape(value)}]"
        case tree.Default(value=value, fallback=fallback):
            return f"[{shape(value)} gdy brak {shape(fallback)}]"
        case tree.Conditional(condition=condition, then=then, otherwise=otherwise):
            return f"[jeżeli {shape(condition)} to {shape(then)} inaczej {shape(otherwise)}]"
        case tree.Membership(item=item, collection=collection):
            return f"[{shape(item)} w {shape(collection)}]"
        case tree.Between(value=value, low=low, high=high):
            return f"[{shape(value)} od {shape(low)} do {shape(high)}]"
        case tree.Given(value=value):
            return f"[{shape(value)} podane]"
        case tree.Attribute(base=base, name=name):
            return f"{shape(base)}.{name}"
        case tree.Index(base=base, index=index):
            return f"{shape(base)}<{shape(index)}>"
        case tree.ListLiteral(items=items):
            return f"({'; '.join(map(shape, items))})"
        case tree.Call(function=function, arguments=arguments):
            return f"{function}({'; '.join(map(shape, arguments))})"
        case tree.Comprehension(element=element, variable=variable, collection=collection, condition=condition):
            when = f" gdy {shape(condition)}" if condition else ""
            return f"{shape(element)} dla {variable} z {shape(collection)}{when}"
    raise AssertionError(node)


# -- what binds stronger ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b * c", "[a + [b * c]]"),
        ("a * b + c", "[[a * b] + c]"),
        ("a - b - c", "[[a - b] - c]"),
        ("a / b * c", "[[a / b] * c]"),
        ("a - (b - c)", "[a - [b - c]]"),
        ("-a * b", "[[- a] * b]"),
        ("-a + b", "[[- a] + b]"),
        ("a - -b", "[a - [- b]]"),
        ("--a", "[- [- a]]"),
        ("-a.b", "[- a.b]"),
        ("a + b > c * d", "[[a + b] > [c * d]]"),
        ("a > b i c", "[[a > b] i c]"),
        ("nie a = b", "[nie [a = b]]"),
        ("nie a i b", "[[nie a] i b]"),
        ("nie nie a", "[nie [nie a]]"),
        ("a i b lub c", "[[a i b] lub c]"),
        ("a lub b i c", "[a lub [b i c]]"),
        ("(a lub b) i c", "[[a lub b] i c]"),
        ("a lub b lub c", "[[a lub b] lub c]"),
        ("a gdy brak b gdy brak c", "[a gdy brak [b gdy brak c]]"),
        ("a lub b gdy brak c", "[[a lub b] gdy brak c]"),
        ("a + b gdy brak 0", "[[a + b] gdy brak 0]"),
        ("(a gdy brak 0) + b", "[[a gdy brak 0] + b]"),
        ("x od 1 + 1 do 5 * 2 i y", "[[x od [1 + 1] do [5 * 2]] i y]"),
        ("x w (a; b) lub y", "[[x w (a; b)] lub y]"),
        ("x w a + b", "[x w [a + b]]"),
        ("x nie w (a; b)", "[nie [x w (a; b)]]"),
        ("nie x w a", "[nie [x w a]]"),
        ("x jest podane i y", "[[x podane] i y]"),
        ("x nie jest podane", "[nie [x podane]]"),
        ("zgoda = nie i x", "[[zgoda = NIE] i x]"),
        ("jeżeli a to b inaczej c gdy brak d", "[jeżeli a to b inaczej [c gdy brak d]]"),
        ("jeżeli a to 1 inaczej 2 + 3", "[jeżeli a to 1 inaczej [2 + 3]]"),
        ("(jeżeli a to 1 inaczej 2) + 3", "[[jeżeli a to 1 inaczej 2] + 3]"),
        ("jeżeli a to b inaczej jeżeli c to d inaczej e", "[jeżeli a to b inaczej [jeżeli c to d inaczej e]]"),
        ("jeżeli a to jeżeli b to c inaczej d inaczej e", "[jeżeli a to [jeżeli b to c inaczej d] inaczej e]"),
        ("a.b.c[d].e", "a.b.c<d>.e"),
        ("a[b][c + 1]", "a<b><[c + 1]>"),
        ("((a))", "a"),
        ("f()", "f()"),
        ("f(a; b + c)", "f(a; [b + c])"),
        ("suma(x + 1 dla p z (a; b) + l gdy p ≠ a i q)", "suma([x + 1] dla p z [(a; b) + l] gdy [[p ≠ a] i q])"),
    ],
)
def test_precedence(text: str, expected: str) -> None:
    assert shape(parsed(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <> b", "[a ≠ b]"),
        ("a<=b", "[a ≤ b]"),
        ("a >= b", "[a ≥ b]"),
        ("a≥b", "[a ≥ b]"),
        ("2 × 3 · 4", "[[2 * 3] * 4]"),
        ("5 − 3", "[5 - 3]"),
        ("−5", "[- 5]"),
    ],
)
def test_signs_have_more_than_one_shape(text: str, expected: str) -> None:
    assert shape(parsed(text)) == expected


# -- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "jeżeli a i b to c inaczej d",
        "jeśli a oraz b to c inaczej d",
        "JEŻELI a I b TO c INACZEJ d",
        "Jeśli a Oraz b To c Inaczej d",
        "jeżeli\n  a i b\nto c\ninaczej d",
    ],
)
def test_words_in_any_case_and_both_of_a_pair(text: str) -> None:
    assert shape(parsed(text)) == "[jeżeli [a i b] to c inaczej d]"


@pytest.mark.parametrize("ending", ["podane", "podana", "podani", "podany"])
def test_is_given_agrees_with_the_noun(ending: str) -> None:
    assert shape(parsed(f"x jest {ending}")) == "[x podane]"
    assert shape(parsed(f"x nie  jest {ending}")) == "[nie [x podane]]"


@pytest.mark.parametrize("text", ["jezeli a to b inaczej c", "jesli a to b inaczej c"])
def test_words_without_their_marks_are_not_known(text: str) -> None:
    found = problem(text)
    assert (found.code, found.replacement) == ("P023", "jeśli" if text.startswith("jesli") else "jeżeli")


@pytest.mark.parametrize(
    "name", ["todo", "wiek", "dom", "inne", "lubiany", "zgoda", "idzie", "niebo", "takie", "oraz_x"]
)
def test_a_name_may_begin_as_a_word_does(name: str) -> None:
    assert parsed(name) == tree.Name((0, len(name)), name)


@pytest.mark.parametrize(("text", "value"), [("tak", True), ("nie", False), ("TAK", True), ("Nie", False)])
def test_truths(text: str, value: bool) -> None:
    assert parsed(text) == tree.Truth((0, 3), value)


# -- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("7", Fraction(7), ""),
        ("0,35", Fraction(7, 20), ""),
        ("007,50", Fraction(15, 2), ""),
        ("12,5 km", Fraction(25, 2), "km"),
        ("5km", Fraction(5), "km"),
        ("18 lat", Fraction(18), "lat"),
        ("2 lata", Fraction(2), "lat"),
        ("1 rok", Fraction(1), "lat"),
        ("3 dni", Fraction(3), "dni"),
        ("100 zł", Fraction(100), "zł"),
        ("1" + "0" * 50, Fraction(10**50), ""),
    ],
)
def test_numbers(text: str, value: Fraction, unit: str) -> None:
    assert parsed(text) == tree.Number((0, len(text)), value, unit)


@given(st.integers(0, 10**9), st.integers(0, 9999))
def test_the_decimal_comma_is_exact(whole: int, rest: int) -> None:
    found = parsed(f"{whole},{rest:04d}")
    assert isinstance(found, tree.Number)
    assert found.value * 10_000 == whole * 10_000 + rest


@pytest.mark.parametrize(("text", "value"), [("75%", 75), ("75 %", 75), ("0,5%", Fraction(1, 2))])
def test_percents_keep_their_number(text: str, value: Fraction) -> None:
    assert parsed(text) == tree.Percent((0, len(text)), Fraction(value))


def test_a_unit_is_a_whole_word() -> None:
    assert problem("5 kmx").at == (2, 5)
    assert shape(parsed("m + km")) == "[m + km]"


@given(st.dates(date(1000, 1, 1)))
def test_dates(day: date) -> None:
    assert parsed(day.isoformat()) == tree.DateLiteral((0, 10), day)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"tekst i lub"', "tekst i lub"),
        ("„szkoła w Kętach”", "szkoła w Kętach"),
        ('""', ""),
        ('"1.5 == 2"', "1.5 == 2"),
        ("„12.05.2025”", "12.05.2025"),
        ('"a „b” c"', "a „b” c"),
        ('„a "b" c”', 'a "b" c'),
    ],
)
def test_texts_are_read_as_they_stand(text: str, value: str) -> None:
    assert parsed(text) == tree.TextLiteral((0, len(text)), value)


# -- traps, each with its remedy --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "place", "replacement"),
    [
        ("2 * 26.25", "P021", "26.25", "26,25"),
        ("a == b", "P023", "==", "="),
        ("a != b", "P023", "!=", "≠"),
        ("a && b", "P023", "&&", "i"),
        ("a || b", "P023", "||", "lub"),
        ("a and b", "P023", "and", "i"),
        ("n > 0,5 and b", "P023", "and", "i"),
        ("a or b", "P023", "or", "lub"),
        ("a OR b", "P023", "OR", "lub"),
        ("not a", "P023", "not", "nie"),
        ("a in b", "P023", "in", "w"),
        ("if a to b inaczej c", "P023", "if", "jeżeli"),
        ("jeżeli a then b inaczej c", "P023", "then", "to"),
        ("jeżeli a to b else c", "P023", "else", "inaczej"),
        ("najwyższa(a, b)", "P025", ",", ";"),
        ("x w (a, b)", "P025", ",", ";"),
    ],
)
def test_a_trap_offers_what_mends_it(text: str, code: str, place: str, replacement: str) -> None:
    found = problem(text)
    start, end = found.at
    assert (found.code, text[start:end], found.replacement) == (code, place, replacement)
    assert isinstance(parse_text(text[:start] + replacement + text[end:]), tree.Expr)


def test_a_fix_reaches_the_file() -> None:
    source = Source("regulamin.yaml", 'punkty: "2 * 26.25"')
    body = Span(source, 9, 18)
    diagnostics = Diagnostics()
    assert parse_formula(Scalar(body.text, Span(source, 8, 19), body, quoted=True), diagnostics) is None
    (one,) = diagnostics
    (fix,) = one.fixes
    (edit,) = fix.edits
    assert edit.span.text == "26.25"
    assert edit.text == "26,25"
    assert fix.safe


@pytest.mark.parametrize(
    ("text", "code", "at", "words"),
    [
        ("12.05.2025", "P024", (0, 10), "rok-miesiąc-dzień"),
        ("x > 2025-02-30", "P024", (4, 14), "2025-02-30"),
        ("2025-13-01", "P024", (0, 10), "2025-13-01"),
        ("0000-01-01", "P024", (0, 10), "0000-01-01"),
        ("", "P020", (0, 0), "Brakuje formuły"),
        ("   ", "P020", (0, 3), "Brakuje formuły"),
        ("a +", "P020", (2, 3), "urywa"),
        ("a w  ", "P020", (2, 3), "urywa"),
        ("(a + b", "P020", (5, 6), "nawiasu zamykającego"),
        ("f(a; (b)", "P020", (7, 8), "nawiasu zamykającego"),
        ("a + b)", "P020", (5, 6), "Nawias zamykający"),
        ("()", "P020", (1, 2), "Nawias zamykający"),
        ("jeżeli a to b", "P020", (12, 13), "inaczej"),
        ("jeśli a", "P020", (6, 7), "inaczej"),
        ("{a; b}", "P020", (0, 1), "klamrowy"),
        ("'tekst'", "P020", (0, 7), "nie w apostrofach"),
        ('"tekst', "P020", (0, 1), "Cudzysłów"),
        ("„tekst", "P020", (0, 1), "Cudzysłów"),
        ("a → b", "P020", (2, 3), "„→”"),
        ("wynik egzaminu", "P020", (6, 14), "wynik_egzaminu"),
        ("a < b < c", "P020", (6, 7), "„<”"),
        ("1,5,5", "P025", (3, 4), "średnik"),
    ],
)
def test_what_is_said_and_where(text: str, code: str, at: tuple[int, int], words: str) -> None:
    found = problem(text)
    assert (found.code, found.at) == (code, at)
    assert words in f"{found.message} {found.hint}"


# -- limits (P022) ----------------------------------------------------------------------------------------------------


def test_the_longest_formula() -> None:
    fitting = "a" + "+a" * ((LONGEST - 1) // 2)
    assert problem(fitting + " " * (LONGEST + 1 - len(fitting))).code == "P022"
    assert problem(fitting).code == "P022"  # short enough, but a sum of two thousand is nested as deeply
    assert isinstance(parse_text("a" * LONGEST), tree.Expr)
    assert problem("a" * (LONGEST + 1)).code == "P022"


def test_deep_formulas_are_refused_not_crashed() -> None:
    assert isinstance(parse_text("-" * (DEEPEST - 1) + "a"), tree.Expr)
    assert problem("-" * (DEEPEST + 1) + "a").code == "P022"
    assert isinstance(parse_text("+".join("a" * DEEPEST)), tree.Expr)
    for opening, closing in (("nie ", ""), ("f(", ")"), ("(a; ", ")"), ("a[", "]"), ("jeżeli a to a inaczej ", "")):
        times = (LONGEST - 1) // len(opening + closing)
        assert problem(opening * times + "a" + closing * times).code == "P022"


# -- places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("0,35 * egzamin.matematyka", ["0,35 * egzamin.matematyka", "0,35", "egzamin.matematyka", "egzamin"]),
        ("a\n  + b", ["a\n  + b", "a", "b"]),
        ("zgoda = nie", ["zgoda = nie", "zgoda", "nie"]),
        ("f(x dla p z l)", ["f(x dla p z l)", "x dla p z l", "x", "l"]),
        ("a nie w (b; ć)", ["a nie w (b; ć)", "a nie w (b; ć)", "a", "(b; ć)", "b", "ć"]),
    ],
)
def test_every_part_knows_its_place(text: str, pieces: list[str]) -> None:
    assert [text[slice(*node.at)] for node in parsed(text).walk()] == pieces


def test_each_names_a_variable_and_a_list() -> None:
    source = Source("regulamin.yaml", "p z (a; b) + lista")
    body = Span(source, 0, len(source.text))
    found = parse_each(Scalar(source.text, body, body), Diagnostics())
    assert found is not None
    assert (found.variable, shape(found.collection)) == ("p", "[(a; b) + lista]")


@pytest.mark.parametrize("text", ["p", "p z", "z lista", "p z lista gdy", "p.a z lista"])
def test_each_that_is_none(text: str) -> None:
    assert isinstance(parse_text(text, "each"), SyntaxProblem)


# -- any text at all --------------------------------------------------------------------------------------------------

WORDS = """
a b1 jeżeli to inaczej i lub nie w od do dla z gdy brak tak jest podane gdy_brak 1 2,5 0.5 75% km "t" „t”
2025-01-01 2025-02-31 + - * / = ≠ < <= ( ) [ ] . ; , suma( { ' " == && and
"""
PIECES = st.sampled_from(WORDS.split())


def assert_sound(text: str, start: str) -> None:
    found = parse_text(text, start)
    if isinstance(found, SyntaxProblem):
        assert 0 <= found.at[0] <= found.at[1] <= len(text)
        assert found.at[0] < found.at[1] or not text.strip()
        assert found.message
        assert found.hint or found.replacement
    else:
        for node in found.walk():
            assert 0 <= node.at[0] < node.at[1] <= len(text)


@given(st.text(max_size=40), st.sampled_from(["formula", "each"]))
def test_any_text_gives_a_tree_or_a_place(text: str, start: str) -> None:
    assert_sound(text, start)


@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " ", "\n"]), st.sampled_from(["formula", "each"]))
def test_any_words_of_the_language_give_a_tree_or_a_place(pieces: list[str], gap: str, start: str) -> None:
    assert_sound(gap.join(pieces), start)


@pytest.mark.parametrize("text", ["wiek wynik", "a ib", "x od1 do 2", "jeżeli a tob inaczej c", "a lubb"])
def test_a_keyword_ends_where_the_word_ends(text: str) -> None:
    assert problem(text).code == "P020"


@given(st.from_regex(r"\s{0,2}[0-9]{1,5}(,[0-9]{1,5})?\s{0,2}", fullmatch=True))
def test_a_number_alone_is_read_as_the_parser_reads_it(text: str) -> None:
    """The short way for what half of all formulas are."""
    assert parse_text(text) == formulas._convert(formulas.formula_parser().parse(text, start="formula"), 0)
