"""Every paper as text (golden files), as a valid PDF, and what must never stand on it.

After an intended change: `pytest tests/generator/papers --update-golden`, then read the difference.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pypdf
import pytest

from admission.draw import announce, hold
from admission.results import QUALIFIED, Allocation
from admission.scoring import home_of
from dsl.emit.evaluate import Evaluator
from dsl.emit.explain import explain
from dsl.load import load
from dsl.model.regulation import Regulation
from generator.numbered import NumberedDocument
from generator.numbering import number
from generator.papers.explained import Explained
from generator.papers.fitting import fitted_leaflet
from generator.papers.leaflet import Room, leaflet
from generator.papers.lists import Announcement, ListKind, list_papers, rolls, school_papers, undecided_branches
from generator.papers.minutes import Sitting, minutes
from generator.papers.people import people
from generator.papers.sheets import left_off, sheet
from generator.pdf.batch import render_all
from generator.pdf.render import Style, render
from generator.regulation import regulation_document, units
from generator.text import as_text
from generator.tree import Chapter, Column, Document, Table, TextBlock
from tests.generator.papers.school import ROWS, TEXT, TIED, allocated, regulation, row
from tests.generator.validity import faults

ROOT = Path(__file__).parents[3]
GOLDEN = Path(__file__).parent / "golden"
SCHOOLS = ("lo-wyspianskiego-kety/2025-2026", "zsme-kety/2025-2026", "sp77-krakow/2025-2026")
KINDS = ("malopolska-szkola-przykladowa/2025-2026", "lomza-szkola-przykladowa/2026-2027")


def lists(
    found: tuple[Regulation, object, Allocation], what: Announcement, confirmed: frozenset[str] | None = None
) -> list[Document]:
    one, _, allocation = found
    named = people(outcome.candidate for outcome in allocation.candidates)
    return [paper.document for paper in list_papers(one, allocation, rolls(allocation, confirmed), named, what)]


def of_school(found: tuple[Regulation, object, Allocation], what: Announcement) -> list[Document]:
    one, _, allocation = found
    named = people(outcome.candidate for outcome in allocation.candidates)
    return [paper.document for paper in school_papers(one, allocation, rolls(allocation), named, what)]


def sheets(
    found: tuple[Regulation, object, Allocation], *, is_draft: bool = False, day: date | None = None
) -> Iterator[Document]:
    one, _, allocation = found
    named, where = people(outcome.candidate for outcome in allocation.candidates), units(one)
    for outcome in allocation.candidates.told(QUALIFIED):
        explained = []
        for choice in outcome.choices:
            _, home = home_of(one, choice.scored.choice.branch)
            told = explain(Evaluator(one, home, outcome.candidate.facts, choice.scored.choice.pair))
            explained.append(Explained(one, home, home, told, where))
        yield sheet(allocation, outcome, explained, named[outcome.candidate.id], day=day, is_draft=is_draft)


def of_refused(found: Regulation, *, is_draft: bool = False) -> Document:
    """The sheet of k7, who has no certificate."""
    return list(sheets(allocated(of=found), is_draft=is_draft))[6]


def protocol() -> Document:
    """A tie that waits in one branch, a lot that settled another, and its draw."""
    drawn = [
        row(f"d{n}", f"Osoba Druga-{n}", 20, [{"oddział": "B", "los": n, "podstawa rozstrzygnięcia": "protokół 1"}])
        for n in range(1, 5)
    ]
    one, candidates, allocation = allocated([*TIED, *drawn])
    secret = "0123456789abcdef" * 4
    draw = hold(announce("B", ["d1", "d2", "d3", "d4"], 2, secret), secret, "kostka: 1 2 3 4 5 6 1 2")
    return minutes(allocation, candidates, Sitting(one, tuple(one.branches)), [draw])


@lru_cache
def papers() -> dict[str, Document]:
    final = allocated()
    qualified = lists(final, Announcement(day=date(2026, 7, 16)))
    admitted = lists(final, Announcement(ListKind.ADMITTED), frozenset({"k1", "k3", "k4"}))
    draft = lists(allocated(TIED), Announcement(is_draft=True))
    told = list(sheets(final))
    return {
        "lista-A": qualified[0],
        "lista-B-z-pulami": qualified[1],
        "lista-przyjetych-A": admitted[0],
        "lista-przyjetych-B": admitted[1],
        "lista-projekt": draft[0],
        "lista-szkoly": of_school(final, Announcement(day=date(2026, 7, 16)))[0],
        "wyjasnienie": told[3],
        "wyjasnienie-brak-danych": told[7],
        "ulotka": fitted_leaflet(regulation()),
        "protokol": protocol(),
    }


NAMES = (
    "lista-A",
    "lista-B-z-pulami",
    "lista-przyjetych-A",
    "lista-przyjetych-B",
    "lista-projekt",
    "lista-szkoly",
    "wyjasnienie",
    "wyjasnienie-brak-danych",
    "ulotka",
    "protokol",
)


def numbered(document: Document) -> NumberedDocument:
    numbering = number(document)
    assert numbering.problems == ()
    return numbering.document


@pytest.mark.parametrize("name", NAMES)
def test_golden_text(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / f"{name}.txt", as_text(numbered(papers()[name])))


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("name", NAMES)
def test_valid_and_the_same_again(name: str, style: Style) -> None:
    document = numbered(papers()[name])
    content = render(document, style)
    assert faults(content) == []
    (again,) = render_all([document], style)
    assert again == content


def pages(document: Document) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(render(numbered(document))))
    return [re.sub(r"\s+", " ", one.extract_text()) for one in reader.pages]


# -- lists ------------------------------------------------------------------------------------------------------------


def test_no_list_says_more_than_it_may() -> None:
    """Points of nobody but the minimum, no ids, no reasons, no condition that somebody does not meet."""
    for name in NAMES[:4]:
        text = as_text(numbered(papers()[name]))
        assert not re.search(r"\bk\d\b|znak|ma świadectwo|brak|powód|za mało", text, re.IGNORECASE)
    text = as_text(numbered(papers()["lista-A"]))
    minimum, others = "43", ("45", "38", "35", "49,5")
    assert minimum in text
    assert not any(other in text for other in others)


def test_whoever_has_a_seat_higher_is_on_no_list_of_a_lower_branch() -> None:
    found = rolls(allocated()[2])
    assert (found["A"].listed, found["A"].unlisted) == (["k1", "k2"], ["k3", "k7", "k8"])
    assert (set(found["B"].listed), found["B"].unlisted) == ({"k3", "k4", "k5"}, ["k6"])


def test_a_person_looking_for_a_name_finds_it_or_where_to_look() -> None:
    """On the lists of a school everybody stands once; those of a branch tell where the others are."""
    _, _, allocation = allocated()
    for one in lists(allocated(), Announcement()):
        text = as_text(numbered(one))
        missing = [row for row in ROWS if str(row["tożsamość"]["nazwisko"]) not in text]
        assert bool(missing) == ("Gdzie szukać nazwiska." in text)
    (whole,) = of_school(allocated(), Announcement())
    text = as_text(numbered(whole))
    names = re.findall(r"   \d+ \| (\S+) \| (\S+)", text)
    assert sorted(names) == sorted((row["tożsamość"]["nazwisko"], row["tożsamość"]["imiona"]) for row in ROWS)
    listed, _, unlisted = text.partition("niezakwalifikowani do żadnego")
    assert "Cma | Ewa | B" in listed
    assert "Nowakowa | Iza\n" in unlisted
    assert "Gdzie szukać" not in text
    assert not any(one.elsewhere for one in rolls(allocated(TIED)[2]).values())
    assert rolls(allocation)["B"].elsewhere == ["k1", "k2"]


def test_who_has_not_confirmed_is_not_admitted_and_leaves_a_seat() -> None:
    found = rolls(allocated()[2], frozenset({"k1", "k3", "k4"}))
    assert (found["A"].listed, found["A"].unlisted) == (["k1"], ["k2", "k3", "k7", "k8"])
    assert found["A"].vacated.total() == 1
    assert found["B"].vacated == {"inni": 1}


def test_a_tie_leaves_people_on_neither_list() -> None:
    _, _, allocation = allocated(TIED)
    found = rolls(allocation)["A"]
    assert (found.listed, found.unlisted, found.undecided) == (["k1"], [], ["k2", "k3"])
    assert undecided_branches(allocation) == ("A",)


def test_those_in_a_tie_are_counted_apart_from_those_who_wait_for_it() -> None:
    """As the protocol counts them; k6 has the last seat of B only if k3 gets the one in A."""
    lower = [row(f"k{n}", f"Osoba Inna-{n}", 100 - 10 * n, "B") for n in (4, 5, 6)]
    found = allocated([*TIED[:2], row("k3", "Ewa Cma", 70, "AB"), *lower])
    first, second = (as_text(numbered(one)) for one in lists(found, Announcement(is_draft=True)))
    assert "Nierozstrzygnięty remis 2 kandydatów: chodzi o 1 miejsce. Nie ma tych" in first
    assert "kandydatów: chodzi" not in second
    assert "Od nierozstrzygniętych remisów zależy wynik 2 osób." in second
    (whole,) = of_school(found, Announcement(is_draft=True))
    both = "remis 2 kandydatów: chodzi o 1 miejsce. Od nierozstrzygniętych remisów zależy też wynik 1 osoby."
    assert both in as_text(numbered(whole))
    told = [as_text(numbered(one)) for one in sheets(found)]
    assert "remis 2 kandydatów z takim samym" in told[2]
    assert "wynik zależy od nierozstrzygniętego remisu w oddziale A, wskazanym wyżej na liście" in told[2]
    assert "remisu między innymi kandydatami" in told[5]


def test_the_least_points_say_whom_they_concern() -> None:
    """Never more than somebody on the list has, without a word on why."""
    low = row("k1", "Jan Zych", 10, "A", olimpijczyk=True)
    high = [row("k2", "Ewa Cma", 70, "A"), row("k3", "Ola Nowak", 60, "A")]
    others = as_text(numbered(lists(allocated([low, *high]), Announcement())[0]))
    assert "| 35\n" in others
    assert "Kandydatów z pierwszeństwem („olimpijczycy”) zakwalifikowano niezależnie od liczby punktów" in others
    second = row("k4", "Iza Łoś", 20, "A", olimpijczyk=True)
    third = row("k5", "Ada Lis", 5, "A", olimpijczyk=True)
    none = as_text(numbered(lists(allocated([low, second, *high]), Announcement())[0]))
    assert "O zakwalifikowaniu rozstrzygnęło pierwszeństwo („olimpijczycy”), a nie liczba punktów." in none
    among = as_text(numbered(lists(allocated([low, second, third, *high]), Announcement())[0]))
    assert "| 5\n" in among
    assert "Najniższa liczba punktów dotyczy kandydatów z pierwszeństwem („olimpijczycy”)." in among
    plain = as_text(numbered(lists(allocated(high), Announcement())[0]))
    assert "Pierwszeństwo." not in plain


def test_whoever_is_qualified_is_told_by_when_to_confirm() -> None:
    will = "  potwierdzenie woli: {czynność: potwierdzenie woli przyjęcia, rekrutacyjne: do 18 lipca 2026}\n"
    found = allocated(of=regulation(TEXT.replace("  lista przyjętych:", f"{will}  lista przyjętych:")))
    by_when = "Potwierdzenie woli przyjęcia: do 18 lipca 2026 r."
    assert all(by_when in as_text(numbered(one)) for one in lists(found, Announcement()))
    assert not any(by_when in as_text(numbered(one)) for one in lists(found, Announcement(ListKind.ADMITTED)))
    seated = [one.admitted is not None for one in found[2].candidates]
    assert [by_when in as_text(numbered(one)) for one in sheets(found)] == seated
    assert set(seated) == {True, False}
    doubtful = will.replace("czynność:", "stan: nieaktualne, czynność:")
    found = allocated(of=regulation(TEXT.replace("  lista przyjętych:", f"{doubtful}  lista przyjętych:")))
    assert not any(by_when in as_text(numbered(one)) for one in (*lists(found, Announcement()), *sheets(found)))


def test_whoever_is_qualified_is_told_what_else_is_looked_at_by_then() -> None:
    """Of the branches that ask it; a sheet of those seated in them alone."""
    will = "  potwierdzenie woli: {czynność: potwierdzenie woli przyjęcia, rekrutacyjne: do 18 lipca 2026}\n"
    health = (
        "  zdrowie: {gdy: oddział.zawodowy, wymaga: wolontariat, treść: posiada orzeczenie lekarskie, "
        "sprawdzane przy: potwierdzenie woli}\n"
    )
    text = TEXT.replace("  lista przyjętych:", f"{will}  lista przyjętych:").replace(
        "kolejność:", f"{health}kolejność:"
    )
    text = text.replace("oddziały:\n", "oddział: {zawodowy: tak/nie}\noddziały:\n")
    text = text.replace("A: {nazwa: ogólny,", "A: {zawodowy: tak, nazwa: ogólny,").replace(
        "B: {nazwa: sportowy,", "B: {zawodowy: nie, nazwa: sportowy,"
    )
    found = allocated(of=regulation(text))
    told = "2026 r. W tym samym terminie trzeba wykazać warunek przyjęcia: kandydat posiada orzeczenie lekarskie"
    of_a, of_b = (as_text(numbered(one)) for one in lists(found, Announcement()))
    assert f"{told}." in of_a
    assert "orzeczenie" not in of_b
    (whole,) = of_school(found, Announcement())
    assert f"{told} – dotyczy oddziału A." in as_text(numbered(whole))
    in_a = [one.admitted == "A" for one in found[2].candidates]
    assert [told in as_text(numbered(one)) for one in sheets(found)] == in_a
    assert set(in_a) == {True, False}


def test_a_draft_says_so_on_every_page() -> None:
    many = [row(f"k{n}", f"Osoba Przykładowa-{n}", 90, "A") for n in range(120)]
    (first, _) = lists(allocated([*many, *TIED][:120]), Announcement(is_draft=True))
    crowd = [row(f"k{n}", f"Osoba Przykładowa-{n}", n % 90, "A", świadectwo=False) for n in range(120)]
    (second, _) = lists(allocated(crowd), Announcement(is_draft=True))
    assert len(pages(second)) > 2
    for document in (first, second):
        assert all("PROJEKT – nie do ogłoszenia" in one for one in pages(document))
    final = [text for document in lists(allocated(crowd), Announcement()) for text in pages(document)]
    assert not any("PROJEKT" in one for one in final)


def test_every_page_of_a_list_says_whose_names_stand_on_it() -> None:
    """A page may be hung or read alone."""
    crowd = [row(f"k{n}", f"Osoba Przykładowa-{n}", n % 90, "A", świadectwo=False) for n in range(120)]
    found = allocated([*crowd, row("kk", "Osoba Jedyna", 50, "A")])
    for whole in (lists(found, Announcement())[0], of_school(found, Announcement())[0]):
        _, *later = [one for one in pages(whole) if "Przykładowa" in one]
        assert later
        assert all("Nazwiska kandydatów niezakwalifikowanych" in one for one in later)
        assert not any("Nazwiska kandydatów zakwalifikowanych" in one for one in later)


def test_the_order_is_polish() -> None:
    names = [
        "Łoś Adam",
        "Los Ewa",
        "Żak Jan",
        "Zak Jan",
        "Ćma Ola",
        "Cma Ola",
        "Nowakowa Iza",
        "Nowak-Zych Iza",
        "Nowak Iza",
    ]
    rows = [row(f"k{n}", " ".join(reversed(name.split())), 50, "A", świadectwo=False) for n, name in enumerate(names)]
    text = as_text(numbered(lists(allocated(rows), Announcement())[0]))
    told = re.findall(r"   \d+ \| (\S+) \| [^|\n]+\n", text)
    assert told == ["Cma", "Ćma", "Los", "Łoś", "Nowak", "Nowak-Zych", "Nowakowa", "Zak", "Żak"]


HOSTILE = [
    "#panic(1) $x$ *gruby* _k_ `k` <a> @b // nie",
    '"cudzysłów" \\ \\u{41} [x] {y} #{1+1}',
    "Привіт Ніколаєнко",
    "O'Brien-Đorđević d'Áñgelö",
    "=Anna -Nowak +x",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_through_as_they_are(name: str) -> None:
    rows = [row("k1", f"Anna {name}", 50, "A")]
    document = lists(allocated(rows), Announcement())[0]
    squeezed = re.sub(r"\s", "", "".join(pages(document)))
    assert re.sub(r"\s", "", name) in squeezed


def test_a_name_without_end_breaks_inside_its_column() -> None:
    long = "Przykładowa" + "bardzo" * 40
    document = lists(allocated([row("k1", f"Anna {long}", 50, "A")]), Announcement())[0]
    (only,) = pypdf.PdfReader(io.BytesIO(render(numbered(document)))).pages
    reached: list[float] = []

    def see(text: str, matrix: list[float], text_matrix: list[float], font: object, size: float) -> None:
        if "bardzo" in text:
            reached.append(matrix[4] + matrix[0] * text_matrix[4] + len(text) * 5)

    read = only.extract_text(visitor_text=see)
    assert max(reached) < float(only.mediabox.width) * 0.75
    assert long in re.sub(r"[\s\u00ad-]", "", read)


# -- sheets, leaflet, protocol ----------------------------------------------------------------------------------------


def test_a_chair_is_called_as_the_file_says() -> None:
    chair = "Przewodnicząca komisji rekrutacyjnej"
    one, candidates, allocation = allocated(of=regulation(f"{TEXT}pismo: {{przewodniczy: {chair}}}\n"))
    signed = [
        *lists((one, candidates, allocation), Announcement()),
        minutes(allocation, candidates, Sitting(one, ("A",))),
    ]
    assert [document.signature.role for document in signed if document.signature] == [(chair,)] * 3
    usual = lists(allocated(), Announcement())[0].signature
    assert usual is not None
    assert usual.role == ("Przewodniczący komisji rekrutacyjnej",)


def test_what_is_only_recalled_stands_on_drafts_alone() -> None:
    """Nothing on an official paper says how sure anybody is; what is left out is told to who prints it."""
    final, draft = (as_text(numbered(next(sheets(allocated(), is_draft=is_draft)))) for is_draft in (False, True))
    assert "art. 134 ust. 1 " not in final
    assert "art. 134 ust. 1 ustawy – Prawo oświatowe [z pamięci, do sprawdzenia]" in draft
    one, candidates, allocation = allocated()
    sittings = [Sitting(one, ("A",), is_draft=is_draft) for is_draft in (False, True)]
    told = [as_text(numbered(minutes(allocation, candidates, sitting))) for sitting in sittings]
    assert ["podpisują wszyscy" in text for text in told] == [False, True]
    assert [text.startswith("PROJEKT") for text in told] == [False, True]
    assert [[left.name for left in sitting.left_out] for sitting in sittings] == [["protokół"], []]
    assert not any("pamięci" in text for text in (final, told[0]))
    assert left_off(one) == (["art. 134 ust. 1 ustawy – Prawo oświatowe"], [])


def test_a_term_of_an_appeal_that_the_author_calls_outdated_is_on_no_official_sheet_and_the_step_is() -> None:
    found = regulation(TEXT.replace("termin: 3 dni od wniosku,", "termin: 7 dni od wniosku, stan: nieaktualne,"))
    final, draft = (as_text(numbered(of_refused(found, is_draft=one))) for one in (False, True))
    assert "Komisja sporządza uzasadnienie – o termin zapytaj w szkole | § 10 | art. 158 ust. 7" in final
    assert "7 dni" not in final
    assert "Komisja sporządza uzasadnienie – 7 dni od wniosku [w regulaminie: nieaktualne]" in draft
    _, (left,) = left_off(found)
    assert left.text.startswith("Komisja sporządza uzasadnienie – 7 dni od wniosku")


def test_where_the_words_of_a_step_are_doubted_no_part_of_the_appeals_is_told() -> None:
    found = regulation(TEXT.replace("termin: 3 dni od wniosku,", "stan: sprzeczne,"))
    told = as_text(numbered(of_refused(found)))
    assert "O to, jak i w jakim terminie można odwołać się od rozstrzygnięcia komisji, zapytaj w szkole." in told
    assert "sporządza" not in told


def test_the_day_given_stands_on_sheets_and_protocols() -> None:
    one, candidates, allocation = allocated()
    day = date(2026, 7, 16)
    found = [as_text(numbered(minutes(allocation, candidates, Sitting(one, ("A",), day=on)))) for on in (day, None)]
    assert ["Data i godzina | 16 lipca 2026 r., godz." in text for text in found] == [True, False]
    sheet_ = next(sheets(allocated(), day=day))
    assert "sporządzono 16 lipca 2026 r." in as_text(numbered(sheet_))
    assert "sporządzono" not in as_text(numbered(next(sheets(allocated()))))


def test_a_provision_names_the_unit_of_the_regulation_that_it_refers_to() -> None:
    quorum = "kworum: {treść: 'obecność ustala się, jak mowa w <§ komisja.protokół>'}"
    found = regulation(TEXT.replace("kworum: {treść: komisja pracuje w obecności dwóch trzecich składu}", quorum))
    text = as_text(numbered(minutes(*allocated(of=found)[:0:-1], Sitting(found, ("A",)))))
    assert f"Obecność ustala się, jak mowa w {units(found)['komisja.protokół']} regulaminu." in text


def test_a_list_says_nothing_of_how_lists_are_hung() -> None:
    for one in lists(allocated(), Announcement()):
        text = as_text(numbered(one))
        assert "umieszcza" not in text
        assert "zdejmuje" not in text


def test_where_seats_are_free_the_least_points_kept_nobody_out() -> None:
    found = allocated([row("k1", "Jan Zych", 50, "A")])
    told = "Wolne miejsca. Nikogo nie pominięto z powodu liczby punktów; najniższa liczba punktów to wynik ostatniej"
    assert told in as_text(numbered(lists(found, Announcement())[0]))
    assert told in as_text(numbered(next(sheets(found))))
    assert "Wolne miejsca." not in as_text(numbered(lists(allocated(), Announcement())[0]))


def test_a_protocol_tells_what_became_of_everybody_once() -> None:
    one, candidates, allocation = allocated()
    text = as_text(numbered(minutes(allocation, candidates, Sitting(one, tuple(one.branches)))))
    told = text.partition("\nWnioski")[2].partition("\nOddziały")[0]
    counts = {words.strip(): int(number) for words, number in re.findall(r"\n   ([^|]+) \| (\d+)", told)}
    assert counts == {
        "Biorą udział w postępowaniu": 8,
        "– zakwalifikowani": 5,
        "– niezakwalifikowani: zabrakło miejsc": 1,
        "– niezakwalifikowani: niespełniony warunek albo brak danych": 2,
    }
    assert "czekają na rozstrzygnięcie remisu | 2" in as_text(numbered(papers()["protokol"]))


def test_members_sign_below_all_that_the_protocol_says() -> None:
    one, candidates, allocation = allocated()
    text = as_text(numbered(minutes(allocation, candidates, Sitting(one, ("A",)))))
    assert (
        text.index("Załączniki") < text.index("Obecni członkowie komisji i ich podpisy") < text.index("(data i podpis)")
    )
    assert "remisu" not in text.replace("nierozstrzygniętych remisów", "")
    assert "nierozstrzygniętego remisu" in as_text(numbered(papers()["protokol"]))


def test_a_basis_stands_once_with_all_that_stands_on_it_and_its_act_in_full() -> None:
    text = as_text(numbered(papers()["wyjasnienie"]))
    bases = text.partition("\nPodstawa prawna")[2].partition("Co można")[0]
    assert "\n   art. 134 ust. 2 ustawy – Prawo oświatowe | § 6 ust. 1 pkt 1\n" in bases
    assert "Powołane akty: ustawa z dnia 14 grudnia 2016 r. – Prawo oświatowe." in bases


def test_a_day_of_the_timetable_stands_with_the_step_of_an_appeal() -> None:
    event = "  uzasadnienie: {czynność: sporządzenie uzasadnienia, rekrutacyjne: do 25 lipca 2026}\n"
    found = regulation(TEXT.replace("  lista przyjętych:", f"{event}  lista przyjętych:"))
    text = as_text(numbered(of_refused(found)))
    first = (
        "Pierwszy termin biegnie od tego dnia: ogłoszenie list przyjętych – 21 lipca 2026 r. (§ 4 tabela 2 lp. 3).\n"
    )
    assert first in text
    assert "Komisja sporządza uzasadnienie – 3 dni od wniosku (do 25 lipca 2026 r.) | § 10" in text


def test_whoever_has_the_place_wanted_most_is_told_nothing_of_appeals() -> None:
    seated, *_, refused = [as_text(numbered(one)) for one in sheets(allocated(of=regulation()))]
    assert "Co można zrobić po odmowie" not in seated
    assert "Co można zrobić po odmowie" in refused


def test_papers_that_are_due_after_the_list_stand_with_what_the_qualified_have_to_do() -> None:
    """By their terms, with the branches that ask for them; what is due with the application is not told."""
    papers = (
        "dokumenty:\n"
        "  wniosek: {nazwa: wniosek, termin: terminarz.wnioski}\n"
        "  karta: {nazwa: karta zdrowia, termin: po zakwalifikowaniu}\n"
        "  umowa: {nazwa: umowa o pracę, termin: terminarz.umowa, gdy: wolontariat}\n"
        "  zdjęcie: {nazwa: zdjęcie, termin: terminarz.potwierdzenie_woli}\n"
        "  opinia: {nazwa: opinia, termin: po zakwalifikowaniu, stan: sprzeczne}\n"
    )
    days = (
        "  wnioski: {czynność: wnioski, rekrutacyjne: do 9 czerwca 2026}\n"
        "  umowa: {czynność: złożenie umowy, rekrutacyjne: do 20 sierpnia 2026}\n"
        "  potwierdzenie woli: {czynność: potwierdzenie woli, rekrutacyjne: do 20 lipca 2026}\n"
    )
    found = regulation(TEXT.replace("terminarz:\n", f"{papers}terminarz:\n{days}", 1))
    told = [as_text(numbered(one)) for one in lists(allocated(of=found), Announcement())]
    for one in told:
        assert "Dokumenty składane po zakwalifikowaniu: karta zdrowia." in one
        assert "Dokumenty składane w tym samym terminie: zdjęcie." in one
        assert "Dokumenty składane do 20 sierpnia 2026 r.: umowa o pracę – jeżeli kandydat działa" in one
        assert "opinia" not in one


def wishing_all_of_lomza() -> Document:
    found = load(ROOT / "regulations" / f"{KINDS[1]}.yaml").regulation
    assert found is not None
    wishes = [{"oddział": code, "wynik_prób": 40 if code == "W" else None} for code in "MITABSW"]
    subjects = ("język_polski", "matematyka", "język_angielski", "fizyka", "historia", "wiedza_o_społeczeństwie")
    facts = {
        "egzamin": {"język_polski": 40, "matematyka": 60, "język_obcy": 80},
        "oceny": dict.fromkeys(subjects, "dobry"),
        "świadectwo_ukończenia": True,
    }
    one = {"id": "k1", "tożsamość": {"imiona": "Osoba", "nazwisko": "Próbna"}, "wybory": wishes, **facts}
    return next(sheets(allocated([one], found)))


def test_choices_stand_side_by_side_and_of_later_ones_only_what_differs() -> None:
    text = as_text(numbered(wishing_all_of_lomza()))
    assert text.count("– język obcy nowożytny |") == text.count("na naukę w tym oddziale |") == 1
    assert "– matematyka | 0,35 × 60" in text
    assert "| 21 | § 10 ust. 1 pkt 1 lit. b\n" in text
    assert re.search(r"\n   A \| Oceny z .* \| język polski: 14 \(dobry\);.* \| 56 \| § 10 ust\. 1 pkt 2\n", text)
    assert re.search(r"\n   A \| Razem \| 56 \+ 59 \(pozostałe kryteria, tak samo jak w oddziale M\) \| 115 \|", text)
    condition = "posiada świadectwo ukończenia szkoły podstawowej | spełniony | wszystkie | § 8 pkt 1; § 6 ust. 1; "
    assert condition in text
    order = text.partition("\nKolejność")[2].partition("\nPodstawa")[0]
    assert re.search(r"\n   wyniki prób sprawności fizycznej \| 40 \|.* 2 \| § 14 pkt 2\n", order)


@pytest.mark.parametrize("style", list(Style))
def test_a_sheet_of_seven_choices_is_four_pages_at_most(style: Style) -> None:
    content = render(numbered(wishing_all_of_lomza()), style)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) <= 4
    assert faults(content) == []


def test_an_unmet_condition_is_told_of_whom_it_is_about() -> None:
    one = allocated([row("k1", "Osoba Próbna", 30, "A", świadectwo=False)])
    assert "kandydat nie spełnia warunku: ma świadectwo ukończenia szkoły" in as_text(numbered(next(sheets(one))))


def test_whoever_has_no_seat_is_told_of_the_supplementary_round() -> None:
    apply = (
        "  wnioski: {czynność: złożenie wniosku, rekrutacyjne: do 1 czerwca 2026, uzupełniające: do 29 lipca 2026}\n"
    )
    text = TEXT.replace("  lista przyjętych:", f"{apply}  lista przyjętych:")
    found = allocated(of=regulation(text))
    told = (
        "Jeżeli zostaną wolne miejsca, można ubiegać się o nie w postępowaniu uzupełniającym: złożenie wniosku – do 29 "
    )
    refused = [one.admitted is None for one in found[2].candidates]
    assert [told in as_text(numbered(one)) for one in sheets(found)] == refused
    assert set(refused) == {True, False}
    waiting = allocated(TIED, regulation(text))
    assert not any(told in as_text(numbered(one)) for one in sheets(waiting))
    doubtful = allocated(of=regulation(text.replace("{czynność: złożenie", "{stan: sprzeczne, czynność: złożenie")))
    assert not any(told in as_text(numbered(one)) for one in sheets(doubtful))


def test_a_sheet_holds_nobody_elses_name_or_id() -> None:
    for own, document in zip(ROWS, sheets(allocated()), strict=True):
        text = as_text(numbered(document))
        for other in ROWS:
            identity = other["tożsamość"]
            assert (identity["nazwisko"] in text) == (other is own) or identity["nazwisko"] in own["tożsamość"][
                "nazwisko"
            ]
            assert (f"znak: {other['id']})" in text) == (other is own)


def test_a_sheet_is_told_to_be_open_while_a_tie_waits() -> None:
    told = [as_text(numbered(one)) for one in sheets(allocated(TIED))]
    assert all("komisja nie rozstrzygnęła" in one and one.startswith("PROJEKT") for one in told)


@pytest.mark.parametrize("name", [*SCHOOLS, *KINDS, "lomza/2026-2027", "prawo/ponadpodstawowe-2025"])
@pytest.mark.parametrize("style", list(Style))
def test_the_leaflet_of_a_shipped_school_is_short(name: str, style: Style) -> None:
    found = load(ROOT / "regulations" / f"{name}.yaml").regulation
    assert found is not None
    document = fitted_leaflet(found, style)
    content = render(numbered(document), style)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) <= 2
    assert faults(content) == []


def leaflet_of(name: str) -> str:
    found = load(ROOT / "regulations" / f"{name}.yaml").regulation
    assert found is not None
    return as_text(numbered(leaflet(found)))


def test_the_leaflet_tells_the_conditions_and_the_days_that_nobody_may_miss() -> None:
    found = load(ROOT / "regulations" / f"{KINDS[0]}.yaml").regulation
    assert found is not None
    for room in Room:
        text = as_text(numbered(leaflet(found, room)))
        assert "Warunki przyjęcia" in text
        assert ("zyskał pozytywny wynik sprawdzianu kompetencji językowych" in text) == (room < Room.BAREST)
        told = text.lower()
        assert all(one in told for one in ("uzupełnienie wniosku o", "potwierdzenie woli przyjęcia"))


def test_the_leaflet_tells_every_criterion_and_stage() -> None:
    found = load(ROOT / "regulations" / f"{SCHOOLS[0]}.yaml").regulation
    assert found is not None
    text = as_text(numbered(fitted_leaflet(found)))
    (rules,) = {id(one.rules): one.rules for one in found.branches.values()}.values()
    for criterion in rules.criteria:
        label = criterion.notes.label
        assert label[:1].upper() + label[1:] in text
    assert "35 | § 7 ust. 1 pkt 1 lit. a" in text  # the most that a part can give


def test_with_the_leaflet_alone_points_can_be_counted() -> None:
    """What the exam, grades, achievements and an exemption give, and which subjects each branch counts."""
    text = leaflet_of(SCHOOLS[0])
    assert "– matematyka | wynik egzaminu ósmoklasisty z matematyki (w procentach) mnoży się przez 0,35" in text
    assert "jeżeli kandydat jest zwolniony z egzaminu z matematyki – zamiast tego punkty z tabeli 4" in text
    grades = "celujący | bardzo dobry | dobry | dostateczny | dopuszczający | brak oceny"
    assert f"Stopień | {grades}\n   Tabela 3. Punkty za ocenę na świadectwie | 18 | 17 | 14 | 8 | 2 | 0\n" in text
    assert re.search(r"\n   Tabela 4\. .* \| 35 \| 30 \| 25 \| 15 \| 10 \| 0\n", text)
    assert "matematyka i punktowane zajęcia edukacyjne oddziału): punkty z tabeli 3 | 72" in text
    assert re.search(r"\n   A \| .* \| język angielski, fizyka\n", text)
    twice = "finalista konkursu przedmiotowego – 7 punktów, a za dwa lub więcej – łącznie 10 punktów"
    assert re.search(rf"\n   – konkurs wojewódzki .* \| {twice}.* \| § 7 ust\. 1 pkt 4 lit\. c\n", text)
    assert "krajowy – 3 punkty; wojewódzki – 2 punkty" in text
    assert "punkty przyznaje się za nie raz, za najwyżej punktowane | 18 |" in text


def test_the_leaflet_tells_rows_one_by_one_and_has_no_table_where_nothing_counts() -> None:
    rows = "wiersze: [{gdy: wolontariat, punkty: 3}, {gdy: olimpijczyk, punkty: 2}]"
    found = regulation(TEXT.replace("gdy: wolontariat, punkty: 3", rows))
    text = as_text(numbered(leaflet(found)))
    assert "\n   – kandydat działa jako wolontariusz | 3 punkty | – | § 6 ust. 1 pkt 2 lit. a\n" in text
    assert "według tego, co zachodzi (liczy się pierwszy przypadek, który zachodzi): | 3 |" in text
    nothing = TEXT.partition("kryteria:\n")[0] + "warunki:\n" + TEXT.partition("warunki:\n")[2]
    nothing = nothing.replace("  - {etap: suma, nazwa: suma punktów, suma: [egzamin, wolontariat], maks: 53}\n", "")
    bare = as_text(numbered(leaflet(regulation(nothing.partition("przykłady:")[0]))))
    assert "Ile punktów" not in bare
    assert "Co decyduje" in bare


def test_the_leaflet_lists_the_criteria_that_a_number_counts() -> None:
    preschool, school = leaflet_of(SCHOOLS[2]), leaflet_of(SCHOOLS[1])
    told = "\n   – niepełnosprawność rodzeństwa kandydata | 22 punkty | 22 | § 7 ust. 1 pkt 1 lit. e\n"
    assert told in preschool.replace("\xa0", " ")
    found = load(ROOT / "regulations" / f"{SCHOOLS[2]}.yaml").regulation
    assert found is not None
    printed = as_text(number(regulation_document(found)).document).replace("\xa0", " ")
    assert "\n      e) niepełnosprawność rodzeństwa kandydata," in printed.partition("§ 7.")[2].partition("§ 8.")[0]
    assert "spełnianych kryteriów rodzinnych, do których należą: wielodzietność rodziny kandydata; " in school


def test_the_example_of_a_leaflet_is_of_the_branches_that_most_count_alike() -> None:
    assert "Przykład dla oddziału A: bez zwolnienia" in leaflet_of(KINDS[1])
    assert "134,4" in leaflet_of(KINDS[1])


def test_stages_of_several_orders_stand_once_with_their_places() -> None:
    text = leaflet_of(KINDS[1]).partition("\nKolejność")[2].partition("\nTerminy")[0]
    assert "Co decyduje | A, I i T | B | W i M | S\n" in text
    assert "\n   decyduje wyższy wynik prób sprawności fizycznej | – | – | 2 | 3\n" in text
    assert text.count("wielodzietność rodziny kandydata") == 1
    places = [[row.split(" | ")[column] for row in text.splitlines()[2:] if " | " in row] for column in range(1, 5)]
    for column, of in zip(places, (4, 3, 3, 4), strict=True):
        assert sorted(one for one in column if one.isdigit()) == [str(place) for place in range(1, of + 1)]


@pytest.mark.parametrize("name", KINDS)
def test_a_candidate_for_any_branch_sees_all_that_counts_in_it(name: str) -> None:
    found = load(ROOT / "regulations" / f"{name}.yaml").regulation
    assert found is not None
    parts = as_text(numbered(leaflet(found))).split("\nPunkty – ")[1:]
    for branch in found.branches.values():
        (part,) = [one for one in parts if branch.code in re.findall(r"\b\w\b", one.partition("\n")[0])]
        part = part.partition("\nKolejność")[0]
        counted = [one for one in branch.rules.criteria if one.name in branch.rules.total]
        assert len(counted) >= 5
        for criterion in counted:
            label = criterion.notes.label
            assert f"\n   {label[:1].upper()}{label[1:]} | " in part
        has_test = "Sprawdzian" in part
        assert ("\n   Razem | suma punktów za wszystkie kryteria | 200 | –" in part) != has_test
        assert bool(re.search(r"Sprawdzian.* \| – \| §", part)) == has_test


def test_the_most_of_criteria_that_exclude_one_another_and_stages_that_differ() -> None:
    found = load(ROOT / "regulations" / f"{SCHOOLS[2]}.yaml").regulation
    assert found is not None
    text = as_text(numbered(leaflet(found)))
    assert "suma punktów za pozycje wymienione niżej | 132 | § 7 ust. 1 pkt 1" in text
    assert "| 153 | –" in text
    stages = re.findall(r"\n   \d \| (.*)", text)
    assert len(stages) == len(set(stages)) == 5


def test_what_has_no_number_moves_no_numbers() -> None:
    columns = (Column("Dane"),)
    plain = Table("Zwykła", columns, (("x",),), numbered=False)
    mixed = Document(
        "Próba",
        date(2026, 1, 1),
        (
            Chapter("Bez numeru", (plain,), numbered=False),
            Chapter("Z numerem", (plain, Table("Pierwsza", columns, (("x",),)), TextBlock("Tekst."))),
        ),
    )
    text = as_text(numbered(mixed))
    assert "\nBez numeru\n" in text
    assert "Rozdział 1. Z numerem" in text
    assert "\nZwykła\n" in text
    assert "Tabela 1. Pierwsza" in text
    assert faults(render(numbered(mixed))) == []


def test_a_settled_tie_has_the_basis_of_its_own_people() -> None:
    def drawn(name: str, points: int, lot: int, basis: str) -> dict[str, object]:
        choice = {"oddział": "B", "los": lot, "podstawa rozstrzygnięcia": basis}
        return row(name, f"Osoba Próbna-{name}", points, [choice])

    rows = [drawn(f"d{n}", 20, n, "protokół 1") for n in (1, 2, 3, 4, 5)]
    one, candidates, allocation = allocated([*rows, drawn("e1", 35, 1, "protokół 9"), drawn("e2", 5, 2, "protokół 9")])
    text = as_text(numbered(minutes(allocation, candidates, Sitting(one, tuple(one.branches)))))
    assert "B | losowanie | d1, d2, d3, d4, d5 | protokół 1" in text
    assert "protokół 9" not in text


def test_a_lot_of_people_who_are_not_equal_settles_nothing() -> None:
    def drawn(name: str, points: int, lot: int) -> dict[str, object]:
        return row(
            name, f"Osoba Próbna-{name}", points, [{"oddział": "B", "los": lot, "podstawa rozstrzygnięcia": "p"}]
        )

    rows = [drawn("d1", 20, 2), drawn("d2", 20, 1), drawn("d3", 35, 3)]
    one, candidates, allocation = allocated(rows)
    text = as_text(numbered(minutes(allocation, candidates, Sitting(one, tuple(one.branches)))))
    assert "Remisy rozstrzygnięte" not in text
    assert "W oddziale B wpisana kolejność (losowanie: d1, d2) nie decyduje o niczyim miejscu: bez niej" in text
