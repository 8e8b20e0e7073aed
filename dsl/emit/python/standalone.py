"""A regulation as one Python file that needs nothing but Python: kept beside the protocol, run a year later.

Made of the library modules as they are, the emitted functions and tables of facts; its first lines say from what.
"""

from __future__ import annotations

import hashlib
import pprint
import re
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from dsl.emit.python.backend import prefix_of
from dsl.emit.python.module import emit_rules
from dsl.emit.python.parts import CriterionCode, RulesCode, in_docstring
from dsl.model.regulation import Branch, Regulation
from dsl.model.types import (
    CollectionType,
    DateType,
    Fact,
    MapType,
    NotionType,
    NumberType,
    RecordType,
    TextType,
    TruthType,
    Type,
)
from dsl.rows import PLACES

_PARTS = (
    ("polish", "folding.py"),
    ("dsl", "names.py"),
    ("dsl", "rows.py"),
    ("dsl.emit", "runtime.py"),
    ("dsl.emit.python", "library.py"),
    ("dsl.emit.python", "reader.py"),
)
_OUR_IMPORT = re.compile(r"^from (dsl|polish)\.[\w.]+ import (\([^)]*\)|.*)\n", re.MULTILINE)
_FUTURE = "from __future__ import annotations\n"

_MAIN = '''
def score(row, chosen=False):
    """The records of one candidate's row, one for each branch chosen; `chosen`: other rows say what is. Raises
    `BadField`."""
    k = read_facts(row.facts, KANDYDAT)
    if row.identity and not isinstance(row.identity, dict):
        raise BadField("tożsamość", "Tu powinny być pola: imiona, nazwisko…")
    if chosen and row.wishes is None:
        raise BadField("wybory", "Nie podano żadnego oddziału.")
    for code, given in list(read_choices(row, ODDZIALY, NAJWYZEJ_ODDZIALOW, WYBOR, NAJWYZEJ_TAK)):
        rules, o, pair_kinds = ODDZIALY[code]
        found = result(rules, k, o, prepared(given, pair_kinds, "wybór."))
        order = [(stage.name, value) for stage, value in zip(rules.stages, found.order)]
        eligible = found.eligible, found.reason, found.unmet, found.reserve
        yield record(row.id, code, *eligible, found.criteria, found.total, order, found.missing)


def says_choices(lines):
    """Whether any row says what is chosen: then who says nothing of it has not chosen everything."""
    seen = set()
    for number, line in numbered_rows(lines):
        try:
            row = read_row(line)
        except BadRow:
            continue
        if row.wishes is not None and row.id not in seen:
            return True
        seen.add(row.id)
    return False


def score_lines(lines, tell, chosen=False):
    """The records of all rows; what is wrong with a row is told, and the row passed over."""
    first, rows = {}, 0
    for number, line in numbered_rows(lines):
        rows += 1
        try:
            row = read_row(line)
            if row.id in first:
                raise BadRow(f"Kandydat „{row.id}” jest już w wierszu {first[row.id]}.")
            first[row.id] = number
            yield from list(score(row, chosen))
        except BadRow as bad:
            tell(f"wiersz {number}: {bad.message} Pominięto go.")
        except BadField as bad:
            tell(f"wiersz {number}, pole „{bad.field}”: {bad.message} Wiersz pominięto.")
    if not rows:
        tell("W pliku nie ma ani jednego kandydata.")


def main(arguments):
    if len(arguments) != 1 or arguments[0] in ("-h", "--help"):
        print("użycie: python3 TEN_PLIK.py KANDYDACI.jsonl   (wynik: JSONL, wiersz na kandydata i oddział)")
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    problems = []

    def tell(text):
        problems.append(text)
        print(text, file=sys.stderr)

    try:
        if not stat.S_ISREG(os.stat(arguments[0]).st_mode):
            print(f"To nie jest zwykły plik: {arguments[0]}", file=sys.stderr)
            return 2
        stream = open(arguments[0], "rb")
    except (OSError, ValueError):
        print(f"Nie można otworzyć pliku kandydatów: {arguments[0]}", file=sys.stderr)
        return 2
    with stream:
        chosen = says_choices(limited_lines(stream))
        stream.seek(0)
        for one in score_lines(limited_lines(stream), tell, chosen):
            print(json.dumps(one, ensure_ascii=False))
    return 1 if problems else 0


def run(arguments):
    """The exit code; nobody reading on, a full disk and an interruption end it without a traceback."""
    if sys.stdout is None or sys.stderr is None:
        return 1
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = main(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        code = 141
    except OSError:
        print("Nie można odczytać danych albo zapisać wyniku (może brakuje miejsca na dysku).", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        code = 130
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
'''


