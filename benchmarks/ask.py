"""How well and how fast `paragraf ask` answers the questions of tests/assistant: those tuned on and those held out.

    python -m benchmarks.ask [RUNS]

Prints a table and writes benchmarks/results/ask.json. „Right” means the expected status, values and words with every
expected unit cited. A wrong figure is an answer where some expected value is missing although others are told; a wrong
verdict is a yes where the answer is no, or the other way round. An answer to another question is one that is given
although the regulation does not settle what was asked.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import answer
from assistant.contract import Answer, Status
from dsl.model.regulation import Regulation
from tests.assistant.asking import (
    ANSWERED,
    Question,
    answers_another_question,
    faults,
    has_other_figures,
    kety,
    questions,
    school,
    school_of,
    statuses,
    told,
)

RESULT = Path(__file__).parent / "results" / "ask.json"
SETS = {
    "tuned on": "questions",
    "schools": "questions_schools",
    "held out": "held_out",
    "held out 2": "held_out_new",
    "held out 3": "held_out_schools",
}
VERDICTS = {"tak", "nie"}
ROWS = {
    "questions": "questions",
    "right": "right and cited",
    "figures": "wrong figures",
    "verdicts": "wrong verdicts",
    "another": "answers to another question",
    "declined": "declined",
    "asked": "asked back",
    "declined_wrongly": "declined or asked back though there is an answer",
    "p50": "latency p50, ms",
    "p95": "latency p95, ms",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    question: Question
    answer: Answer
    milliseconds: float


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    regulation = kety()
    cold = milliseconds_of_first(regulation)
    found = {title: figures(asked(questions(name), runs)) for title, name in SETS.items()}
    print(f"{'':<50}" + "".join(f"{title:>12}" for title in found))
    for key, words in ROWS.items():
        print(f"{words:<50}" + "".join(f"{row[key]:>12}" for row in found.values()))
    print(f"{'first answer of a process, ms':<50}{cold:>12.1f}")
    RESULT.parent.mkdir(exist_ok=True)
    results = {"runs": runs, "first_ms": round(cold, 1), "results": found}
    RESULT.write_text(json.dumps(results, indent=2), encoding="utf-8")


def milliseconds_of_first(regulation: Regulation) -> float:
    """Imports of topics, vocabularies and the numbering of the printed regulation included."""
    start = time.perf_counter()
    answer("jestem zwolniony z egzaminu, jak policzą punkty?", [regulation])
    return (time.perf_counter() - start) * 1000


def asked(chosen: Sequence[Question], runs: int) -> list[Outcome]:
    """Each question with the median time of its runs."""
    found = []
    for question in chosen:
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            given = answer(question["q"], [school(school_of(question))])
            times.append((time.perf_counter() - start) * 1000)
        found.append(Outcome(question, given, statistics.median(times)))
    return found


def figures(outcomes: Sequence[Outcome]) -> dict[str, str]:
    times = sorted(one.milliseconds for one in outcomes)
    given = [one.answer.status for one in outcomes]
    has_answer = [one for one in outcomes if set(statuses(one.question)) <= set(ANSWERED)]
    return {
        "questions": str(len(outcomes)),
        "right": f"{sum(not faults(one.question, one.answer) for one in outcomes)}/{len(outcomes)}",
        "figures": str(sum(has_other_figures(one.question, one.answer) for one in outcomes)),
        "verdicts": str(sum(has_wrong_verdict(one) for one in outcomes)),
        "another": str(sum(answers_another_question(one.question, one.answer) for one in outcomes)),
        "declined": str(given.count(Status.OUT_OF_SCOPE)),
        "asked": str(given.count(Status.ASK_BACK)),
        "declined_wrongly": str(sum(one.answer.status not in ANSWERED for one in has_answer)),
        "p50": f"{statistics.median(times):.1f}",
        "p95": f"{times[round(0.95 * (len(times) - 1))]:.1f}",
    }


def has_wrong_verdict(one: Outcome) -> bool:
    wanted = VERDICTS & {str(value) for value in one.question.get("values", ())}
    given = VERDICTS & {str(value) for value in told(one.answer.values)}
    return bool(wanted and given and wanted != given)


if __name__ == "__main__":
    main()
