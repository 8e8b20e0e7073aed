"""How well and how fast `paragraf ask` answers the questions of tests/assistant: those tuned on and those looked at.

    python -m benchmarks.ask [RUNS]

Prints a table and writes benchmarks/results/ask.json. „Right” means the expected status, values and words with every
expected unit cited. A wrong figure is an answer where some expected value is missing although others are told; a wrong
verdict is a yes where the answer is no, or the other way round. An answer to another question is one that is given
although the regulation does not settle what was asked. „With noise”: the same questions without Polish letters and with
a typo in every fifth long word.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import sys
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
    "looked at": "looked_at",
    "looked at 2": "looked_at_new",
    "looked at 3": "looked_at_schools",
    "looked at 4": "looked_at_4",
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
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{'first answer of a process, ms':<50}{cold:>12.1f}")
    print(f"{'peak memory with all regulations, MB':<50}{megabytes:>12}")
    RESULT.parent.mkdir(exist_ok=True)
    results = {"runs": runs, "first_ms": round(cold, 1), "peak_mb": megabytes, "results": found}
    RESULT.write_text(json.dumps(results, indent=2), encoding="utf-8")


def milliseconds_of_first(regulation: Regulation) -> float:
    """Imports of topics, vocabularies and the numbering of the printed regulation included."""
    start = time.perf_counter()
    answer("jestem zwolniony z egzaminu, jak policzą punkty?", [regulation])
    return (time.perf_counter() - start) * 1000


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
            given = answer(change(question["q"]), [school(school_of(question))], today=question.get("today"))
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