def standalone_module(regulation: Regulation) -> str:
    """The text of the module; the same regulation gives the same text."""
    pieces = [_heading(regulation), _library()]
    compiled: dict[int, str] = {}
    for branch in regulation.branches.values():
        if id(branch.rules) not in compiled:
            prefix = prefix_of(len(compiled))
            name = f"ZASADY_{len(compiled) + 1}"
            compiled[id(branch.rules)] = name
            pieces.append(_rules(name, emit_rules(regulation, branch, prefix)))
    pair = {name: fact for name, fact in regulation.pair.items() if name not in PLACES}
    pieces.append(f"KANDYDAT = {_literal(_kinds(regulation.candidate))}\n")
    pieces.append(f"WYBOR = {_literal(_kinds(pair))}\n")
    pieces.append(f"NAJWYZEJ_ODDZIALOW = {regulation.limits.branches}\n")
    of_branches = {name: one.count for name, one in regulation.limits.claims.items() if not one.is_of_schools}
    pieces.append(f"NAJWYZEJ_TAK = {of_branches!r}\n")
    branches = ",\n".join(f"    {code!r}: {_branch(branch, compiled)}" for code, branch in regulation.branches.items())
    pieces.append(f"ODDZIALY = {{\n{branches},\n}}\n")
    return "\n\n".join(pieces) + "\n" + _MAIN


def _heading(regulation: Regulation) -> str:
    school = f"\n{regulation.school.name}" if regulation.school else ""
    lines = [
        f"    {source.path}  sha256 {hashlib.sha256(source.text.encode()).hexdigest()}" for source in regulation.sources
    ]
    listed = "\n".join(lines)
    text = (
        f"{regulation.title}, rok szkolny {regulation.school_year}{school}\n\n"
        "Punkty i kolejność policzone z regulaminu zapisanego w plikach:\n"
        f"{listed}\n\n"
        "Uruchomienie: python3 TEN_PLIK.py KANDYDACI.jsonl\n"
    )
    return f'"""{in_docstring(text)}"""\n\n{_FUTURE}\nimport os\nimport stat\nimport sys'


def _library() -> str:
    parts = []
    for package, name in _PARTS:
        text = files(package).joinpath(name).read_text(encoding="utf-8")
        parts.append(_OUR_IMPORT.sub("", text).replace(_FUTURE, "").strip())
    return "\n\n\n".join(parts)


def _rules(name: str, code: RulesCode) -> str:
    functions = "\n\n".join(function.text for function in code.functions)
    criteria = "".join(f"        {_criterion(one)},\n" for one in code.criteria)
    conditions = "".join(
        f"        Condition({one.name!r}, {one.text!r}, {one.function}, {one.reserve or None}),\n"
        for one in code.conditions
    )
    stages = "".join(
        f"        Stage({one.name!r}, {one.kind!r}, {one.function or None}, {one.scale}, {one.criteria!r}),\n"
        for one in code.stages
    )
    of_branch = ", ".join(f"{name!r}: lambda o: {text}" for name, text in code.of_branch.items())
    rules = (
        f"{name} = Rules(\n    criteria=(\n{criteria}    ),\n    conditions=(\n{conditions}    ),\n"
        f"    stages=(\n{stages}    ),\n    total={code.total!r},\n    total_scale={code.total_scale},\n"
        f"    of_branch={{{of_branch}}},\n    all_at_once={code.all_at_once},\n)\n"
    )
    return "\n".join(code.constants) + "\n\n\n" + functions + "\n\n" + rules


def _criterion(code: CriterionCode) -> str:
    parts = "".join(f"{_criterion(part)}, " for part in code.parts)
    return (
        f"Criterion({code.name!r}, {code.function}, {code.scale}, ({parts}), "
        f"{code.gate or None}, {code.limit or None}, {code.limit_scale})"
    )


def _branch(branch: Branch, compiled: Mapping[int, str]) -> str:
    raw = {name: _plain(value) for name, value in branch.facts.items()}
    own = _literal(_kinds(branch.rules.facts["oddział"]))
    pair = _literal(_kinds(branch.rules.facts["wybór"]))
    rules = compiled[id(branch.rules)]
    return f"({rules}, settled({rules}, read_facts({_literal(raw)}, {own}, 'oddział.')), {pair})"


def _plain(value: Any) -> Any:
    """As it would stand in a row."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _kinds(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {name: _kind(fact.type, fact) for name, fact in facts.items()}


def _kind(type_: Type, fact: Fact | None = None) -> tuple[Any, ...]:
    match type_:
        case NumberType():
            low = None if type_.low is None else str(type_.low)
            high = None if type_.high is None else str(type_.high)
            return ("liczba", type_.integer, low, high)
        case TruthType():
            return ("tak/nie", None if fact is None or fact.optional else fact.default)
        case TextType():
            return ("tekst",)
        case DateType(with_time):
            return ("czas",) if with_time else ("data",)
        case NotionType(notion):
            return ("pojęcie", tuple(notion.members), dict(notion.ranks))
        case MapType(key, value):
            return ("mapa", tuple(key.members), _kind(value))
        case CollectionType(RecordType() as record, _, size):
            return ("lista", {one.name: _kind(one.type, one) for one in record.fields}, (size.least, size.most))
        case CollectionType(NotionType(notion), _, size):
            return (
                "zbiór",
                ("pojęcie", type_.choices, {one: notion.ranks[one] for one in type_.choices if one in notion.ranks}),
                (size.least, size.most),
            )
    raise AssertionError(type_)


def _literal(value: Any) -> str:
    return pprint.pformat(value, width=116, sort_dicts=False)
