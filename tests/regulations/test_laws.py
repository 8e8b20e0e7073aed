"""The shipped laws: every statement cites its basis and how sure it is; kinds of branches counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from admission.synthetic import synthetic_rows
from dsl.diagnostics import Severity
from dsl.load import load
from dsl.model.regulation import Notes, Regulation, Rules
from dsl.model.result import BranchResult
from tests.dsl.loading import codes, load_yaml, regulation
from tests.language.scoring import score

LAWS = Path(__file__).parents[2] / "regulations" / "prawo"
NEW = ("ponadpodstawowe-2025", "przedszkola")


def law(name: str) -> Regulation:
    loaded = load(LAWS / f"{name}.yaml")
    assert loaded.regulation is not None
    assert loaded.diagnostics == ()
    return loaded.regulation


def statements(found: Regulation) -> Iterator[tuple[str, Notes]]:
    """Everything that the law says and that somebody may ask the basis of."""
    for kind, rules in found.kinds.items():
        yield from ((f"{kind}: {name}", notes) for name, notes in rules_of(rules))
    for section, clauses in found.clauses.items():
        yield from ((f"{section}: {clause.name}", clause.notes) for clause in clauses.values())
    yield from ((document.name, document.notes) for document in found.documents.values())
    yield from ((event.name, event.notes) for event in found.timetable.values())
    yield from (("limity", notes) for notes in (found.limits.schools_notes,) if notes is not None)


def rules_of(rules: Rules) -> Iterator[tuple[str, Notes]]:
    yield from ((one.name, one.notes) for one in rules.criteria)
    yield from ((one.name, one.notes) for one in rules.conditions)
    yield from ((one.name, one.notes) for one in rules.order)
    yield from ((one.name, one.notes) for one in rules.tables.values())
    if rules.kind:
        yield rules.kind, rules.notes


@pytest.mark.parametrize("name", NEW)
def test_every_statement_says_what_it_stands_on_and_how_sure_it_is(name: str) -> None:
    found = law(name)
    unsaid = [what for what, notes in statements(found) if notes.basis is None or notes.certainty is None]
    assert [what for what in unsaid if what != "ogólnodostępny: ogólnodostępny"] == []
    cited = {notes.basis.act for _, notes in statements(found) if notes.basis}
    assert cited == set(found.acts) - {"ustawa_o_systemie_oświaty"}


def test_no_paragraph_of_the_regulation_of_2025_is_cited_as_none_was_confirmed() -> None:
    cited = [notes.basis for _, notes in statements(law("ponadpodstawowe-2025"))]
    assert {basis.unit for basis in cited if basis and basis.act == "rozporządzenie"} == {""}


def test_kinds_of_branches_as_the_law_then_had_them() -> None:
    older, newer = law("ponadpodstawowe-2022").kinds, law("ponadpodstawowe-2025").kinds
    common = ["ogólnodostępny", "integracyjny", "dwujęzyczny", "sportowy", "przygotowania_wojskowego"]
    assert list(older) == common
    assert list(newer) == [*common, "mundurowy"]


# -- upper-secondary schools ------------------------------------------------------------------------------------------


def school(kind: str, own: str, year: int = 2025) -> Regulation:
    return regulation(f"""
        paragraf: 1
        regulamin: Regulamin
        rok szkolny: 2026/2027
        wydaje: dyrektor
        opiera się na: [prawo/ponadpodstawowe-{year}]
        oddziały:
          A: {{rodzaj: {kind}, miejsca: 30, {own}}}
    """)


SUBJECTS = "przedmioty punktowane: [fizyka, geografia]"
BILINGUAL = "przedmioty punktowane: [geografia], drugi język: język_niemiecki"
GOOD: dict[str, Any] = {
    "egzamin": {"język_polski": 60, "matematyka": 80, "język_obcy": 90},
    "oceny": {
        "język_polski": "dobry",
        "matematyka": "celujący",
        "fizyka": "dostateczny",
        "geografia": "bardzo_dobry",
        "język_angielski": "dobry",
        "język_niemiecki": "bardzo_dobry",
    },
    "świadectwo_ukończenia": True,
}
EXAM = 21 + 28 + 27
FIT = {"stan_zdrowia": True, "zgoda_rodziców": True, "próby_pozytywne": True}


def counted(found: Regulation, pair: dict[str, Any], **more: Any) -> BranchResult:
    return score(found, wybory=[{"oddział": "A", **pair}], **{**GOOD, **more})


def stages(result: BranchResult) -> list[tuple[str, Any]]:
    return [(stage.stage, stage.value) for stage in result.order]


@pytest.mark.parametrize("year", [2022, 2025])
@pytest.mark.parametrize("kind", ["ogólnodostępny", "integracyjny"])
def test_ordinary_branches(kind: str, year: int) -> None:
    found = counted(school(kind, SUBJECTS, year), {}, opinia_poradni=True, kryteria_rodzinne=["wielodzietność"])
    assert (found.eligible, found.total) == (True, EXAM + 14 + 18 + 8 + 17)
    assert stages(found) == [("laureaci", False), ("etap 1", 133), ("etap 2", True), ("etap 3", 1)]


@pytest.mark.parametrize("year", [2022, 2025])
def test_a_bilingual_branch_takes_the_best_language_and_the_test(year: int) -> None:
    """14 Polish, 18 mathematics, 17 geography, 17 German (the better of two); the test is added as it is."""
    found = school("dwujęzyczny", BILINGUAL, year)
    pair = {"sprawdzian_pozytywny": True, "wynik_sprawdzianu": 40}
    result = counted(found, pair, opinia_poradni=True, kryteria_rodzinne=["piecza_zastępcza", "wielodzietność"])
    assert (result.criteria["oceny"], result.criteria["sprawdzian"]) == (66, 40)
    assert stages(result) == [("laureaci", False), ("etap 1", EXAM + 66 + 40), ("etap 2", 2)]


def test_who_need_not_pass_the_language_test() -> None:
    found = school("dwujęzyczny", BILINGUAL)
    assert counted(found, {}).unmet == "sprawdzian_językowy"
    for subject, eligible in (("język_niemiecki", True), ("język_angielski", False)):
        laureate = {"konkurs": "k", "rodzaj": "olimpiada", "tytuł": "finalista_olimpiady", "szczebel": "krajowy"}
        result = counted(found, {}, osiągnięcia=[{**laureate, "zakres": "język", "przedmiot": subject}])
        assert result.eligible is eligible
        assert stages(result)[0] == ("laureaci", True)


@pytest.mark.parametrize(
    ("kind", "year"),
    [("sportowy", 2022), ("sportowy", 2025), ("przygotowania wojskowego", 2022), ("mundurowy", 2025)],
)
def test_branches_with_a_physical_test(kind: str, year: int) -> None:
    """The test decides before the family criteria, of which the candidate's own disability is none."""
    found = school(kind, SUBJECTS, year)
    family = ["niepełnosprawność_kandydata", "niepełnosprawność_rodzeństwa", "samotne_wychowywanie"]
    result = counted(found, {**FIT, "wynik_prób": "31,5"}, kryteria_rodzinne=family, opinia_poradni=True)
    assert [(name, str(value)) for name, value in stages(result)] == [
        ("laureaci", "False"),
        ("etap 1", "133"),
        ("etap 2", "63/2"),
        ("etap 3", "2"),
    ]
    for unmet, fact in (("zdrowie", "stan_zdrowia"), ("zgoda_rodziców",) * 2, ("próby_sprawności", "próby_pozytywne")):
        assert counted(found, {**FIT, fact: False}).unmet == unmet


