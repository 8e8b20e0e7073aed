"""How well and how fast `paragraf ask` answers the questions of tests/assistant: tuned on, looked at, and never read.

    python -m benchmarks.ask [RUNS]

Prints a table and writes benchmarks/results/ask.json. „Right” means the expected status, values and words with every
expected unit cited. A wrong figure is an answer where some expected value is missing although others are told; a wrong
verdict is a yes where the answer is no, or the other way round. An answer to another question is one that is given
although the regulation does not settle what was asked. „With noise”: the same questions without Polish letters and with
a typo in every fifth long word. Then each file: processor time of answers in a process that has answered before, and
of a whole `paragraf ask` with its model kept (decision 0014), with its memory (Linux).
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import answer
from assistant.contract import Answer, Status
from dsl.model.regulation import Regulation
from polish.folding import fold
from tests.assistant.asking import (
    ANSWERED,
    SCHOOLS,
    Question,
    answers_another_question,
    faults,
    has_other_figures,
    kety,
    questions,
    school,
    school_of,
    schools,
    statuses,
    told,
)

RESULT = Path(__file__).parent / "results" / "ask.json"
SETS = {
    "tuned on": "questions",
    "schools": "questions_schools",
    "looked at": "looked_at",
    "looked at 2": "looked_at_new",
    "looked at 3": "looked_at_schools",
    "looked at 4": "looked_at_4",
    "looked at 5": "looked_at_5",
    "looked at 6": "looked_at_6",
    "looked at 7": "looked_at_7",
    "looked at 8": "looked_at_8",
    "looked at 10": "looked_at_10",
    "looked at 11": "looked_at_11",
    "looked at 12": "looked_at_12",
    "unseen 5": "held_out_5",
    "unseen 6": "held_out_6",
    "unseen 9": "held_out_9",
}
VERDICTS = {"tak", "nie"}
ROWS = {
    "questions": "questions",
    "right": "right and cited",
    "noisy": "right and cited with noise",
    "figures": "wrong figures",
    "noisy_figures": "wrong figures with noise",
    "verdicts": "wrong verdicts",
    "another": "answers to another question",
    "unsaid": "„not in the regulation”",
    "declined": "declined",
    "asked": "asked back",
    "declined_wrongly": "declined or asked back though there is an answer",
    "p50": "latency p50, ms",
    "p95": "latency p95, ms",
}
FILE_ROWS = ("p50, ms", "p95, ms", "process, ms", "process, MB")
_WHOLE = """
import resource, sys
from cli.main import main
main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print((used.ru_utime + used.ru_stime) * 1000, int(own.split()[1]) // 1024, file=sys.stderr)
"""
LONG_WORD = 6
TYPO_EVERY = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    question: Question
    answer: Answer
    milliseconds: float


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    cold = milliseconds_of_first(kety())
    found = {title: figures(questions(name), runs) for title, name in SETS.items()}
    print(f"{'':<50}" + "".join(f"{title:>12}" for title in found))
    for key, words in ROWS.items():
        print(f"{words:<50}" + "".join(f"{row[key]:>12}" for row in found.values()))
    print(f"{'first answer of a process, ms':<50}{cold:>12.1f}")
    by_file = {name: of_file(name) for name in SCHOOLS}
    print(f"\n{'':<20}" + "".join(f"{title:>14}" for title in FILE_ROWS))
    for name, row in by_file.items():
        print(f"{name:<20}" + "".join(f"{value:>14.1f}" for value in row))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{'peak memory with all regulations, MB':<50}{megabytes:>12}")
    RESULT.parent.mkdir(exist_ok=True)
    results = {"runs": runs, "first_ms": round(cold, 1), "peak_mb": megabytes, "results": found, "files": by_file}
    RESULT.write_text(json.dumps(results, indent=2), encoding="utf-8")


def milliseconds_of_first(regulation: Regulation) -> float:
    """Imports of topics, vocabularies and the numbering of the printed regulation included."""
    start = time.perf_counter()
    answer("jestem zwolniony z egzaminu, jak policzą punkty?", [regulation])
    return (time.perf_counter() - start) * 1000


def of_file(name: str) -> tuple[float, float, float, float]:
    """p50 and p95 of its own questions and of every fourth of the others, each asked for the second time."""
    every = [one for title in SETS.values() for one in questions(title)]
    own = [one for one in every if school_of(one) == name]
    chosen = [*own, *[one for one in every if school_of(one) != name][::4]]
    for one in chosen:
        answer(one["q"], [school(name)])
    times = sorted(_processor_ms(one["q"], name) for one in chosen)
    return statistics.median(times), times[round(0.95 * (len(times) - 1))], *of_process(SCHOOLS[name])


def _processor_ms(question: str, name: str) -> float:
    start = time.process_time()
    answer(question, [school(name)])
    return (time.process_time() - start) * 1000


def of_process(path: Path) -> tuple[float, float]:
    """Processor time and memory of the second and later `paragraf ask` of a file: the median of three."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PARAGRAF_CACHE": f"{cache}/kept"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", _WHOLE, "ask", str(path), "do kiedy złożyć wniosek?"]
        told = [subprocess.run(command, env=environment, capture_output=True, text=True, check=False) for _ in range(4)]
    figures_of = [tuple(map(float, one.stderr.split()[-2:])) for one in told[1:]]
    return statistics.median(one[0] for one in figures_of), max(one[1] for one in figures_of)


def noisy(text: str) -> str:
    """Without Polish letters, two letters swapped in every fifth long word; capitals kept, for they name branches."""
    chance = random.Random(text)
    words = [_bare(word) for word in text.split(" ")]
    return " ".join(_typo(word, chance) if len(word) >= LONG_WORD and word.isalpha() else word for word in words)


def _bare(word: str) -> str:
    return "".join(fold(char).upper() if char.isupper() else fold(char) for char in word)


def _typo(word: str, chance: random.Random) -> str:
    if chance.randrange(TYPO_EVERY):
        return word
    place = chance.randrange(2, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :] if place + 1 < len(word) else word


def asked(chosen: Sequence[Question], runs: int, change: Callable[[str], str] = str) -> list[Outcome]:
    """Each question with the median time of its runs."""
    found = []
    for question in chosen:
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            given = answer(change(question["q"]), schools(school_of(question)), today=question.get("today"))
            times.append((time.perf_counter() - start) * 1000)
        found.append(Outcome(question, given, statistics.median(times)))
    return found


def figures(chosen: Sequence[Question], runs: int) -> dict[str, str]:
    outcomes, with_noise = asked(chosen, runs), asked(chosen, 1, noisy)
    times = sorted(one.milliseconds for one in outcomes)
    given = [one.answer.status for one in outcomes]
    has_answer = [one for one in outcomes if set(statuses(one.question)) <= set(ANSWERED)]
    return {
        "questions": str(len(outcomes)),
        "right": _share(outcomes),
        "noisy": _share(with_noise),
        "figures": str(sum(has_other_figures(one.question, one.answer) for one in outcomes)),
        "noisy_figures": str(sum(has_other_figures(one.question, one.answer) for one in with_noise)),
        "verdicts": str(sum(has_wrong_verdict(one) for one in outcomes)),
        "another": str(sum(answers_another_question(one.question, one.answer) for one in outcomes)),
        "unsaid": str(given.count(Status.UNSAID)),
        "declined": str(given.count(Status.OUT_OF_SCOPE)),
        "asked": str(given.count(Status.ASK_BACK)),
        "declined_wrongly": str(sum(one.answer.status not in ANSWERED for one in has_answer)),
        "p50": f"{statistics.median(times):.1f}",
        "p95": f"{times[round(0.95 * (len(times) - 1))]:.1f}",
    }


def _share(outcomes: Sequence[Outcome]) -> str:
    return f"{sum(not faults(one.question, one.answer) for one in outcomes)}/{len(outcomes)}"


def has_wrong_verdict(one: Outcome) -> bool:
    wanted = VERDICTS & {str(value) for value in one.question.get("values", ())}
    given = VERDICTS & {str(value) for value in told(one.answer.values)}
    return bool(wanted and given and wanted != given)


if __name__ == "__main__":
    main()
