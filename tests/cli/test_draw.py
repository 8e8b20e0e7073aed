"""`paragraf draw` through its three steps, and what stands in its way."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from admission.draw import announce, hold
from admission.draw_files import encoded, protocol_record
from cli import outputs
from generator.files import write_atomically
from tests.cli.terminal import say

REGULATION = """\
paragraf: 1
regulamin: Przykład
rok szkolny: 2026/2027
wydaje: dyrektor
kandydat: {egzamin: liczba}
kryteria: {egzamin: egzamin}
kolejność: [{etap: suma, suma: [egzamin]}, {etap: los, losowanie: tak}]
oddziały: {A: {miejsca: 2}}
"""


THROWS = "kostka: 3 5 1 6 2 4 4 1"


def files(folder: Path, regulation: str = REGULATION, points: tuple[int, ...] = (5, 7, 5, 5)) -> tuple[str, str]:
    (folder / "regulamin.yaml").write_text(regulation, encoding="utf-8")
    rows = [json.dumps({"id": f"k{n}", "egzamin": x}) for n, x in enumerate(points, start=1)]
    (folder / "kandydaci.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return str(folder / "regulamin.yaml"), str(folder / "kandydaci.jsonl")


@pytest.fixture
def announced(tmp_path: Path) -> Path:
    code, _, told = say("draw", "przygotuj", *files(tmp_path), "-o", str(tmp_path / "los.json"))
    assert (code, told) == (0, "")
    return tmp_path


def held(folder: Path) -> Path:
    target = folder / "protokol.json"
    names = [str(folder / "los.json"), str(folder / "los.sekret.json")]
    code, out, _ = say("draw", "przeprowadz", *names, "--public", THROWS, "-o", str(target))
    assert code == 0
    assert "rozstrzygnięcia:" in out
    return target


def test_the_announcement_holds_the_group_and_no_secret(announced: Path) -> None:
    said = json.loads((announced / "los.json").read_text(encoding="utf-8"))
    secret = json.loads((announced / "los.sekret.json").read_text(encoding="utf-8"))
    assert (said["kandydaci"], said["miejsca"]) == (["k1", "k3", "k4"], 1)
    assert secret["sekret"] not in (announced / "los.json").read_text(encoding="utf-8")
    if os.name == "posix":
        assert (announced / "los.sekret.json").stat().st_mode & 0o077 == 0


def test_a_protocol_is_checked_by_anybody(announced: Path) -> None:
    code, out, _ = say("draw", "sprawdz", str(held(announced)))
    assert code == 0
    assert "Zgadza się" in out


def test_the_group_of_a_protocol_is_checked_with_the_data(announced: Path) -> None:
    """Before the lots are written into the data, and after."""
    target = str(held(announced))
    names = [str(announced / "regulamin.yaml"), str(announced / "kandydaci.jsonl")]
    said = say("draw", "sprawdz", target, *names)
    assert (said.code, "Losowano między wszystkimi" in said.out) == (0, True)
    path = announced / "kandydaci.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    settled = [{**one, "wybory": [{"oddział": "A", "los": n}]} for n, one in enumerate(rows, start=1)]
    path.write_text("\n".join(map(json.dumps, settled)), encoding="utf-8")
    assert say("draw", "sprawdz", target, *names).code == 0
    fourth = {"id": "k9", "egzamin": 5}
    path.write_text("\n".join(map(json.dumps, [*rows, fourth])), encoding="utf-8")
    said = say("draw", "sprawdz", target, *names)
    assert (said.code, "równi są tam: k1, k3, k4, k9 (miejsc: 1)" in said.out) == (1, True)
    path.write_text("\n".join(map(json.dumps, rows[:2])), encoding="utf-8")
    said = say("draw", "sprawdz", target, *names)
    assert (said.code, "nikt nie jest tam równy" in said.out) == (1, True)
    assert say("draw", "sprawdz", target, names[0]).code == 2


def test_the_group_is_checked_without_what_the_recruitment_settles(announced: Path) -> None:
    protocol = held(announced)
    order = [one["kandydat"] for one in json.loads(protocol.read_text(encoding="utf-8"))["kolejność"]]
    text = "paragraf: 1\nnabór: x\nregulaminy: {t: regulamin.yaml}\n"
    settled = f"rozstrzygnięcia: [{{oddział: A, losowanie: [{', '.join(order)}], podstawa: p}}]\n"
    (announced / "n.yaml").write_text(text + settled, encoding="utf-8")
    names = [str(announced / "n.yaml"), str(announced / "kandydaci.jsonl")]
    assert say("allocate", *names, "--summary").out.count("remis") == 1  # the column alone
    assert say("draw", "sprawdz", str(protocol), *names).code == 0


def test_a_protocol_that_was_changed_is_told(announced: Path) -> None:
    target = held(announced)
    raw = json.loads(target.read_text(encoding="utf-8"))
    raw["kolejność"].reverse()
    target.write_text(json.dumps(raw), encoding="utf-8")
    code, out, _ = say("draw", "verify", str(target))
    assert code == 1
    assert "kolejność nie wynika" in out


def test_a_secret_that_was_shown_is_of_no_use_for_another_value(announced: Path) -> None:
    """Else somebody could try values until the order suits him; the same value gives the same protocol."""
    first = held(announced).read_bytes()
    names = [str(announced / "los.json"), str(announced / "los.sekret.json")]
    other = str(announced / "inny.json")
    said = say("draw", "przeprowadz", *names, "--public", "kostka: 3 5 1 6 2 4 4 2", "-o", other)
    assert said.code == 2
    assert "ujawniono już" in said.err
    assert not Path(other).exists()
    assert say("draw", "przeprowadz", *names, "--public", "3 5 1 6 2 4 4 1", "-o", other).code == 0
    lots = [json.loads(text)["kolejność"] for text in (first, Path(other).read_bytes())]
    assert lots[0] == lots[1]
    if os.name == "posix":
        assert (announced / "los.sekret.json").stat().st_mode & 0o077 == 0


def test_a_second_draw_of_the_same_people_says_why(announced: Path) -> None:
    held(announced)
    words = ("draw", "przygotuj", str(announced / "regulamin.yaml"), str(announced / "kandydaci.jsonl"), "-o")
    said = say(*words, str(announced / "drugie.json"))
    assert said.code == 2
    assert "między tymi osobami już jest: los.json" in said.err
    said = say(*words, str(announced / "drugie.json"), "--again", "kostka spadła ze stołu")
    assert said.code == 0
    assert "Powód: kostka spadła ze stołu" in said.out
    first, second = (json.loads((announced / f"{name}.json").read_text(encoding="utf-8")) for name in ("los", "drugie"))
    assert second["zastępuje"] == {"zobowiązanie": first["zobowiązanie"], "powód": "kostka spadła ze stołu"}
    names = [str(announced / "drugie.json"), str(announced / "drugie.sekret.json")]
    assert say("draw", "przeprowadz", *names, "--public", THROWS, "-o", str(announced / "p2.json")).code == 0
    said = say("draw", "sprawdz", str(announced / "p2.json"))
    assert (said.code, "Powód: kostka spadła ze stołu" in said.out) == (0, True)
    assert say(*words, str(announced / "trzecie.json"), "--again", "znów").code == 0
    third = json.loads((announced / "trzecie.json").read_text(encoding="utf-8"))
    assert third["zastępuje"]["zobowiązanie"] == second["zobowiązanie"]


def test_only_what_was_drawn_can_be_drawn_again(tmp_path: Path) -> None:
    said = say("draw", "przygotuj", *files(tmp_path), "-o", str(tmp_path / "los.json"), "--again", "bo tak")
    assert said.code == 2
    assert "nie ma ogłoszenia" in said.err


def test_ties_that_wait_for_one_another_can_be_drawn(tmp_path: Path) -> None:
    """Each group may be joined by who loses in the other: the lot orders them all."""
    regulation = REGULATION.replace("{A: {miejsca: 2}}", "{A: {miejsca: 1}, B: {miejsca: 1}}")
    names = files(tmp_path, regulation)
    wishes = {"x": "AB", "y": "AB", "u": "BA", "v": "BA"}
    rows = [json.dumps({"id": one, "egzamin": 5, "wybory": list(listed)}) for one, listed in wishes.items()]
    (tmp_path / "kandydaci.jsonl").write_text("\n".join(rows), encoding="utf-8")
    target = tmp_path / "los.json"
    said = say("draw", "przygotuj", *names, "--branch", "A", "-o", str(target))
    assert said.code == 0
    assert "W tym 2 kandydatów, bo mogą trafić do tej grupy" in said.out
    announced = json.loads(target.read_text(encoding="utf-8"))
    assert (announced["kandydaci"], announced["miejsca"]) == (["u", "v", "x", "y"], 1)


def test_a_tie_that_waits_for_others_is_not_drawn_before_them(tmp_path: Path) -> None:
    """P and Z may send people to one another; who loses in Z takes the seat that l1 and l2 would draw for."""
    regulation = """\