def test_both_parents_count_once() -> None:
    parents = ["niepełnosprawność_jednego_z_rodziców", "niepełnosprawność_obojga_rodziców", "wielodzietność"]
    for kind, pair in (("ogólnodostępny", {}), ("mundurowy", FIT)):
        assert stages(counted(school(kind, SUBJECTS), pair, kryteria_rodzinne=parents))[-1] == ("etap 3", 2)


BILINGUAL_FILE = """
    paragraf: 1
    regulamin: Regulamin
    rok szkolny: 2026/2027
    wydaje: dyrektor
    opiera się na: [prawo/ponadpodstawowe-2025]
    CHANGE
    oddziały: {A: {rodzaj: dwujęzyczny, miejsca: 30, przedmioty punktowane: [historia], drugi język: język_włoski}}
"""


def test_the_director_may_say_how_the_language_test_is_converted() -> None:
    half = "kryteria: {sprawdzian: {punkty: 0,5 * (wybór.wynik_sprawdzianu gdy brak 0)}}"
    found = regulation(BILINGUAL_FILE.replace("CHANGE", f"rodzaje oddziałów: {{dwujęzyczny: {{{half}}}}}"))
    assert counted(found, {"sprawdzian_pozytywny": True, "wynik_sprawdzianu": 41}).criteria["sprawdzian"] == 41 / 2


