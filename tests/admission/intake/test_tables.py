"""What tables of candidates may be like: headers, rows, lists beside, wishes; each mistake at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from admission.candidates import Candidates
from admission.intake.reading import read_candidates
from tests.admission.intake.tables import xlsx_bytes
from tests.dsl.loading import regulation

RULES = regulation("""
    pojęcia: {przedmiot: {fizyka: fizyki, muzyka: muzyki}, stopień: {celujący: 6, dobry: 4}}
    kandydat:
      wynik: liczba
      zgoda na zdjęcie: tak/nie
      opis: tekst?
      oceny: stopień? dla przedmiot
      trudności: zbiór przedmiot
      zawody: {lista: {miejsce: liczba, nazwa: tekst?}}
    wybór: {próba: liczba od 0 do 10?}
    kryteria: {a: wynik + suma(z.miejsce dla z z zawody) + (wybór.próba gdy brak 0)}
    kolejność: [{etap: suma, suma: [a]}]
    limity: {oddziały: {wartość: 2, podstawa: statut § 5}}
    akty: {statut: {tytuł: Statut szkoły}}
    oddziały: {A: {miejsca: 1}, B: {miejsca: 1}, C: {miejsca: 1}}
""")


def read(folder: Path, main: str, encoding: str = "utf-8", **lists: str) -> Candidates:
    path = folder / "k.csv"
    path.write_bytes(main.encode(encoding))
    for name, text in lists.items():
        (folder / f"k.{name}.csv").write_text(text, encoding="utf-8")
    return read_candidates(path, RULES)


def told(found: Candidates) -> list[str]:
    return [f"{one.location.line if one.location else 0} {one.code} {one.message}" for one in found.problems.sorted()]


def test_headers_may_differ_in_case_spaces_and_polish_signs(tmp_path: Path) -> None:
    found = read(tmp_path, " ID ;ZGODA NA ZDJECIE;Oceny.Fizyka;trudnosci.muzyka;wynik\nk1;T;6;tak;1,5\n")
    assert not found.problems.items, told(found)
    facts = found.good[0].facts
    assert facts["zgoda_na_zdjęcie"] is True
    assert (facts["oceny"], facts["trudności"]) == ({"fizyka": "celujący"}, frozenset({"muzyka"}))


def test_a_set_may_stand_in_one_cell(tmp_path: Path) -> None:
    found = read(tmp_path, "id\ttrudności\nk1\tfizyka, Muzyka\nk2\t\n")
    assert [one.facts.get("trudności") for one in found.good] == [frozenset({"fizyka", "muzyka"}), None]


def test_what_is_said_of_a_branch_may_stand_in_its_column(tmp_path: Path) -> None:
    """With the choice of that branch, wherever on the list; of a branch that was not wished nothing counts."""
    head = "id;wynik;wybory.1;wybory.2;wybory.A.próba;Wybory.b.Proba\n"
    found = read(tmp_path, head + "k1;1;A;B;4;5\nk2;1;B;A;4;5\nk3;1;C;;4;5\nk4;1;B;A;;7\n")
    assert not found.problems.items, told(found)
    given = [[(one.branch, one.pair.get("próba")) for one in each.choices] for each in found.good]
    assert given == [
        [("A", 4), ("B", 5)],
        [("B", 5), ("A", 4)],
        [("C", None)],
        [("B", 7), ("A", None)],
    ]


def test_it_finds_the_choice_in_one_cell_and_in_a_table_beside(tmp_path: Path) -> None:
    one_cell = read(tmp_path, "id;wynik;wybory;wybory.A.próba\nk1;1;B, A;4\n")
    beside = read(tmp_path, "id;wynik;wybory.A.próba\nk1;1;4\n", wybory="id;oddział\nk1;B\nk1;A\n")
    for found in (one_cell, beside):
        assert not found.problems.items, told(found)
        assert [(one.branch, one.pair.get("próba")) for one in found.good[0].choices] == [("B", None), ("A", 4)]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("id;wynik;wybory.1;wybory.2;wybory.A.próba\nk1;1;B;A;11\n", "kolumna „wybory.A.próba”: Liczba 11 jest poza"),
        ("id;wynik;wybory.1;wybory.A.próba\nk1;1;;4\n", "nie ma listy wybranych oddziałów"),
        (
            "id;wynik;wybory.1;wybory.1.próba;wybory.A.próba\nk1;1;A;4;5\n",
            "i w jego kolumnie, i przy miejscu na liście",
        ),
        ("id;wynik;wybory.A.próba;wybory.a.Próba\nk1;1;4;4\n", "„wybory.A.próba” jest tu dwa razy"),
        ("id;wynik;wybory.D.próba\nk1;1;4\n", "wybory.D.próba"),
    ],
)
def test_what_is_said_of_a_branch_and_cannot_be_taken(tmp_path: Path, table: str, said: str) -> None:
    found = read(tmp_path, table)
    assert any(said in one for one in told(found)), told(found)
    assert "wybory.D" in table or not found.good


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Tajemnicka;Ewa", "W pierwszym wierszu nie ma kolumny „id”."),
        ("id;wnyik", "Nie ma kolumny „wnyik” (B)."),
        ("id;wynik;Wynik", "Kolumna „wynik” jest tu dwa razy (B i C)."),
        ("id;oceny.fizka", "Nie ma kolumny „oceny.fizka” (B)."),
        ("id;id", "Kolumna „id” jest tu dwa razy (A i B)."),
    ],
)
def test_a_header_that_cannot_be_understood(header: str, said: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"{header}\nk1;1;2\n")
    assert told(found) == [f"1 K011 {said}"]
    assert (found.rows, found.good) == (0, ())


def test_a_header_without_id_tells_all_that_is_wrong_with_it(tmp_path: Path) -> None:
    found = read(tmp_path, "znak;wynik;opis;oceny.fizka;wnyik\nk1;1;2;3;4\n")
    assert told(found) == [
        "1 K003 Regulamin nie zna kolumny „znak” (A); pominięto ją.",
        "1 K011 Nie ma kolumny „oceny.fizka” (D).",
        "1 K011 Nie ma kolumny „wnyik” (E).",
        "1 K011 W pierwszym wierszu nie ma kolumny „id”.",
    ]


@pytest.mark.parametrize("row", ["k1;Tajemnicka;opis;1", "k1;Tajemnicka Anna;A;1"])
def test_where_there_is_no_header_nothing_of_the_row_is_repeated(row: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"{row}\n{row}\n")
    assert told(found) == ["1 K011 W pierwszym wierszu nie ma kolumny „id”."]


def test_columns_that_nobody_asked_for_are_passed_over(tmp_path: Path) -> None:
    found = read(tmp_path, "id;telefon;wynik;;adres zamieszkania ucznia;a@b.pl;600 700 800\nk1;1;2;3;4;5;6\n")
    assert told(found) == [
        "1 K003 Kolumna D nie ma nazwy; pominięto ją.",
        "1 K003 Regulamin nie zna kolumny F (nazwy nie powtórzono, bo może być czyjąś daną); pominięto ją.",
        "1 K003 Regulamin nie zna kolumny G (nazwy nie powtórzono, bo może być czyjąś daną); pominięto ją.",
        "1 K003 Regulamin nie zna kolumny „adres zamieszkania ucznia” (E); pominięto ją.",
        "1 K003 Regulamin nie zna kolumny „telefon” (B); pominięto ją.",
    ]
    assert found.good[0].facts["wynik"] == 2


def test_rows_go_on_after_a_broken_one(tmp_path: Path) -> None:
    found = read(tmp_path, 'id;wynik;opis\nk1;1;"a\nb"\nk2;2\nk3;3;x;y\n;4;\nk5;"5;x\nk6;6;\n\n;;\nk1;7;\nk8;dużo;\n')
    assert [(one.id, one.row) for one in found.good] == [("k1", 2), ("k6", 8)]
    assert told(found) == [
        "4 K001 Wiersz ma komórek: 2, a nagłówek: 3.",
        "5 K001 Wiersz ma komórek: 4, a nagłówek: 3.",
        "6 K001 Wiersz nie ma pola „id”.",
        "7 K001 Cudzysłów w tym wierszu nie ma pary albo stoi w środku komórki.",
        "11 K001 Kandydat „k1” jest już w wierszu 2.",
        "12 K002 kandydat „k8”, kolumna „wynik”: To nie jest liczba: tekst (4 znaki).",
    ]
    assert found.rows == 8


def test_the_row_of_explanations_is_nobodys(tmp_path: Path) -> None:
    found = read(tmp_path, "id;wynik\n# znak;liczba\n# k2;1\nk3;1\n")
    assert [one.id for one in found.good] == ["# k2", "k3"]


def test_items_of_lists_are_told_where_they_stand(tmp_path: Path) -> None:
    lists = "id;miejsce;nazwa\nk2;1;x\nk1;2;bieg\nk1;dużo;skok\nnikt;3;x\n;4;x\n"
    found = read(tmp_path, "id;wynik\nk1;1\nk2;2\n", zawody=lists)
    assert [(one.id, one.facts.get("zawody")) for one in found.good] == [("k2", ({"miejsce": 1, "nazwa": "x"},))]
    assert told(found) == [
        "4 K002 kandydat „k1”, kolumna „miejsce”: To nie jest liczba: tekst (4 znaki).",
        "5 K012 kolumna „id”: W tabeli kandydatów nie ma kandydata „nikt”.",
        "6 K001 Wiersz nie ma pola „id”.",
    ]
    assert {Path(one.location.path).name for one in found.problems if one.location} == {"k.zawody.csv"}
    assert [one.message for one in found.told["k1"]] == [
        "kandydat „k1”, kolumna „miejsce”: To nie jest liczba: tekst (4 znaki)."
    ]


BROKEN_ROWS = {"k1;1;bieg": True, "k1;2": False, "k1;2;a;b": False, 'k1;"2;a': False, "k1;2;a;": True}


@pytest.mark.parametrize(("row", "is_read"), BROKEN_ROWS.items(), ids=range(len(BROKEN_ROWS)))
def test_a_broken_row_of_a_list_stops_whose_it_is(row: str, is_read: bool, tmp_path: Path) -> None:
    """Their points, or a branch wished, would be missing, and nobody would miss them."""
    found = read(tmp_path, "id;wynik\nk1;1\nk2;2\n", zawody=f"id;miejsce;nazwa\nk1;1;skok\n{row}\nk2;1;x\n")
    assert [one.id for one in found.good] == (["k1", "k2"] if is_read else ["k2"])
    assert [one[:36] for one in told(found)] == ([] if is_read else ["3 K012 kandydat „k1”, lista „zawody”"])


def test_a_broken_wish_is_not_passed_over(tmp_path: Path) -> None:
    found = read(tmp_path, "id;wynik\nk1;1\nk2;2\n", wybory="id;oddział;pozycja\nk1;A\nk1;B;2\nk2;A;1\n")
    assert [one.id for one in found.good] == ["k2"]
    assert told(found) == ["2 K012 kandydat „k1”, lista „wybory”: Wiersz ma komórek: 2, a nagłówek: 3."]


@pytest.mark.parametrize("wishes", ["id;oddział;pozycja\nk1;A\n", "oddział;id;pozycja\nA;k1\n"])
def test_where_no_wish_can_be_read_nobody_has_wished_every_branch(wishes: str, tmp_path: Path) -> None:
    found = read(tmp_path, "id;wynik\nk1;1\nk2;2\n", wybory=wishes)
    assert found.good == ()


@pytest.mark.parametrize("row", ["Przykładowa;2", ";2", '"k1;2;a', "k3;2;a"])
def test_a_row_of_nobody_knows_whom_says_that_a_list_may_be_incomplete(row: str, tmp_path: Path) -> None:
    found = read(tmp_path, "id;wynik\nk1;1\n", zawody=f"id;miejsce;nazwa\n{row}\n")
    (problem,) = found.problems
    assert problem.hint.endswith(" Dopóki tak jest, lista któregoś kandydata może być niepełna.")
    assert "Przykładowa" not in problem.message + problem.hint


def test_a_broken_list_stops_the_reading(tmp_path: Path) -> None:
    """Without it points would be missing that nobody would miss."""
    found = read(tmp_path, "id;wynik\nk1;1\n", zawody="x;y\n1;2\n")
    assert ([one.code for one in found.problems], found.good) == (["K011"], ())
    (tmp_path / "k.zawody.csv").write_bytes(b"id\x00")
    found = read_candidates(tmp_path / "k.csv", RULES)
    assert ([one.code for one in found.problems], found.good) == (["K010", "K010"], ())


@pytest.mark.parametrize(
    "name",
    [
        "k.Zawody.csv",
        "K.zawody.csv",
        "k.zawody.CSV",
        "k.zawody (1).csv",
        "k.zawody - kopia.csv",
        "k.zawody.2026.csv",
        "k.zawod.csv",
        "k.zawody.xlsx",
        "k.wybory_kopia.csv",
    ],
)
def test_a_file_whose_name_is_nearly_of_a_list_stops_the_reading(name: str, tmp_path: Path) -> None:
    """Its points would be missing; where the list itself stands, the other file is told and nothing is lost."""
    (tmp_path / name).write_text("id;miejsce\nk1;3\n", encoding="utf-8")
    found = read(tmp_path, "id;wynik\nk1;1\n")
    by_path = {Path(one.location.path).name: one for one in found.problems if one.location}
    assert {path: one.code for path, one in by_path.items()} == {name: "K011", "k.csv": "K010"}, told(found)
    meant = "wybory" if "wybory" in name else "zawody"
    assert f"nazwij go „k.{meant}.csv”" in by_path[name].hint
    assert not found.good
    found = read(tmp_path, "id;wynik\nk1;1\n", zawody="id;miejsce\nk1;2\n", wybory="id;oddział\nk1;A\n")
    assert told(found) == ["1 K016 Tego pliku nie czytano."]
    assert [dict(one) for one in found.good[0].facts["zawody"]] == [{"miejsce": 2}]


@pytest.mark.parametrize("name", ["k.wyniki.csv", "k.2026.csv", "inne.zawody.csv", "k.zawody.yaml", "kzawody.csv"])
def test_other_files_beside_are_nobodys(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("id;miejsce\nk1;3\n", encoding="utf-8")
    assert not read(tmp_path, "id;wynik\nk1;1\n").problems.items


@pytest.mark.parametrize("is_link", [True, False])
def test_a_list_that_is_no_file_is_told_by_its_own_name(is_link: bool, tmp_path: Path) -> None:
    beside = tmp_path / "k.zawody.csv"
    if is_link:
        beside.symlink_to("nie-ma.csv")
    else:
        beside.mkdir()
    found = read(tmp_path, "id;wynik\nk1;1\n")
    assert {Path(one.location.path).name for one in found.problems if one.location} == {"k.zawody.csv", "k.csv"}
    assert [one.code for one in found.problems] == ["K010", "K010"]


def test_numbered_items(tmp_path: Path) -> None:
    header = "id;zawody.1.miejsce;zawody.1.nazwa;zawody.3.miejsce"
    found = read(tmp_path, f"{header}\nk1;1;bieg;2\nk2;;;3\nk3;;;x\n")
    assert [one.facts.get("zawody") for one in found.good] == [
        ({"miejsce": 1, "nazwa": "bieg"}, {"miejsce": 2}),
        ({"miejsce": 3},),
    ]
    assert told(found) == ["4 K002 kandydat „k3”, kolumna „zawody.3.miejsce”: To nie jest liczba: „x”."]


def test_branches_in_columns(tmp_path: Path) -> None:
    text = (
        "id;wybory.1;wybory.1.próba;wybory.2;wybory.3\nk1;B;3;a;\nk2;A;;;C\nk3;A;11;A;\nk4;A;;B;C\nk5;A;;Z;\nk6;;1;;\n"
    )
    found = read(tmp_path, text)
    assert told(found) == [
        "2 K002 kandydat „k1”, kolumna „wybory.2”: Nie ma oddziału „a”.",
        "3 K012 kandydat „k2”, kolumna „wybory.2”: Miejsce 2 na liście jest puste, a następne nie.",
        "4 K002 kandydat „k3”, kolumna „wybory.1.próba”: Liczba 11 jest poza zakresem.",
        "5 K002 kandydat „k4”, kolumna „wybory.1”: Wolno wybrać najwyżej 2 oddziały, a jest 3 (limity; statut § 5).",
        "6 K002 kandydat „k5”, kolumna „wybory.2”: Nie ma oddziału „Z”.",
        "7 K002 kandydat „k6”, kolumna „wybory.1”: Tu powinien być kod oddziału.",
    ]


def test_branches_in_a_table_of_their_own(tmp_path: Path) -> None:
    choices = "id;oddział;pozycja;próba\nk1;A;2;1\nk1;B;1;2\nk2;A;1;\nk2;B;1;\nk3;A;2;\nk4;A;1;\nk4;A;2;\n"
    found = read(tmp_path, "id;wynik\nk1;1\nk2;1\nk3;1\nk4;1\n", wybory=choices)
    assert [[choice.branch for choice in one.choices] for one in found.good] == [["B", "A"]]
    assert told(found) == [
        "5 K012 kandydat „k2”, kolumna „pozycja”: Miejsce 1 na liście jest zajęte dwa razy.",
        "6 K012 kandydat „k3”, kolumna „pozycja”: Miejsce na liście powinno być liczbą od 1 do 1: "
        "tyle oddziałów wybrano.",
        "8 K002 kandydat „k4”, kolumna „oddział”: Oddział „A” jest na liście dwa razy.",
    ]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1250", "Windows-1250"),
        ("iso-8859-2", "ISO-8859-2"),
        *[(one, "") for one in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig")],
    ],
)
def test_encodings_are_recognised_and_what_is_assumed_is_told(encoding: str, name: str, tmp_path: Path) -> None:
    found = read(tmp_path, "id;opis;zgoda na zdjęcie\nk1;Zażółć gęślą jaźń;nie\n", encoding)
    assert found.good[0].facts["opis"] == "Zażółć gęślą jaźń"
    expected = [f"1 K016 Plik nie jest zapisany w UTF-8; odczytano go jako {name}."] if name else []
    assert told(found) == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id;opis\nk1;zażółć gęślą\n".encode() + b"k2;\xc5\n", "uszkodzony"),
        (b"id;opis\nk1;\x00\n", "o numerze zero"),
        ("id;opis\nk1;Привет мир\n".encode("cp1251"), "nieczytelne"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_an_encoding_that_is_not_known_is_not_guessed(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_bytes(content)
    (problem,) = read_candidates(path, RULES).problems
    assert problem.code == "K010"
    assert said in problem.message


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("k.jsonl", "id;wynik\nk1;5\nk2;6\n", "Nazwa kończy się na „.jsonl”, a w środku jest tabela, nie JSONL."),
        ("k.json", '"id","wynik"\n"k1","5"\n', "Nazwa kończy się na „.json”, a w środku jest tabela, nie JSONL."),
        ("k.json", '[{"id": "k1"},\n{"id": "k2"}]\n', "To jedna lista JSON, a nie JSONL"),
    ],
)
def test_a_file_under_the_name_of_jsonl_is_told_once(name: str, content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (problem,) = read_candidates(path, RULES).problems
    assert problem.code == "K010"
    assert said in problem.message


def test_lines_of_json_are_read_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text('{"id": "k1", "wynik": 5}\n', encoding="utf-8")
    assert [one.id for one in read_candidates(path, RULES).good] == ["k1"]


@pytest.mark.parametrize(
    ("cell", "branches"), [("A, B", ["A", "B"]), ("A;B;", ["A", "B"]), ("A,\nB", ["A", "B"]), ("A,,B", []), (",B", [])]
)
def test_a_list_in_one_cell_has_no_gap(cell: str, branches: list[str], tmp_path: Path) -> None:
    found = read(tmp_path, f'id\twynik\twybory\nk1\t1\t"{cell}"\n')
    assert [choice.branch for one in found.good for choice in one.choices] == branches
    assert [one.code for one in found.problems] == ([] if branches else ["K012"])


@pytest.mark.parametrize(
    ("beside", "code"),
    [("k.zawody.xlsx", "K011"), ("k.Zawody (1).xlsx", "K011"), ("k.zawody.csv", "K011"), ("k.inne.xlsx", "")],
)
def test_a_list_of_a_workbook_lies_in_it(beside: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    path.write_bytes(xlsx_bytes({"": [["id", "wynik"], ["k1", 5]]}))
    (tmp_path / beside).write_bytes(b"")
    found = read_candidates(path, RULES)
    assert [one.code for one in found.problems] == ([code, "K010"] if code else [])
    path.write_bytes(xlsx_bytes({"": [["id", "wynik"], ["k1", 5]], "zawody": [["id", "miejsce"], ["k1", 2]]}))
    assert [one.code for one in read_candidates(path, RULES).problems] == (
        ["K016"] if code and beside.endswith("xlsx") else []
    )


@pytest.mark.parametrize(("cell", "what"), [(True, "PRAWDA albo FAŁSZ"), (9.5, "liczba z ułamkiem")])
def test_a_spoilt_id_is_told_by_what_it_is(cell: object, what: str, tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    path.write_bytes(xlsx_bytes({"": [["id", "wynik"], [cell, 5], ["k2", 5]]}))
    found = read_candidates(path, RULES)
    assert [one.id for one in found.good] == ["k2"]
    assert told(found) == [f"2 K001 arkusz „kandydaci”, wiersz 2: kolumna „id”: zamiast znaku kandydata jest {what}."]


def test_an_empty_table(tmp_path: Path) -> None:
    for text in ("", "\n\n", "id;wynik\n", "id;wynik\n# znak;liczba\n;\n"):
        found = read(tmp_path, text)
        assert [one.code for one in found.problems] == ["K005" if text.startswith("id") else "K011"]