paragraf: 1
regulamin: Przykład
rok szkolny: 2026/2027
wydaje: dyrektor
wybór: {e: liczba}
kryteria: {e: {punkty: wybór.e}}
kolejność: [{etap: suma, suma: [e]}, {etap: los, losowanie: tak}]
oddziały: {L: {miejsca: 2}, P: {miejsca: 1}, Z: {miejsca: 3}}
"""
    names = files(tmp_path, regulation)
    wishes = {"z1": {"Z": 6, "P": 9}, "l0": {"L": 5}, "z2": {"Z": 7}, "z3": {"Z": 5, "L": 9}}
    wishes |= {"l1": {"L": 4}, "l2": {"L": 4}, "p1": {"P": 8, "Z": 7}, "p2": {"P": 8, "Z": 7}}
    rows = [
        json.dumps({"id": one, "wybory": [{"oddział": code, "e": e} for code, e in listed.items()]})
        for one, listed in wishes.items()
    ]
    (tmp_path / "kandydaci.jsonl").write_text("\n".join(rows), encoding="utf-8")
    target = tmp_path / "los.json"
    refused = say("draw", "przygotuj", *names, "--branch", "L", "-o", str(target))
    assert refused.code == 2
    assert "Najpierw rozstrzygnij remisy w: P;" in refused.err
    assert not target.exists()
    drawn = say("draw", "przygotuj", *names, "--branch", "P", "-o", str(target))
    assert drawn.code == 0
    assert "to losowanie może o niczyim przyjęciu nie decydować" in drawn.err

    too_early = announce("L", ["l1", "l2"], 1, "ab" * 32)
    protocol = tmp_path / "protokol.json"
    protocol.write_bytes(encoded(protocol_record(hold(too_early, "ab" * 32, THROWS))))
    checked = say("draw", "sprawdz", str(protocol), *names)
    assert checked.code == 1
    assert "losowano za wcześnie: według tych danych najpierw rozstrzyga się: P" in checked.out


POOLED = REGULATION.replace("{egzamin: liczba}", "{egzamin: liczba, laureat: tak/nie}").replace(
    "{miejsca: 2}", "{miejsca: {pule: {laureaci: {ile: 1, dla: laureat}, pozostali: {ile: 2, dla: POZOSTALI}}}}"
)


def pooled(folder: Path, others: str, **people: tuple[int, bool]) -> tuple[str, str]:
    (folder / "regulamin.yaml").write_text(POOLED.replace("POZOSTALI", others), encoding="utf-8")
    rows = [json.dumps({"id": name, "egzamin": points, "laureat": won}) for name, (points, won) in people.items()]
    (folder / "kandydaci.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return str(folder / "regulamin.yaml"), str(folder / "kandydaci.jsonl")


def test_nobody_is_drawn_for_a_pool_who_has_a_seat_in_every_order(tmp_path: Path) -> None:
    names = pooled(tmp_path, "egzamin > 0", k1=(90, True), k2=(90, True), k3=(50, False), k4=(40, False))
    said = say("draw", "przygotuj", *names, "-o", str(tmp_path / "los.json"))
    assert (said.code, "w żadnym oddziale nie ma remisu" in said.err) == (2, True)
    found = json.loads(say("allocate", *names, "--format", "json").out)
    assert [one["przyjęty"] for one in found] == ["A", "A", "A", None]
    assert "remis" not in say("papers", "protokol", *names, "-o", str(tmp_path / "p"), "--format", "text").err


def test_who_is_equal_and_sure_of_a_seat_in_another_pool_is_not_drawn(tmp_path: Path) -> None:
    """The order of the two laureates counts without k3, who is equal to them and has a seat of the others."""
    regulation, people = pooled(tmp_path, "nie laureat", k1=(90, True), k2=(90, True), k3=(90, False))
    drawn = say("draw", "przygotuj", regulation, people, "-o", str(tmp_path / "los.json"))
    assert (drawn.code, drawn.err) == (0, "")
    assert "Losowanie w oddziale A (pula: laureaci): 2 kandydatów na 1 miejsce." in drawn.out
    order = [one["kandydat"] for one in json.loads(held(tmp_path).read_text(encoding="utf-8"))["kolejność"]]
    settled = f"rozstrzygnięcia: [{{oddział: A, losowanie: [{', '.join(order)}], podstawa: p}}]\n"
    recruitment = tmp_path / "n.yaml"
    recruitment.write_text(f"paragraf: 1\nnabór: x\nregulaminy: {{t: regulamin.yaml}}\n{settled}", encoding="utf-8")
    said = say("allocate", str(recruitment), people, "--format", "json")
    assert (said.code, "Uwaga" in said.err) == (0, False)
    admitted = {one["kandydat"] for one in json.loads(said.out) if one["przyjęty"]}
    assert admitted == {order[0], "k3"}
    assert say("draw", "sprawdz", str(tmp_path / "protokol.json"), str(recruitment), people).code == 0


def test_the_order_drawn_decides_the_allocation(announced: Path) -> None:
    lots = json.loads(held(announced).read_text(encoding="utf-8"))["kolejność"]
    rows = []
    for line in (announced / "kandydaci.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        number = next((n for n, one in enumerate(lots, start=1) if one["kandydat"] == row["id"]), None)
        rows.append({**row, "wybory": [{"oddział": "A", **({} if number is None else {"los": number})}]})
    (announced / "kandydaci.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    _, out, _ = say(
        "allocate", str(announced / "regulamin.yaml"), str(announced / "kandydaci.jsonl"), "--format", "json"
    )
    admitted = {one["kandydat"] for one in json.loads(out) if one["przyjęty"]}
    assert admitted == {"k2", lots[0]["kandydat"]}


@pytest.mark.parametrize(
    ("regulation", "points", "words"),
    [
        (REGULATION, (5, 7), "w żadnym oddziale nie ma remisu"),
        (
            REGULATION.replace("losowanie: tak", "decyzja komisji: tak"),
            (5, 7, 5, 5),
            "losowanie nie rozstrzyga równych wyników",
        ),
        (
            REGULATION.replace("losowanie: tak", "decyzja komisji: tak"),
            (5, 7, 5, 5),
            "Decyzję z podstawą wpisz przy wyborze oddziału („decyzja”) albo w „rozstrzygnięcia” pliku naboru.",
        ),
    ],
)
def test_what_stands_in_the_way(tmp_path: Path, regulation: str, points: tuple[int, ...], words: str) -> None:
    code, _, told = say("draw", "przygotuj", *files(tmp_path, regulation, points), "-o", str(tmp_path / "l.json"))
    assert code == 2
    assert words in told
    assert not (tmp_path / "l.json").exists()


def test_where_the_order_is_silent_it_is_said(tmp_path: Path) -> None:
    silent = REGULATION.replace(", {etap: los, losowanie: tak}", "")
    code, _, told = say("draw", "przygotuj", *files(tmp_path, silent), "-o", str(tmp_path / "l.json"))
    assert code == 0
    assert "musi zdecydować komisja" in told


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"losowanie": 1}', '{"losowanie": 1, "kolejność": [1]}', "[" * 9999]
)
def test_a_file_that_is_no_protocol(tmp_path: Path, content: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(content, encoding="utf-8")
    code, _, told = say("draw", "sprawdz", str(path))
    assert code == 2
    assert "Błąd" in told


def test_steps_ask_for_what_they_need(announced: Path) -> None:
    assert say("draw", "przeprowadz", str(announced / "los.json"))[0] == 2
    names = [str(announced / "los.json"), str(announced / "los.sekret.json")]
    code, _, told = say("draw", "przeprowadz", *names)
    assert code == 2
    assert "--public" in told


def test_the_files_that_it_reads_stay(tmp_path: Path) -> None:
    names = files(tmp_path)
    (tmp_path / "prawo.yaml").write_text("paragraf: 1\nprawo: P\nwydaje: minister\n", encoding="utf-8")
    based = REGULATION.replace("wydaje: dyrektor", "wydaje: dyrektor\nopiera się na: [prawo]")
    (tmp_path / "regulamin.yaml").write_text(based, encoding="utf-8")
    code, _, told = say("draw", "przygotuj", *names, "-o", str(tmp_path / "prawo.yaml"), "--force")
    assert code == 2
    assert "z którego powstaje" in told


def test_ids_that_would_divide_a_list_are_quoted(tmp_path: Path) -> None:
    names = files(tmp_path)
    rows = [json.dumps({"id": one, "egzamin": 5}) for one in ("1, 2", "k: 3", "k4")]
    (tmp_path / "kandydaci.jsonl").write_text("\n".join(rows), encoding="utf-8")
    assert say("draw", "przygotuj", *names, "-o", str(tmp_path / "los.json")).code == 0
    announced = [str(tmp_path / "los.json"), str(tmp_path / "los.sekret.json")]
    _, out, _ = say("draw", "przeprowadz", *announced, "--public", THROWS, "-o", str(tmp_path / "p.json"))
    (line,) = [one for one in out.splitlines() if "losowanie: [" in one]
    assert '"1, 2"' in line
    assert '"k: 3"' in line
    assert '"k4"' not in line


def test_ties_of_what_is_confirmed_are_drawn(tmp_path: Path) -> None:
    asked = REGULATION.replace("kandydat: {egzamin: liczba}", "kandydat: {egzamin: liczba, praca: tak/nie}").replace(
        "kryteria: {egzamin: egzamin}",
        "kryteria: {egzamin: egzamin, praca: {gdy: praca, punkty: 1, dokument: d}}\ndokumenty: {d: {nazwa: d}}",
    )
    names = files(tmp_path, asked.replace("suma: [egzamin]", "suma: [egzamin, praca]"), points=(5, 5, 5))
    rows = [json.dumps({"id": f"k{n}", "egzamin": 5, "praca": n == 1}) for n in (1, 2, 3)]
    (tmp_path / "kandydaci.jsonl").write_text("\n".join(rows), encoding="utf-8")
    target = tmp_path / "los.json"
    assert say("draw", "przygotuj", *names, "--confirmed-only", "-o", str(target)).code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["kandydaci"] == ["k1", "k2", "k3"]


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
@pytest.mark.parametrize("is_there", [True, False])
def test_a_secret_is_not_written_through_a_link(tmp_path: Path, is_there: bool) -> None:
    elsewhere = tmp_path / "cudze.json"
    if is_there:
        elsewhere.write_text("cudze", encoding="utf-8")
    (tmp_path / "los.sekret.json").symlink_to(elsewhere)
    for force in ([], ["--force"]):
        said = say("draw", "przygotuj", *files(tmp_path), "-o", str(tmp_path / "los.json"), *force)
        assert said.code == 2
        assert "los.sekret.json” już jest" in said.err
        assert "--force" not in said.err
    assert (elsewhere.read_text(encoding="utf-8") == "cudze") if is_there else not elsewhere.exists()
    assert not (tmp_path / "los.json").exists()


def test_a_secret_is_never_replaced(announced: Path) -> None:
    """Even where the announcement is gone: somebody may have printed it."""
    before = (announced / "los.sekret.json").read_bytes()
    (announced / "los.json").unlink()
    said = say("draw", "przygotuj", *files(announced), "-o", str(announced / "los.json"), "--force")
    assert said.code == 2
    assert "los.sekret.json” już jest" in said.err
    assert "--force" not in said.err
    assert (announced / "los.sekret.json").read_bytes() == before


def test_no_secret_stays_without_its_announcement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes, **options: bool) -> None:
        if path.name == "los.json":
            raise OSError(errno.ENOSPC, "no space left")
        write_atomically(path, content, **options)

    monkeypatch.setattr(outputs, "write_atomically", full)
    said = say("draw", "przygotuj", *files(tmp_path), "-o", str(tmp_path / "los.json"))
    assert said.code == 2
    assert "brakuje wolnego miejsca" in said.err
    assert {one.name for one in tmp_path.iterdir()} == {"regulamin.yaml", "kandydaci.jsonl"}
    monkeypatch.undo()
    assert say("draw", "przygotuj", *files(tmp_path), "-o", str(tmp_path / "los.json")).code == 0