def test_the_director_changes_no_points_of_the_law() -> None:
    loaded = load_yaml(BILINGUAL_FILE.replace("CHANGE", "kryteria: {wyróżnienie: {punkty: 8}}"))
    assert [one.code for one in loaded.diagnostics if one.severity is Severity.ERROR] == ["P045"]


@pytest.mark.parametrize("kind", ["ogólnodostępny", "sportowy"])
def test_no_number_changed_in_2025(kind: str) -> None:
    older, newer = (school(kind, SUBJECTS, year) for year in (2022, 2025))
    for row in synthetic_rows(newer, 60, seed=5):
        facts = {name: value for name, value in row.items() if name not in ("id", "tożsamość", "wybory")}
        assert score(older, **facts) == score(newer, **facts)


# -- preschools -------------------------------------------------------------------------------------------------------

CITY = """
    paragraf: 1
    regulamin: Zasady
    rok szkolny: 2026/2027
    wydaje: organ prowadzący
    opiera się na: [prawo/przedszkola]
    kandydat: {żłobek: tak/nie}
    terminarz:
      wnioski: {rekrutacyjne: od 2 do 31 marca 2026}
      lista zakwalifikowanych: {rekrutacyjne: 20 kwietnia 2026}
      potwierdzenie woli: {rekrutacyjne: od 21 do 30 kwietnia 2026}
      lista przyjętych: {rekrutacyjne: 8 maja 2026}
    kryteria:
      ustawowe: {punkty: 16}
      gminne: {składniki: {żłobek: {gdy: żłobek, punkty: 4}}}
    oddziały: {"1": {miejsca: 25}}
"""
CHILD = {"data_urodzenia": "2022-04-01"}


def test_a_preschool() -> None:
    found = regulation(CITY)
    met = ["wielodzietność", "samotne_wychowywanie"]
    result = score(found, "1", **CHILD, kryteria_rodzinne=met, żłobek=True)
    assert (result.eligible, result.total) == (True, 36)
    parents = ["niepełnosprawność_jednego_z_rodziców", "niepełnosprawność_obojga_rodziców"]
    assert score(found, "1", **CHILD, kryteria_rodzinne=parents).total == 16
    assert stages(result) == [("mieszkańcy", True), ("etap 1", 32), ("etap 2", 4)]
    assert score(found, "1", **CHILD, kontynuuje=True).unmet == "nowy_kandydat"
    assert stages(score(found, "1", **CHILD, mieszka_w_gminie=False))[0] == ("mieszkańcy", False)


def test_what_the_city_has_to_set_is_told_where_it_lacks() -> None:
    lines = CITY.split("\n")
    start, end = lines.index("    terminarz:"), lines.index('    oddziały: {"1": {miejsca: 25}}')
    told = load_yaml("\n".join(lines[:start] + lines[end:]))
    assert codes(told) == ["P053"] * 6
    told = load_yaml(CITY.replace("wydaje: organ prowadzący", "wydaje: dyrektor"))
    assert set(codes(told)) == {"P045"}
