"""`paragraf test`: counts the examples of regulations and shows each, whether it gives what it expects.

Exit 0 when all do, 1 when one does not (or a file cannot be counted at all), 2 when it was called wrongly, also with a
word that no example has. Of a recruitment those of all its regulations are counted. `--format json` gives
`{"pliki": [{"plik", "przykłady": [{"przykład", "oddział", "zgodny", "problemy": […]}], "problemy": […]}]}`; the last
are those that stood in the way of counting.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from admission.recruitment.reading import load_member, member_sources, read_recruitment
from admission.recruitment.recognising import is_recruitment
from cli import exits, output
from cli.files import existing_regulation
from cli.loading import tell
from cli.streams import Streams
from dsl.checks.examples import check_example
from dsl.diagnostics import Diagnostic, Diagnostics, Severity
from dsl.load import Loaded, load
from dsl.model.regulation import Example, Regulation
from dsl.report import as_records
from polish.enumerations import quote
from polish.plurals import EXAMPLE, Case, count

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Counted:
    example: Example
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Tested:
    """`problems` stood in the way of counting; then there are no examples. `known` are the names of all in the file."""

    name: str
    known: tuple[str, ...]
    examples: tuple[Counted, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def agrees(self) -> bool:
        return not self.problems and not any(one.problems for one in self.examples)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="REGULAMIN", nargs="+", help="plik regulaminu z „przykłady” albo naboru (*.yaml)"
    )
    parser.add_argument("-k", metavar="SŁOWO", dest="word", default="", help="tylko przykłady ze słowem w nazwie")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="postać wyniku: text – dla człowieka (tak jest domyślnie), json – dla programu",
    )


def run(args: argparse.Namespace, io: Streams) -> int:
    tested = [one for name in args.files for one in counted_file(name, args.word)]
    if args.word:
        _expect_some(tested, args.word)
    if args.format == "json":
        io.print(output.json_text({"pliki": [_record(one) for one in tested]}))
    else:
        for one in tested:
            _show(one, io)
    return exits.OK if all(one.agrees for one in tested) else exits.PROBLEMS


def counted_file(name: str, word: str) -> Iterator[Tested]:
    """Of a recruitment each of its regulations, one that stands under two signs once."""
    path = existing_regulation(name)
    if not is_recruitment(path):
        yield _counted_regulation(name, load(path), word)
        return
    diagnostics = Diagnostics()
    sources = {one.path: one for one in member_sources(path, diagnostics).values()}
    if diagnostics.has_errors or not sources:
        yield Tested(name, (), (), read_recruitment(path).diagnostics)
    for one in sources.values():
        yield _counted_regulation(one.path, load_member(one), word)


def _counted_regulation(name: str, loaded: Loaded, word: str) -> Tested:
    regulation = loaded.draft
    if regulation is None:
        return Tested(name, (), (), tuple(one for one in loaded.diagnostics if one.severity is Severity.ERROR))
    wanted = (one for one in regulation.examples if word.casefold() in one.name.casefold())
    known = tuple(one.name for one in regulation.examples)
    return Tested(name, known, tuple(_counted(regulation, one) for one in wanted), ())


def _expect_some(tested: Sequence[Tested], word: str) -> None:
    """A word that no example has is a slip of the person; silence would look like success."""
    known = [name for one in tested for name in one.known]
    if not known or any(one.examples or one.problems for one in tested):
        return
    shown = ", ".join(quote(output.printable(name)) for name in known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
    number = count(len(known), EXAMPLE, Case.GENITIVE)
    raise exits.WrongUse(f"żaden z {number} nie ma w nazwie „{output.printable(word)}”.", f"Są: {shown}.")


def _counted(regulation: Regulation, example: Example) -> Counted:
    problems = Diagnostics()
    if example.branch not in regulation.branches:
        hint = "Przykłady zapisuje się w pliku, który ma „oddziały”."
        problems.error("P073", example.notes.span, "Tego przykładu nie da się policzyć.", hint)
    check_example(regulation, example, problems)
    return Counted(example, problems.sorted())


def _show(one: Tested, io: Streams) -> None:
    io.print(f"{output.printable(one.name)}:")
    if one.problems:
        tell(one.problems, io)
        io.print("  nie da się policzyć: są błędy do poprawienia.")
        return
    for counted in one.examples:
        for line in _lines(counted):
            io.print(line)
        tell(counted.problems, io)
    bad = sum(bool(counted.problems) for counted in one.examples)
    verdict = f"niezgodnych: {bad}" if bad else "wszystkie zgodne"
    nothing = "żaden przykład nie ma w nazwie tego słowa." if one.known else "nie ma przykładów."
    io.print(f"  {count(len(one.examples), EXAMPLE)}: {verdict}." if one.examples else f"  {nothing}")


def _lines(counted: Counted) -> Iterator[str]:
    example = counted.example
    outcome = "NIEZGODNY" if counted.problems else "zgodny"
    several = f", kandydaci: {len(example.candidates)}" if example.candidates else ""
    where = f" (oddział {output.printable(example.branch)}{several})" if example.branch else ""
    yield f"  {outcome:<9}  {output.printable(example.name)}{where}"


def _record(one: Tested) -> dict[str, Any]:
    return {
        "plik": one.name,
        "przykłady": [
            {
                "przykład": counted.example.name,
                "oddział": counted.example.branch or None,
                "zgodny": not counted.problems,
                "problemy": as_records(counted.problems),
            }
            for counted in one.examples
        ],
        "problemy": as_records(one.problems),
    }
