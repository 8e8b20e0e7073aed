"""The fields of every shipped school, filled in: the model then has the new values, and the text keeps the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dsl.diagnostics import Severity
from dsl.layers.blanks import BEGIN, BLANK
from dsl.load import load, load_text
from dsl.model.regulation import Regulation
from dsl.model.types import WHOLE
from dsl.rewrite.forms import (
    Change,
    Draft,
    Field,
    Kind,
    add_branch,
    apply,
    better_of,
    branch_groups,
    code_problem,
    date_groups,
    model_of,
    problem_of,
    remark_of,
    remove_branch,
    school_groups,
    sections,
)
from dsl.rewrite.patching import NotPatched
from dsl.rewrite.school_years import SchoolYear
from dsl.syntax.terms import parse_term
from dsl.templates import COMPANIONS, KINDS, template

ROOT = Path(__file__).parents[2] / "regulations"
SCHOOLS = sorted(
    path
    for path in ROOT.rglob("*.yaml")
    if "\noddziały:" in path.read_text(encoding="utf-8") and "Kęt" not in path.name
)
KETY = ROOT / "lo-wyspianskiego-kety/2025-2026.yaml"
TERM = "od 2 do 6 marca 2026 do godz. 15:00"


def read(path: Path) -> tuple[str, Regulation]:
    regulation = load(path).regulation
    assert regulation is not None
    return path.read_text(encoding="utf-8"), regulation


def after(text: str, path: Path) -> Regulation:
    """The model also where the examples of the file no longer hold."""
    draft = load_text(text, path).draft
    assert draft is not None
    return draft


def field_named(fields: tuple[Field, ...], label: str) -> Field:
    return next(one for one in fields if one.label == label)


@pytest.mark.parametrize("path", SCHOOLS, ids=lambda one: one.parent.name)
def test_what_stands_in_a_field_may_stand_there(path: Path) -> None:
    text, regulation = read(path)
    groups = (*branch_groups(text, regulation), *date_groups(text, regulation), *school_groups(text, regulation))
    fields = [field for group in groups for field in group.fields]
    assert len(fields) > 10
    assert {field.path: problem_of(field, field.value) for field in fields if problem_of(field, field.value)} == {}


@pytest.mark.parametrize("path", SCHOOLS, ids=lambda one: one.parent.name)
def test_seats_and_dates_are_those_typed(path: Path) -> None:
    text, regulation = read(path)
    seats = [
        field
        for group in branch_groups(text, regulation)
        for field in group.fields
        if field.label == "Liczba miejsc" and not field.locked
    ]
    terms = [field for group in date_groups(text, regulation) for field in group.fields if not field.locked]
    assert seats
    changed = apply(text, [*(Change(one, "17") for one in seats), *(Change(one, TERM) for one in terms)])
    found = after(changed, path)
    for one in seats:
        held = found.branches[one.path[1]].seats
        assert held is not None
        assert held.count == 17
    written = [term for event in found.timetable.values() for term in event.terms.values()]
    assert written.count(parse_term(TERM)) == len(terms)
    assert changed.count("#") == text.count("#")


def test_subjects_keep_their_spelling_and_are_those_typed() -> None:
    text, regulation = read(KETY)
    scored = field_named(branch_groups(text, regulation)[0].fields, "Punktowane zajęcia edukacyjne")
    assert scored.value == "język angielski, fizyka"
    assert problem_of(scored, "fizyka, Chemia") == ""
    changed = apply(text, [Change(scored, "fizyka, język niemiecki")])
    assert "{wartość: [fizyka, język_niemiecki], źródło:" in changed
    assert after(changed, KETY).branches["A"].facts["przedmioty_punktowane"] == {"fizyka", "język_niemiecki"}


@pytest.mark.parametrize(
    ("label", "typed", "part"),
    [
        ("Liczba miejsc", "trzydzieści", "liczba"),
        ("Rodzaj", "sportowyy", "Nie ma tu"),
        ("Punktowane zajęcia edukacyjne", "fizyka, chemja", "Czy chodziło o „chemia”?"),
        ("Punktowane zajęcia edukacyjne", "fizyka, fizyka", "dwa razy"),
        ("Liczba miejsc", "", "opróżnić"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(label: str, typed: str, part: str) -> None:
    text, regulation = read(KETY)
    assert part in problem_of(field_named(branch_groups(text, regulation)[0].fields, label), typed)


def test_a_date_of_the_superintendent_is_only_shown() -> None:
    text, regulation = read(KETY)
    term = date_groups(text, regulation)[0].fields[0]
    assert term.value == "od 12 maja do 9 lipca 2025"
    assert "z podstawy: Terminy" in term.origin
    assert "kurator" in term.locked


def test_a_wrong_date_is_told_with_an_example() -> None:
    term = Field(("terminarz", "wnioski", "rekrutacyjne"), "Termin", Kind.TERM, TERM)
    assert problem_of(term, "3 dni od doręczenia uzasadnienia") == ""
    assert problem_of(term, "w maju").startswith("Nie ma tu dnia miesiąca. Na przykład: „od 12 maja")


def test_a_branch_more_is_like_another_one() -> None:
    text, _ = read(KETY)
    changed = add_branch(text, "E", "nowy: z kropką", "B")
    found = after(changed, KETY).branches["E"]
    assert found.label == "nowy: z kropką"
    assert found.facts["przedmioty_punktowane"] == {"biologia", "język_angielski"}
    assert found.seats is not None
    assert found.seats.count == 30
    new = changed[changed.index("  E:") : changed.index("tabele:")]
    assert "źródło" not in new
    assert "uwaga" not in new
    assert "miejsca: {wartość: 30, stan: przykładowe}\n" in new
    assert remove_branch(changed, "E") == text


def test_a_branch_less() -> None:
    text, _ = read(KETY)
    loaded = load_text(remove_branch(text, "C"), KETY)
    assert {one.code for one in loaded.diagnostics if one.severity is Severity.ERROR} == {"P050"}, "of its examples"


@pytest.mark.parametrize("code", ["", "A", "a: b", "x" * 31, "{"])
def test_a_branch_cannot_be_called_anyhow(code: str) -> None:
    text, _ = read(KETY)
    assert code_problem(text, code)
    with pytest.raises(NotPatched):
        add_branch(text, code, "nowy", "A")


def test_a_text_with_errors_in_its_layout_has_no_form() -> None:
    text, regulation = read(KETY)
    with pytest.raises(NotPatched, match="układzie"):
        branch_groups(text + "\n  zła: [wcięcie\n", regulation)


def template_beside(folder: Path, kind: str) -> Path:
    """A new file as the start screen makes it, with the second file that some kinds have."""
    year = SchoolYear(2027)
    for name in filter(None, (kind, COMPANIONS.get(kind))):
        (folder / f"{name}.yaml").write_text(template(name, year), encoding="utf-8")
    return folder / f"{kind}.yaml"


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_is_filled_in_by_its_form(kind: str, tmp_path: Path) -> None:
    path = template_beside(tmp_path, kind)
    text = path.read_text(encoding="utf-8")
    model = model_of(text, path)
    assert model is not None
    groups = [group for section in sections(text, model) for group in section.groups]
    blanks = [field for group in groups for field in group.fields if field.hint]
    assert blanks
    assert all(not field.value and problem_of(field, field.hint.rpartition("np. ")[2]) == "" for field in blanks)
    assert not any("np." in group.title or BEGIN in group.title for group in groups)
    filled = apply(text, [Change(field, field.hint.rpartition("np. ")[2]) for field in blanks])
    assert len(BLANK.findall(text)) - len(BLANK.findall(filled)) == len(blanks)
    assert [line for line in filled.split("\n") if "#" in line] == [line for line in text.split("\n") if "#" in line]


def test_a_text_with_an_error_keeps_the_form_of_its_branches() -> None:
    text, regulation = read(KETY)
    wrong = text.replace("rodzaj: ", "rodzaj: nieznany ", 1)
    assert load_text(wrong, KETY).draft is None
    assert model_of(wrong, KETY, regulation) is regulation
    fewer = replace(regulation, branches=dict(list(regulation.branches.items())[1:]))
    assert model_of(wrong, KETY, fewer) is None
    with pytest.raises(NotPatched):
        model_of(text + "\n\t: [", KETY, regulation)


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("23 maja 2027 do godz. 12:00", "Ten termin wypada w niedzielę. Sprawdź datę."),
        ("od 3 do 27 maja 2027", "Ten termin kończy się w święto: dzień Bożego Ciała. Sprawdź datę."),
        ("17 maja 2025", "Ten termin nie pasuje do roku szkolnego 2027/2028. Sprawdź rok."),
        ("od 17 maja do 21 czerwca 2027", ""),
        ("3 dni od doręczenia", ""),
        ("17.05.2025", "Ten termin nie pasuje do roku szkolnego 2027/2028. Sprawdź rok."),
        ("17.05.27", ""),
    ],
)
def test_a_date_worth_a_look_is_told_though_it_can_be_written(typed: str, remark: str) -> None:
    term = Field(("terminarz", "wnioski", "rekrutacyjne"), "Termin", Kind.TERM, year=2027)
    assert remark_of(term, typed) == remark


def test_a_date_that_is_sure_is_written_in_words_and_a_doubtful_one_is_not() -> None:
    text, regulation = read(KETY)
    day = next(one for one in school_groups(text, regulation)[1].fields if one.kind is Kind.DAY)
    assert day.year == 2025
    assert not problem_of(day, "15.02.2025 r.")
    assert "data: 15 lutego 2025\n" in apply(text, [Change(day, "15.02.2025 r.")])
    assert "15 lutego 2025" in problem_of(day, "15.02.25")
    assert "Napisz np. 15 lutego 2025." in problem_of(day, "jutro")


def test_what_cannot_be_written_yet_is_kept_in_a_comment() -> None:
    text, regulation = read(KETY)
    seats = field_named(branch_groups(text, regulation)[0].fields, "Liczba miejsc")
    name = field_named(branch_groups(text, regulation)[0].fields, "Nazwa")
    draft = Draft(text)
    wrong, right = Change(seats, "dużo"), Change(name, "inna")
    told = "# Z formularza, nie wpisane: oddziały – A – miejsca: dużo\n"
    assert draft.text({seats.path: wrong, name.path: right}) == apply(text, [right]) + told
    seated = Change(seats, "27")
    assert draft.text({seats.path: seated, name.path: right}) == apply(text, [right, seated])
    assert draft.text({seats.path: wrong, name.path: right}) == apply(text, [right, seated]) + told
    assert draft.text({name.path: right}) == apply(text, [right])
    assert draft.text({}) == text


def test_a_better_spelling_is_known_of_dates_and_lists_only_where_it_can_be_written() -> None:
    day = Field(("zarządzenie", "data"), "Data", Kind.DAY)
    names = Field(("x",), "Przedmioty", Kind.LIST, choices=("fizyka", "informatyka"))
    assert better_of(day, "15.02.2027") == "15 lutego 2027"
    assert better_of(day, "kiedyś") == ""
    assert better_of(names, "Fizyka i informatyka") == "fizyka, informatyka"
    assert better_of(names, "fizyka i alchemia") == ""
    assert better_of(names, "fizyka, informatyka") == ""


def test_very_many_seats_are_worth_a_look() -> None:
    seats = Field(("oddziały", "A", "miejsca"), "Liczba miejsc", Kind.VALUE, type=WHOLE)
    assert [bool(remark_of(seats, typed)) for typed in ("30", "302", " 302 ", "dużo", "")] == [
        False,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("label", "typed", "better"),
    [
        ("Przedmioty rozszerzone", "matematyka, angielski", "matematyka, język angielski"),
        ("Przedmioty rozszerzone", "wos i fizyka, bio", "wiedza o społeczeństwie, fizyka, biologia"),
        ("Rodzaj", "ogólny", "ogólnodostępny"),
        ("Rodzaj", "dwujęzyczny", ""),
        ("Drugi język nauczania", "niemiecki", "język niemiecki"),
        ("Drugi język nauczania", "język", ""),
        ("Przedmioty rozszerzone", "matematyka, zzz", ""),
        ("Przedmioty rozszerzone", "angielski, język angielski", ""),
    ],
)
def test_a_name_that_was_meant_is_proposed(label: str, typed: str, better: str, tmp_path: Path) -> None:
    path = template_beside(tmp_path, "dwujezyczny")
    text = path.read_text(encoding="utf-8")
    model = model_of(text, path)
    assert model is not None
    field = field_named(branch_groups(text, model)[0].fields, label)
    assert better_of(field, typed) == better


def test_a_form_is_of_the_kinds_that_the_text_has(tmp_path: Path) -> None:
    """Not of those that the last text without errors had."""
    path = template_beside(tmp_path, "dwujezyczny")
    text = path.read_text(encoding="utf-8")
    last = model_of(text, path)
    assert last is not None
    ordinary = text.replace("rodzaj: dwujęzyczny", "rodzaj: ogólnodostępny")
    assert load_text(ordinary, path).draft is None
    model = model_of(ordinary, path, last)
    assert model is not None
    assert "Drugi język nauczania" not in [one.label for one in branch_groups(ordinary, model)[0].fields]
