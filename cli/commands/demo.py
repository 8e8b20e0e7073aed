"""`paragraf demo`: the whole way on the shipped regulation: check, points, allocation, an explanation, the PDF.

Writes into one folder a copy of the regulation, made-up candidates and the PDF, and says what to try with them next. A
regulation or candidates that the person has changed there since are not written over without `--force`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from admission.candidates import Candidates
from admission.intake.reading import read_candidates
from admission.results import Allocation, run_allocation
from admission.scoring import score
from admission.synthetic import synthetic_rows
from cli import exits, output, outputs
from cli.beneath import tell_priorities
from cli.commands import document
from cli.commands.allocate import by_branch
from cli.commands.explain import as_lines, explanations, relevant, with_remarks
from cli.commands.score import columns, rows
from cli.streams import Streams
from dsl.load import load, load_text
from dsl.model.regulation import Regulation
from generator.files import write_atomically
from generator.pdf.recognise import is_our_pdf
from polish.enumerations import enumerate_items, quote
from polish.plurals import BRANCH, CANDIDATE, EXAMPLE, Case, count

SHIPPED = "lo-wyspianskiego-kety/2025-2026.yaml"
REGULATION, CANDIDATES, PDF = "regulamin.yaml", "kandydaci.jsonl", "regulamin.pdf"
_SHOWN = 6
_STEPS = 5


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="FOLDER", type=outputs.place, default="demo", help="folder na pliki pokazu (demo)"
    )
    parser.add_argument("-n", "--number", metavar="N", type=int, default=150, help="ilu zmyślonych kandydatów (150)")
    parser.add_argument("--force", action="store_true", help="zastąp pliki pokazu także wtedy, gdy je zmieniono")


def run(args: argparse.Namespace, io: Streams) -> int:
    if not 1 <= args.number <= 100_000:
        raise exits.WrongUse("liczba kandydatów powinna być od 1 do 100000.")
    folder = Path(args.output)
    name = output.printable(args.output)
    try:
        changed = [] if args.force else changed_files(folder)
        if changed:
            names = enumerate_items([quote(one) for one in changed])
            hint = "Podaj inny folder: demo -o FOLDER. Jeżeli te zmiany nie są potrzebne, dodaj --force."
            raise exits.WrongUse(
                f"w folderze „{name}” zmieniono {names}, a pokaz zapisałby tam swoje pliki od nowa.", hint
            )
        folder.mkdir(parents=True, exist_ok=True)
        regulation_file = copy_regulation(folder)
    except OSError:
        raise exits.WrongUse(f"nie można pisać w folderze „{name}”.", "Podaj inny: -o FOLDER.") from None
    regulation = check(regulation_file, io)
    candidates = made_up(regulation, folder, args.number, io)
    allocation = run_allocation(regulation, score(regulation, candidates.good))
    show_allocation(allocation, io)
    show_explanation(regulation, candidates, allocation, io)
    step(io, 5, "Dokument: urzędowy regulamin z tego samego pliku")
    printed = document.run(document_arguments(regulation_file, folder / PDF), io)
    what_next(folder, candidates, io)
    return printed


def document_arguments(regulation: Path, target: Path) -> argparse.Namespace:
    """As if the person had called `paragraf document`."""
    parser = argparse.ArgumentParser()
    document.configure(parser)
    return parser.parse_args([str(regulation), "-o", str(target), "--force"])


def step(io: Streams, number: int, words: str) -> None:
    io.print()
    io.print(f"── {number}/{_STEPS} {words}")


def shipped_regulation() -> bytes:
    return files("regulations").joinpath(SHIPPED).read_bytes()


def copy_regulation(folder: Path) -> Path:
    target = folder / REGULATION
    write_atomically(target, shipped_regulation())
    return target


def changed_files(folder: Path) -> list[str]:
    """What stands in the folder and is not as this program writes it, whatever the number of candidates was."""
    regulation, people, pdf = folder / REGULATION, folder / CANDIDATES, folder / PDF
    changed = [REGULATION] if regulation.is_file() and regulation.read_bytes() != shipped_regulation() else []
    if people.is_file() and not _is_made_up(people):
        changed.append(CANDIDATES)
    if pdf.is_file() and not is_our_pdf(pdf.read_bytes()):
        changed.append(PDF)
    return changed


def _is_made_up(people: Path) -> bool:
    regulation = load_text(shipped_regulation().decode(), people.with_name(REGULATION)).regulation
    assert regulation is not None, "the shipped regulation is tested"
    content = people.read_bytes()
    return content == candidates_text(regulation, content.count(b"\n")).encode()


def candidates_text(regulation: Regulation, number: int) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in synthetic_rows(regulation, number))


def check(path: Path, io: Streams) -> Regulation:
    step(io, 1, "Regulamin: sprawdzenie i przykłady")
    regulation = load(path).regulation
    assert regulation is not None, "the shipped regulation is tested"
    school = regulation.school.name if regulation.school else ""
    io.print(f"{regulation.title}, {school}, rok szkolny {regulation.school_year}")
    branches, examples = count(len(regulation.branches), BRANCH), count(len(regulation.examples), EXAMPLE)
    io.print(f"Bez błędów: {branches}, {examples} z oczekiwanym wynikiem.")
    return regulation


def made_up(regulation: Regulation, folder: Path, number: int, io: Streams) -> Candidates:
    step(io, 2, f"Punkty: {count(number, CANDIDATE, Case.GENITIVE)} zmyślonych (pierwsze wiersze)")
    path = folder / CANDIDATES
    write_atomically(path, candidates_text(regulation, number).encode())
    candidates = read_candidates(path, regulation)
    first = Candidates(candidates.path, candidates.rows, candidates.good[:_SHOWN], candidates.problems)
    output.write(io, "table", rows(regulation, first.good), columns(regulation))
    return candidates


def show_allocation(allocation: Allocation, io: Streams) -> None:
    step(io, 3, "Przydział: każdy do najwyżej wskazanego oddziału, na który wystarcza punktów")
    summary = by_branch(allocation)
    output.write_table(io, summary.columns.values(), summary.rows())
    tell_priorities(allocation, io)


def show_explanation(regulation: Regulation, candidates: Candidates, allocation: Allocation, io: Streams) -> None:
    """One who was admitted, so that there is something to see."""
    admitted = next((one for one in allocation.candidates if one.admitted), allocation.candidates[0])
    code = admitted.admitted or admitted.choices[0].scored.choice.branch
    step(io, 4, f"Wyjaśnienie: skąd wynik kandydata {admitted.candidate.id}")
    for line in with_remarks(explanation_lines(regulation, candidates, admitted.candidate.id, code)):
        io.print(line)


def explanation_lines(regulation: Regulation, candidates: Candidates, name: str, code: str) -> Iterator[str]:
    candidate = next(one for one in candidates.good if one.id == name)
    for one in explanations(regulation, candidate, code):
        yield from as_lines(relevant(one), candidate)


def what_next(folder: Path, candidates: Candidates, io: Streams) -> None:
    regulation, people = folder / REGULATION, folder / CANDIDATES
    someone = candidates.good[0].id
    io.print()
    io.print(f"Pliki pokazu są w folderze: {folder.resolve()}")
    io.print("Co dalej (przed każdym poleceniem wpisz „paragraf” albo „python3 start.py paragraf”):")
    for words in (
        f"tui {regulation} --candidates {people}",
        f"explain {regulation} {people} {someone}",
        f'ask {regulation} "ile punktów za 75% z matematyki?"',
        f"document {regulation}",
        f"check {regulation}",
    ):
        io.print(f"    {words}")
