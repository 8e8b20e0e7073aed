"""`paragraf papers`: what it writes and where, what it refuses to print, who may read it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from cli import outputs
from generator.files import write_atomically
from polish.spaces import plain
from tests.admission.recruitment.schools import SCHOOL, write_schools
from tests.cli.terminal import say
from tests.generator.docx.word import Word
from tests.generator.papers.school import ROWS, TEXT, TIED, row

Rows = Iterable[Mapping[str, Any]]
ROOT = Path(__file__).parents[2]


def files(folder: Path, rows: Rows = ROWS, text: str = TEXT) -> tuple[str, str]:
    (folder / "regulamin.yaml").write_text(text, encoding="utf-8")
    lines = [json.dumps(one, ensure_ascii=False) for one in rows]
    (folder / "kandydaci.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return str(folder / "regulamin.yaml"), str(folder / "kandydaci.jsonl")


SHEETS = "spis-wyjasnienie.csv"
RECALLED = "Na arkuszach nie ma podstaw prawnych zapisanych z pamięci: art. 134 ust. 1 ustawy – Prawo oświatowe.\n"


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


def test_lists_of_every_branch(tmp_path: Path) -> None:
    target = tmp_path / "listy"
    said = say("pisma", "lista", *files(tmp_path), "-o", str(target), "--date", "2026-07-16")
    assert said.code == 0
    lists = [f"lista-zakwalifikowani-{one}.pdf" for one in ("A", "B", "wszystkie-oddzialy")]
    assert names(target) == [*lists, "spis-lista-zakwalifikowani.csv"]
    assert said.out == f"Zapisano 3 pliki w folderze {target}.\nSpis tych pism: spis-lista-zakwalifikowani.csv.\n"
    assert "brakuje danych 1 kandydata: k8" in said.err
    assert "z pamięci" not in said.err
    assert "Nie udostępniaj plików przed ogłoszeniem listy; terminarz: 16 lipca 2026 r.\n" in said.err


@pytest.mark.parametrize("kind", ["lista", "wyjasnienia", "protokol"])
def test_a_day_of_another_year_is_told_and_printed(kind: str, tmp_path: Path) -> None:
    words = ("papers", kind, *files(tmp_path), "-o", str(tmp_path / "p"), "--format", "text", "--date")
    wrong = say(*words, "2025-07-16")
    assert wrong.code == 0
    assert "Uwaga: Data 16 lipca 2025 r. nie pasuje do roku szkolnego 2026/2027" in wrong.err
    assert "Uwaga: Data" not in say(*words, "2026-07-16", "--force").err


@pytest.mark.parametrize("draft", [(), ("--draft",)])
def test_what_is_left_out_of_official_papers_is_told(draft: tuple[str, ...], tmp_path: Path) -> None:
    sheets = say("papers", "wyjasnienia", *files(tmp_path), "-o", str(tmp_path / "w"), "--format", "text", *draft)
    assert (RECALLED in sheets.err) == (not draft)
    protocol = say("papers", "protokol", *files(tmp_path), "-o", str(tmp_path / "p"), "--format", "text", *draft)
    told = "W protokole nie ma przepisu (podstawa z pamięci, do sprawdzenia): Protokół podpisują wszyscy obecni"
    assert (told in protocol.err) == (not draft)
    printed = (tmp_path / "p" / "protokol-posiedzenie.txt").read_text(encoding="utf-8")
    assert ("z pamięci" in printed) == bool(draft) == printed.startswith("PROJEKT")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_new_folder_and_its_files_are_their_owners_alone(tmp_path: Path) -> None:
    target = tmp_path / "a" / "arkusze"
    before = os.umask(0o022)
    try:
        assert say("papers", "wyjasnienia", *files(tmp_path), "-o", str(target)).code == 0
        assert (target.stat().st_mode & 0o777, target.parent.stat().st_mode & 0o077) == (0o700, 0)
        assert {one.stat().st_mode & 0o777 for one in target.iterdir()} == {0o600}
        assert say("papers", "ulotka", files(tmp_path)[0], "-o", str(tmp_path / "u")).code == 0
        assert (tmp_path / "u" / "ulotka-punkty.pdf").stat().st_mode & 0o777 == 0o644
        open_folder = tmp_path / "wspólny"
        open_folder.mkdir()
        (open_folder / "wyjasnienie-k1.pdf").write_bytes(b"stary")
        said = say("papers", "wyjasnienia", *files(tmp_path), "k1", "-o", str(open_folder), "--force")
        assert (open_folder / "wyjasnienie-k1.pdf").stat().st_mode & 0o777 == 0o600
        assert "mogą otworzyć inni użytkownicy" in said.err
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)


def test_sheets_of_everybody_or_of_those_named(tmp_path: Path) -> None:
    target = tmp_path / "arkusze"
    assert say("papers", "wyjaśnienia", *files(tmp_path), "k1", "k4", "-o", str(target)).code == 0
    assert names(target) == [SHEETS, "wyjasnienie-k1.pdf", "wyjasnienie-k4.pdf"]
    said = say("papers", "wyjasnienia", *files(tmp_path), "k1", "kto", "-o", str(target))
    assert (said.code, "nie ma kandydata „kto”" in said.err) == (2, True)
    assert say("papers", "wyjasnienia", *files(tmp_path), "-o", str(tmp_path / "w"), "--format", "text").code == 0
    assert len(names(tmp_path / "w")) == len(ROWS) + len([SHEETS])
    assert "Kandydat: Jan Zych (znak: k4)" in (tmp_path / "w" / "wyjasnienie-k4.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["lista", "wyjasnienia"])
def test_ties_stand_in_the_way_of_what_is_final(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "x"
    said = say("papers", kind, *files(tmp_path, TIED), "-o", str(target))
    assert said.code == 1
    assert "remisy czekają na rozstrzygnięcie w oddziałach: A." in said.err
    assert not target.exists()
    assert say("papers", kind, *files(tmp_path, TIED), "-o", str(target), "--draft", "--format", "text").code == 0
    assert all("PROJEKT" in one.read_text(encoding="utf-8") for one in target.glob("*.txt"))


def test_mistakes_in_the_data_stand_in_the_way_too(tmp_path: Path) -> None:
    rows = [*ROWS, row("k9", "Osoba Zła", 500, "A")]
    for kind in ("lista", "wyjasnienia", "protokol"):
        said = say("papers", kind, *files(tmp_path, rows), "-o", str(tmp_path / kind))
        assert (said.code, "w danych są błędy" in said.err, names(tmp_path / kind)) == (1, True, [])


def test_whoever_has_no_name_is_told_by_id_and_nothing_is_printed(tmp_path: Path) -> None:
    rows = [*ROWS, {"id": "k9", "wybory": ["A"], "egzamin": 10, "świadectwo": True}]
    said = say("papers", "lista", *files(tmp_path, rows), "-o", str(tmp_path / "x"))
    assert said.code == 1
    assert "Kandydat „k9”: brak nazwiska i imion" in said.err
    assert names(tmp_path / "x") == []


def test_a_sign_that_no_font_has_is_told_by_id(tmp_path: Path) -> None:
    rows = [*ROWS, row("k9", "Jan 阮", 10, "A")]
    said = say("papers", "lista", *files(tmp_path, rows), "-o", str(tmp_path / "x"))
    assert said.code == 1
    assert "U+962E" in said.err
    assert "Ten znak jest w imionach albo nazwisku: k9." in said.err
    assert names(tmp_path / "x") == []


def test_a_sign_that_no_font_has_keeps_back_one_sheet_alone(tmp_path: Path) -> None:
    rows = [*ROWS[:2], row("k9", "Jan 阮", 10, "A")]
    said = say("papers", "wyjasnienia", *files(tmp_path, rows), "-o", str(tmp_path / "x"))
    assert said.code == 1
    assert "Nie zapisano pisma „k9”: Znaku „阮” (U+962E" in said.err
    assert "Nie dało się zapisać: 1 plik." in said.err
    assert names(tmp_path / "x") == [SHEETS, "wyjasnienie-k1.pdf", "wyjasnienie-k2.pdf"]


def listed(folder: Path) -> list[list[str]]:
    text = (folder / SHEETS).read_text(encoding="utf-8-sig")
    return [line.split(";") for line in text.splitlines()]


def test_the_list_of_what_was_printed_holds_all_of_it(tmp_path: Path) -> None:
    """By surname, with the digest of each file; a sheet printed again takes the place of the one before."""
    regulation, people = files(tmp_path)
    target = tmp_path / "x"
    words = ("papers", "wyjasnienia", regulation, people)
    more = ("-o", str(target), "--format", "text")
    assert say(*words, "k1", "k4", *more).code == 0
    assert say(*words, "k3", *more).code == 0
    heading, *rows = listed(target)
    assert heading == ["plik", "znak", "nazwisko", "imiona", "sha256"]
    assert [one[2:4] for one in rows] == [["Cma", "Ewa"], ["Ćma", "Żaneta"], ["Zych", "Jan"]]
    assert all(hashlib.sha256((target / one[0]).read_bytes()).hexdigest() == one[4] for one in rows)
    assert say(*words, "k3", *more, "--date", "2026-07-20", "--force").code == 0
    _, again, *others = listed(target)
    assert (again[:4], others) == (rows[0][:4], rows[1:])
    assert again[4] == hashlib.sha256((target / again[0]).read_bytes()).hexdigest() != rows[0][4]
    (target / SHEETS).write_text("moje notatki", encoding="utf-8")
    said = say(*words, "k3", *more)
    assert (said.code, "już jest" in said.err) == (2, True)
    assert (target / SHEETS).read_text(encoding="utf-8") == "moje notatki"


def test_interrupted_while_writing_it_says_what_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = write_atomically
    written: list[Path] = []

    def interrupted(path: Path, content: bytes, **more: bool) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(path)
        write(path, content, **more)

    monkeypatch.setattr(outputs, "write_atomically", interrupted)
    said = say("papers", "wyjasnienia", *files(tmp_path), "-o", str(tmp_path / "x"))
    assert said.code == 130
    assert "każdy plik jest cały, ale może brakować kolejnych i spisu (spis-wyjasnienie.csv)" in said.err
    assert names(tmp_path / "x") == ["wyjasnienie-k1.pdf", "wyjasnienie-k2.pdf"]


def test_who_has_confirmed(tmp_path: Path) -> None:
    regulation, people = files(tmp_path)
    listed = tmp_path / "potwierdzenia.csv"
    listed.write_text("id;potwierdzenie\nk1;tak\nk2;nie\nk4;tak\n", encoding="utf-8")
    target = tmp_path / "p"
    words = (
        "papers",
        "lista",
        regulation,
        people,
        "-o",
        str(target),
        "--potwierdzenia",
        str(listed),
        "--format",
        "text",
    )
    assert say(*words).code == 0
    lists = [f"lista-przyjeci-{one}.txt" for one in ("A", "B", "wszystkie-oddzialy")]
    assert names(target) == [*lists, "spis-lista-przyjeci.csv"]
    told = (target / "lista-przyjeci-A.txt").read_text(encoding="utf-8")
    assert "   2 | 1 | 1 | 43\n" in told
    listed.write_text("k1\nk6\nkto\n", encoding="utf-8")
    said = say(*words)
    assert (said.code, "nie jest zakwalifikowany: k6, kto." in said.err) == (1, True)
    listed.write_text("".join(f"x{number}\n" for number in range(10, 35)), encoding="utf-8")
    assert "x28, x29 i jeszcze 5." in say(*words).err


def test_the_protocol_takes_the_draw_and_says_where_data_differ(tmp_path: Path) -> None:
    regulation, people = files(tmp_path, TIED)
    los = tmp_path / "los.json"
    assert say("draw", "przygotuj", regulation, people, "-o", str(los)).code == 0
    held = tmp_path / "protokol.json"
    secret = str(tmp_path / "los.sekret.json")
    assert (
        say("draw", "przeprowadz", str(los), secret, "--public", "kostka: 1 2 3 4 5 6 1 2", "-o", str(held)).code == 0
    )
    order = [one["kandydat"] for one in json.loads(held.read_text(encoding="utf-8"))["kolejność"]]
    words = ("-o", str(tmp_path / "x"), "--draw", str(held), "--format", "text", "--force")
    said = say("papers", "protokol", regulation, people, *words)
    assert (said.code, "rozstrzygnięcie: 1 remis." in said.err) == (0, True)
    text = (tmp_path / "x" / "protokol-posiedzenie.txt").read_text(encoding="utf-8")
    assert f"Kolejność (znaki) | {', '.join(order)}" in text
    for lots, differs in ((order, False), (order[::-1], True)):
        settled = [{**one, "wybory": [{"oddział": "A", **_lot(lots, str(one["id"]))}]} for one in TIED]
        said = say("papers", "protokol", *files(tmp_path, settled), *words)
        assert (said.code, "różni się od kolejności z losowania" in said.err) == (0, differs)
    changed = json.loads(held.read_text(encoding="utf-8"))
    changed["kolejność"].reverse()
    held.write_text(json.dumps(changed), encoding="utf-8")
    said = say("papers", "protokol", regulation, people, *words)
    assert (said.code, "się nie zgadza" in said.err) == (2, True)


def _lot(order: list[str], identifier: str) -> dict[str, int]:
    return {"los": order.index(identifier) + 1} if identifier in order else {}


def test_what_belongs_to_another_paper_is_refused(tmp_path: Path) -> None:
    regulation, people = files(tmp_path)
    out = ("-o", str(tmp_path / "x"))
    for words, told in (
        (("list", regulation, people), "nie ma pisma „list”"),
        (("ulotka", regulation, people), "ulotka powstaje z samego regulaminu"),
        (("lista", regulation), "brakuje pliku kandydatów"),
        (("lista", regulation, people, "k1"), "tylko do pisma „wyjasnienia”"),
        (("protokol", regulation, people, "--confirmations", people), "tylko do pisma „lista”"),
        (("lista", regulation, people, "--date", "16.07.2026"), "to nie jest data"),
    ):
        said = say("papers", *words, *out)
        assert (said.code, told in said.err) == (2, True), words
    assert "-o" in say("papers", "ulotka", regulation).err
    (tmp_path / "plik").write_text("x", encoding="utf-8")
    assert "to nie jest folder" in say("papers", "ulotka", regulation, "-o", str(tmp_path / "plik")).err


def test_papers_there_already_are_left_alone(tmp_path: Path) -> None:
    regulation, people = files(tmp_path)
    words = ("papers", "lista", regulation, people, "-o", str(tmp_path / "x"))
    assert say(*words).code == 0
    assert say(*words).code == 0, "nothing would change"
    first = (tmp_path / "x" / "lista-zakwalifikowani-A.pdf").read_bytes()
    said = say(*words, "--date", "2026-07-17")
    assert (said.code, "już jest" in said.err) == (2, True)
    assert (tmp_path / "x" / "lista-zakwalifikowani-A.pdf").read_bytes() == first
    assert say(*words, "--date", "2026-07-17", "--force").code == 0


def test_a_recruitment_of_several_schools(tmp_path: Path) -> None:
    """Each school has its lists and its protocol; a candidate has one sheet."""
    regulation = str(write_schools(tmp_path))
    wishes = (["lo1/A", "lo2/A"], ["lo2/B"], ["lo1/B"])
    rows = [
        {"id": f"k{n}", "egzamin": 50 + n, "wybory": one, "tożsamość": {"imiona": "Osoba", "nazwisko": f"Próbna-{n}"}}
        for n, one in enumerate(wishes)
    ]
    people = tmp_path / "kandydaci.jsonl"
    people.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for kind in ("lista", "wyjasnienia", "protokol"):
        assert say("papers", kind, regulation, str(people), "-o", str(tmp_path / kind), "--format", "text").code == 0
    lists = [f"lista-zakwalifikowani-lo{n}-{x}.txt" for n in (1, 2) for x in ("A", "B", "wszystkie-oddzialy")]
    assert names(tmp_path / "lista") == [*lists, "spis-lista-zakwalifikowani.csv"]
    assert names(tmp_path / "wyjasnienia") == [SHEETS, *(f"wyjasnienie-k{n}.txt" for n in range(3))]
    told = [(tmp_path / "wyjasnienia" / f"wyjasnienie-k{n}.txt").read_text(encoding="utf-8") for n in (0, 1)]
    assert [heading in told[0] for heading in ("\nPunkty – lo1\n", "\nPunkty – lo2\n")] == [True, True]
    assert "\nPunkty\n" in told[1]
    text = (tmp_path / "protokol" / "protokol-lo1.txt").read_text(encoding="utf-8")
    assert "Biorą udział w postępowaniu | 2\n" in text
    assert "lo2/" not in text


def test_a_sheet_says_what_nobody_has_confirmed(tmp_path: Path) -> None:
    text = TEXT.replace(
        "  wolontariat: {nazwa: aktywność społeczna, gdy: wolontariat, punkty: 3}",
        "  wolontariat: {nazwa: aktywność społeczna, gdy: wolontariat, punkty: 3, dokument: zaświadczenie}",
    ).replace("terminarz:\n", "dokumenty:\n  zaświadczenie: {nazwa: zaświadczenie o wolontariacie}\nterminarz:\n", 1)
    words = (*files(tmp_path, text=text), "k2", "-o", str(tmp_path / "x"), "--format", "text", "--force")
    assert say("papers", "wyjasnienia", *words).code == 0
    told = tmp_path / "x" / "wyjasnienie-k2.txt"
    assert "Aktywność społeczna | warunek spełniony | 3" in told.read_text(encoding="utf-8")
    assert say("papers", "wyjasnienia", *words, "--confirmed-only").code == 0
    text = told.read_text(encoding="utf-8")
    assert "Aktywność społeczna | warunek niespełniony | 0" in text
    assert "Brakujące dokumenty: zaświadczenie o wolontariacie." in text


def test_a_draw_that_was_repeated_says_so_in_the_protocol(tmp_path: Path) -> None:
    regulation, people = files(tmp_path, TIED)
    prepare = ("draw", "przygotuj", regulation, people, "-o")
    assert say(*prepare, str(tmp_path / "los.json")).code == 0
    assert say(*prepare, str(tmp_path / "drugie.json"), "--again", "kostka spadła ze stołu").code == 0
    announced = [str(tmp_path / "drugie.json"), str(tmp_path / "drugie.sekret.json")]
    held = str(tmp_path / "protokol.json")
    assert say("draw", "przeprowadz", *announced, "--public", "1 2 3 4 5 6 1 2", "-o", held).code == 0
    words = ("-o", str(tmp_path / "x"), "--draw", held, "--format", "text")
    assert say("papers", "protokol", regulation, people, *words).code == 0
    text = (tmp_path / "x" / "protokol-posiedzenie.txt").read_text(encoding="utf-8")
    assert "Losowanie powtórzono. Powód | kostka spadła ze stołu" in text


def test_the_leaflet_of_each_school_of_a_recruitment(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    said = say("papers", "ulotka", str(write_schools(tmp_path)), "-o", str(folder), "--format", "text")
    assert said.code == 0
    assert {"ulotka-punkty-lo1.txt", "ulotka-punkty-lo2.txt"} <= set(names(folder))


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
@pytest.mark.parametrize("is_there", [True, False])
def test_names_are_not_written_through_a_link(tmp_path: Path, is_there: bool) -> None:
    elsewhere, target = tmp_path / "cudze.txt", tmp_path / "listy"
    target.mkdir()
    (target / "lista-zakwalifikowani-A.txt").symlink_to(elsewhere)
    if is_there:
        elsewhere.write_text("cudze", encoding="utf-8")
    said = say("papers", "lista", *files(tmp_path), "-o", str(target), "--format", "text", "--force")
    assert said.code == 2
    assert "to dowiązanie do innego miejsca" in said.err
    assert names(target) == ["lista-zakwalifikowani-A.txt"]
    assert (elsewhere.read_text(encoding="utf-8") == "cudze") if is_there else not elsewhere.exists()


APPEALS = "odwołania: {{uzasadnienie: {{treść: komisja sporządza uzasadnienie, termin: {} dni od wniosku}}}}\n"


def test_a_sheet_tells_the_appeals_of_every_school_that_refused(tmp_path: Path) -> None:
    full = [{"id": f"k{n}", "egzamin": 90 + n, "wybory": [one]} for n, one in enumerate(("lo1/B", "lo2/B", "lo2/A"))]
    refused = {"id": "k9", "egzamin": 10, "wybory": ["lo1/B", "lo2/B"]}
    people = tmp_path / "kandydaci.jsonl"
    people.write_text("\n".join(map(json.dumps, [*full, refused])), encoding="utf-8")

    def sheet(days: tuple[int, int]) -> str:
        schools = {f"lo{n}": SCHOOL + APPEALS.format(one) for n, one in enumerate(days, start=1)}
        regulation = str(write_schools(tmp_path, **schools))
        words = ("papers", "wyjasnienia", regulation, str(people), "k9", "-o", str(tmp_path / "x"), "--format", "text")
        said = say(*words, "--force")
        assert said.code == 0, said.err
        return (tmp_path / "x" / "wyjasnienie-k9.txt").read_text(encoding="utf-8")

    apart, alike = sheet((3, 5)), sheet((3, 3))
    heading = "Co można zrobić po odmowie przyjęcia"
    assert [f"{heading} – {one}\n" in apart for one in ("lo1", "lo2")] == [True, True]
    assert ["– 3 dni od wniosku" in apart, "– 5 dni od wniosku" in apart] == [True, True]
    assert f"{heading} – lo1 i lo2\n" in alike
    assert alike.count(heading) == 1


@pytest.mark.parametrize("kind", ["lista", "wyjasnienia", "protokol", "ulotka"])
def test_papers_for_word_say_what_the_text_says(kind: str, tmp_path: Path) -> None:
    regulation, candidates = files(tmp_path)
    read = (regulation,) if kind == "ulotka" else (regulation, candidates)
    for form in ("docx", "text"):
        said = say("papers", kind, *read, "-o", str(tmp_path / form), "--format", form, "--date", "2026-07-16")
        assert said.code == 0, said.err
    printed = sorted((tmp_path / "docx").glob("*.docx"))
    assert [one.stem for one in printed] == sorted(one.stem for one in (tmp_path / "text").glob("*.txt"))
    for one in printed:
        said_in_word = [plain(words) for _, words in Word(one.read_bytes()).paragraphs()]
        (title,) = (words for words in said_in_word if words in _TITLES)
        assert title in (tmp_path / "text" / f"{one.stem}.txt").read_text(encoding="utf-8")


_TITLES = (
    "Lista kandydatów zakwalifikowanych i kandydatów niezakwalifikowanych",
    "Wyjaśnienie wyniku rekrutacji",
    "Protokół posiedzenia komisji rekrutacyjnej",
    "Jak policzyć punkty",
)


def test_whoever_has_a_place_on_data_that_contradict_themselves_is_named(tmp_path: Path) -> None:
    """A national contest at the level of a district is no such contest (K020)."""
    regulation = ROOT / "regulations" / "zsme-kety" / "2025-2026.yaml"
    item = {"konkurs": "K", "rodzaj": "kuratoryjny_wojewódzki", "szczebel": "powiatowy", "zakres": "fizyka"}
    exam = {"język_polski": 50, "matematyka": 50, "język_obcy": 50}

    def candidate(name: str, title: str, level: str) -> dict[str, Any]:
        items = [{**item, "tytuł": title, "szczebel": level}]
        facts = {"egzamin": exam, "świadectwo_ukończenia": True, "oceny": {}, "osiągnięcia": items}
        return {"id": name, "tożsamość": {"imiona": "Osoba", "nazwisko": name}, "wybory": ["TI"], **facts}

    rows = [
        candidate("sprzeczny", "finalista_przedmiotowego", "powiatowy"),
        candidate("z-pierwszeństwem", "laureat_przedmiotowego", "krajowy"),
        candidate("zgodny", "laureat_przedmiotowego", "wojewódzki"),
    ]
    people = tmp_path / "k.jsonl"
    people.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in rows), encoding="utf-8")
    for kind in ("lista", "wyjasnienia", "protokol"):
        words = ("papers", kind, str(regulation), str(people), "-o", str(tmp_path / kind), "--format", "text")
        said = say(*words)
        assert said.code == 0, said.err
        assert "osoby z pierwszeństwem, których dane same sobie przeczą: z-pierwszeństwem.\n" in said.err
        assert "osoby zakwalifikowane, których dane same sobie przeczą: sprzeczny.\n" in said.err
    text = (tmp_path / "wyjasnienia" / "wyjasnienie-zgodny.txt").read_text(encoding="utf-8")
    assert "| daje pierwszeństwo, punktów nie | 0 | § " in text
