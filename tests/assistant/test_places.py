"""Where an answer stands: the printed unit first, the source document's in brackets, lines merged, nothing twice."""

from __future__ import annotations

from assistant.contract import Citation
from assistant.wording import places
from tests.assistant.asking import ask


def _cited(printed: str, unit: str, lines: tuple[int, int] | None) -> Citation:
    document = "001" if lines else "Regulamin"
    return Citation(document, unit, "przepis", "plik.yaml", 1, lines, printed)


def test_lines_that_touch_or_overlap_are_one() -> None:
    cited = [_cited("§ 9", "§ 1 ust. 2", lines) for lines in ((81, 82), (75, 84), (85, 88), (92, 93), (99, 99))]
    assert places(cited) == ["§ 9 (dokument źródłowy „001”: § 1 ust. 2, wiersze 75–88, 92–93, 99)"]


def test_one_line_is_in_the_singular() -> None:
    assert places([_cited("§ 9", "§ 1", (7, 7))]) == ["§ 9 (dokument źródłowy „001”: § 1, wiersz 7)"]


def test_units_of_one_regulation_name_it_once() -> None:
    cited = [_cited("§ 7 pkt 1", "§ 7 pkt 1", None), _cited("§ 7 pkt 2", "§ 7 pkt 2", None)]
    assert places(cited) == ["§ 7 pkt 1 i § 7 pkt 2, Regulamin"]


def test_a_rule_has_the_number_of_the_printed_regulation_and_that_of_the_source() -> None:
    given = ask("mam 75% z matmy, ile to punktów")
    citation, act = given.citations
    assert (citation.unit, citation.printed) == ("§ 3 ust. 1 lit. a", "§ 7 ust. 1 pkt 1 lit. b")
    assert given.text.index(citation.printed) < given.text.index(citation.unit)
    assert act.unit == "§ 3"
    assert given.text.count(act.document) == 1


def test_many_parts_of_one_paragraph_are_told_as_the_paragraph() -> None:
    basis = next(line for line in ask("jakie dokumenty są potrzebne").text.splitlines() if line.startswith("Podstawa"))
    assert basis.count("§ 9") == 1
    assert "i inne" not in basis


def test_a_rule_repeated_from_the_law_is_told_as_such() -> None:
    own, kety = ask("jakie dokumenty są potrzebne", "own").text, ask("co to jest kworum").text
    assert "Regulamin powtarza tu przepisy prawa" in own
    assert "sam tego nie określa" not in own + kety
    assert "Dokument źródłowy" not in own
