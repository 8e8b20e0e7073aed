"""References and citations by the rules of legislative drafting."""

from datetime import date

import pytest

from polish.citations import Act, Address, ministerial_regulation, reference, references, statute
from polish.units import Level, label, letter, numeral, ordinal

P, S, PT, L, T = Level.PARAGRAPH, Level.SECTION, Level.POINT, Level.LETTER, Level.INDENT


def at(*numerals: str) -> Address:
    return Address(tuple(zip((P, S, PT, L, T), numerals, strict=False)))


DEEP = at("3", "2", "1", "a", "drugie")


@pytest.mark.parametrize(
    ("target", "here", "text"),
    [
        (DEEP, None, "§ 3 ust. 2 pkt 1 lit. a tiret drugie"),
        (DEEP, at("3", "5"), "ust. 2 pkt 1 lit. a tiret drugie"),
        (at("3", "2", "1"), at("3", "2"), "pkt 1"),
        (at("3", "2", "4"), at("3", "2", "1"), "pkt 4"),
        (at("3", "2"), at("3", "2", "1"), "ust. 2"),
        (at("3", "2"), at("4", "2"), "§ 3 ust. 2"),
        (at("3"), at("3", "2"), "§ 3"),
        (at("3", "1a"), at("3", "1"), "ust. 1a"),
        (Address(((P, "3"), (PT, "2"))), at("3", "1"), "pkt 2"),
        (Address(((Level.ARTICLE, "150"), (S, "2"))), None, "art. 150 ust. 2"),
    ],
)
def test_reference(target: Address, here: Address | None, text: str) -> None:
    assert reference(target, here) == text


@pytest.mark.parametrize(
    ("targets", "here", "text"),
    [
        ([at("3", "1"), at("3", "2")], at("3", "5"), "ust. 1 i 2"),
        ([at("3"), at("4"), at("5"), at("6")], None, "§ 3–6"),
        ([at("3"), at("4")], None, "§ 3 i 4"),
        ([at("3", "2", "1"), at("3", "2", "3"), at("3", "2", "4"), at("3", "2", "5")], None, "§ 3 ust. 2 pkt 1 i 3–5"),
        ([at("1", "1"), at("1", "4"), at("5", "2")], at("1", "7"), "ust. 1 i 4 oraz § 5 ust. 2"),
        ([at("3", "1"), at("3", "1a"), at("3", "2")], None, "§ 3 ust. 1, 1a i 2"),
        ([], None, ""),
    ],
)
def test_references(targets: list[Address], here: Address | None, text: str) -> None:
    assert references(targets, here) == text


EDUCATION_LAW = statute(date(2016, 12, 14), "Prawo oświatowe", {2025: [1043]}, amended=True)


def test_statute() -> None:
    cited = "ustawy z dnia 14 grudnia 2016 r. – Prawo oświatowe (Dz. U. z 2025 r. poz. 1043, z późn. zm.)"
    assert EDUCATION_LAW.cite(genitive=True) == cited
    assert EDUCATION_LAW.cite(journal=False) == "ustawa z dnia 14 grudnia 2016 r. – Prawo oświatowe"


def test_regulation_of_its_own_year() -> None:
    act = ministerial_regulation("Ministra Edukacji i Nauki", date(2022, 11, 18), "w sprawie X", {2022: [2431]})
    text = "rozporządzenie Ministra Edukacji i Nauki z dnia 18 listopada 2022 r. w sprawie X (Dz. U. poz. 2431)"
    assert act.cite() == text


@pytest.mark.parametrize(
    ("positions", "text"),
    [
        ({2025: [780], 2026: [160]}, "(Dz. U. z 2025 r. poz. 780 oraz z 2026 r. poz. 160)"),
        ({2024: [854, 1562, 1635]}, "(Dz. U. z 2024 r. poz. 854, 1562 i 1635)"),
        ({2026: [3], 2024: [1], 2025: [2]}, "(Dz. U. z 2024 r. poz. 1, z 2025 r. poz. 2 oraz z 2026 r. poz. 3)"),
        ({2016: [5], 2017: [6]}, "(Dz. U. poz. 5 oraz z 2017 r. poz. 6)"),
    ],
)
def test_journal(positions: dict[int, list[int]], text: str) -> None:
    assert Act("ustawa", "ustawy", date(2016, 12, 14), "x", positions).journal_reference() == text


def test_letters_go_on_after_z() -> None:
    assert [letter(n) for n in (1, 26, 27, 52, 53)] == ["a", "z", "za", "zz", "zza"]
    assert len({letter(n) for n in range(1, 200)}) == 199


def test_labels() -> None:
    labels = [label(level, numeral(level, 2)) for level in Level]
    assert labels == ["art. 2.", "§ 2.", "2.", "2)", "b)", "–", "– –"]
    assert label(S, "1a") == "1a."


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 11, 20, 21, 99)] == [
        "pierwsze", "jedenaste", "dwudzieste", "dwudzieste pierwsze", "dziewięćdziesiąte dziewiąte",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="100"):
        ordinal(100)
