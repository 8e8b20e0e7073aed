"""A yes or a no about the asker's own case: bound to the rule that settles it, and none where no rule does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.answer import answer
from assistant.contract import Answer
from assistant.formulas import facts_in, holds_in
from assistant.intents import OWN_CASE
from assistant.lexicon import lexicon
from assistant.normalise import tokens
from assistant.offered import offered
from assistant.told import lacking
from tests.assistant.asking import ask, school, told

POINTS = "§ 4 ust. 4 kryteria dodatkowe"
SETTLED = {"tak", "nie"}


def verdicts(given: Answer) -> set[str]:
    return SETTLED & {value.canonical for value in given.values if isinstance(value.canonical, str)}


@pytest.mark.parametrize(
    ("question", "name", "verdict", "unit"),
    [
        ("mam wyłącznie gruzińskie obywatelstwo, przyjmą mnie do mundurowej?", "miasto", "nie", "pkt 12 ppkt 1 lit. e"),
        ("rodzice nie zgadzają się na klasę sportową, mogę i tak startować?", "lomza", "nie", "§ 9 pkt 3"),
        ("oblałem próby sprawności, czy przyjmą mnie do sportowej?", "malopolska", "nie", "§ 6 pkt 4"),
        ("młodszy synek, rocznik 2023, czy może kandydować?", "sp77", "nie", "§ 1 ust. 4"),
        ("córka jest z rocznika 2021, czy może kandydować?", "sp77", "tak", "§ 1 ust. 4"),
        ("chcę na mechanika pojazdów, ale nie mam orzeczenia kierowcy. Mogę?", "zsme", "nie", "§ 14 ust. 1"),
        ("uczę w tej szkole, mój syn startuje, mogę zasiadać w komisji?", "zsme", "nie", "§ 11 ust. 3"),
        ("w komisji jest dziewięć osób, przyszło sześcioro, czy mogą obradować?", "kety", "tak", "§ 4 ust. 7"),
        ("w komisji jest dziewięć osób, cztery są chore, czy mogą obradować?", "kety", "nie", "§ 4 ust. 7"),
        ("wniosek podpisany profilem zaufanym, czy muszę nosić papier?", "zsme", "nie", "§ 2 ust. 5"),
        ("czy tata może poświadczyć kopię świadectwa?", "miasto", "nie", "pkt 8"),
        ("kopię opinii poradni poświadczy mama, może być?", "miasto", "tak", "pkt 9 lit. c"),
        ("czy zwykłe ksero świadectwa wystarczy?", "kety", "nie", "§ 1 ust. 2"),
        ("w żadnej szkole mnie nie chcieli, mogę złożyć wniosek w dogrywce?", "miasto", "tak", "pkt 16 ppkt 2"),
        ("wnioski zbieracie do 20 czerwca, prawda?", "kety", "nie", "§ 2 ust. 1"),
        ("słyszałam, że wnioski są do 9 lipca. To prawda?", "zsme", "tak", "§ 14 ust. 1"),
        ("świadectwo będzie dopiero 15 lipca, zdążę uzupełnić wniosek?", "kety", "nie", "§ 2 ust. 2"),
        ("siostra tu chodzi, wpisałam was na drugim miejscu. Dostaniemy punkty?", "sp77", "nie", POINTS),
        ("bieg powiatowy, ale nie wpisany na świadectwo. Dostanę punkt?", "lomza", "nie", "pkt 13 ppkt 5"),
        ("finalistka olimpiady z niemieckiego, czy muszę pisać sprawdzian do dwujęzycznej?", "lomza", "nie", "pkt 11"),
        ("czy mogę wgrać świadectwo w systemie, zamiast je zanosić?", "omikron", "tak", "uzupełnienie wniosku"),
        ("podobno za wolontariat jest 5 punktów, prawda?", "zsme", "nie", "§ 5 ust. 1 lit. d (drugie)"),
        ("za pasek jest 7 punktów, zgadza się?", "kety", "tak", "§ 3 ust. 1 pkt 3"),
        ("czy wolontariat liczy się za każdy rok osobno?", "kety", "nie", "§ 3 ust. 1 pkt 2 lit. f"),
        ("czy oboje rodzice muszą podpisać wniosek?", "zsme", "nie", "§ 14 ust. 1"),
        ("czy wystarczy podpis samego taty?", "kety", "tak", "§ 1 ust. 1"),
        ("mogę wybrać włoski jako drugi język?", "kety", "nie", "§ 1 ust. 3"),
        ("czy mogę uczyć się francuskiego?", "kety", "tak", "§ 1 ust. 3"),
        ("czy próby sprawności liczą się do punktów w klasie wojskowej?", "lomza", "nie", "pkt 12 ppkt 3"),
        ("czy wynik sprawdzianu językowego dolicza się do punktów w B?", "lomza", "tak", "pkt 11 ppkt 3 lit. b"),
        ("technikum trwa cztery lata, zgadza się?", "zsme", "nie", "§ 1 ust. 1 pkt 1"),
        ("mam trzy dni na odwołanie do dyrektora, tak?", "kety", "tak", "§ 4 Procedura odwoławcza"),
        ("odwołanie składa się do kuratora, prawda?", "kety", "nie", "§ 4 Procedura odwoławcza"),
        ("czy muszę zanieść wniosek do każdej szkoły?", "miasto", "nie", "pkt 6"),
        ("spóźniłam się z potwierdzeniem woli, czy tracimy miejsce?", "sp77", "tak", "§ 3 ust. 7"),
        ("mamy dwoje dzieci, czy to rodzina wielodzietna?", "sp77", "nie", "§ 4 ust. 4 przypis 2"),
        ("wychowujemy czworo dzieci, czy jesteśmy rodziną wielodzietną?", "sp77", "tak", "§ 4 ust. 4 przypis 2"),
        ("już się gdzieś dostałem, czy mogę zmienić szkołę w dogrywce?", "lomza", "nie", "pkt 16 ppkt 2"),
        ("córka urodziła się 2 lutego 2019, muszę składać decyzję o odroczeniu?", "sp77", "nie", "§ 3 ust. 10"),
        ("syn jest urodzony 20 maja 2018, czy musimy złożyć odroczenie?", "sp77", "tak", "§ 3 ust. 10"),
        ("wniosek podpisałam e-dowodem, mam go jeszcze drukować?", "omikron", "nie", "złożenie wniosku"),
        ("szkoła potwierdziła wniosek, mogę sama zmienić w nim dane?", "omikron", "nie", "weryfikacja"),
        ("na obrady przyszło troje z siedmiu członków komisji, czy są ważne?", "kety", "nie", "§ 4 ust. 7"),
        ("na posiedzeniu było sześć osób z dziewięciu, można było obradować?", "przedszkola", "tak", "§ 9 ust. 5"),
        ("czy przewodniczący może zażądać dokumentów do oświadczenia?", "przedszkola", "tak", "art. 150 ust. 7"),
        ("przewodniczącej wolno sprawdzić dokumenty do oświadczenia?", "lomza", "tak", "art. 150 ust. 7"),
        ("laureat olimpiady z chemii, muszę pisać sprawdzian w dwujęzycznym?", "malopolska", "tak", "art. 140 ust. 1"),
        ("finalista olimpiady z angielskiego, muszę pisać sprawdzian w B?", "lomza", "tak", "pkt 11"),
        ("czy na liście obok nazwiska będą moje punkty?", "przedszkola", "nie", "art. 158 ust. 4"),
        ("wszyscy zobaczą na liście punkty przy moim nazwisku, prawda?", "lomza", "nie", "art. 158 ust. 4"),
        ("oboje z mężem mamy orzeczenia, policzą to podwójnie?", "sp77", "nie", "§ 4 ust. 4 kryteria główne"),
        ("mama i tata mają orzeczenia, czy to dwa kryteria rodzinne?", "malopolska", "nie", "art. 134 ust. 4"),
        ("laureatka konkursu z fizyki, więc nie muszę pisać sprawdzianu w D?", "malopolska", "nie", "art. 140 ust. 1"),
        ("laureatka olimpiady z niemieckiego, to nie muszę pisać sprawdzianu w B?", "lomza", "tak", "pkt 11"),
        ("podpisałam e-dowodem, więc nie muszę drukować wniosku?", "omikron", "tak", "złożenie wniosku"),
        ("finalista olimpiady z historii, wejdę przed tych, co mają więcej punktów?", "kety", "tak", "§ 3 ust. 4"),
        ("laureat konkursu tematycznego wojewódzkiego, będę przed innymi?", "kety", "nie", "§ 3 ust. 4"),
        ("urodzony 5 maja 2018, bez odroczenia. Może iść do zerówki?", "sp77", "nie", "§ 3 ust. 10"),
        ("mamy obywatelstwo Ukrainy, weźmiecie syna tak jak polskie dzieci?", "sp77", "tak", "§ 5 ust. 9"),
        ("świadectwo będzie 21 lipca, czy to za późno?", "kety", "tak", "§ 2 ust. 2"),
        ("wniosek złożę 15 lipca, to już po terminie?", "zsme", "tak", "§ 14 ust. 1"),
        ("dyrektor ma tydzień na rozpatrzenie odwołania, prawda?", "kety", "nie", "§ 4 Procedura odwoławcza"),
        ("do A i do B wniosek składa się do tego samego dnia?", "kety", "tak", "§ 2 ust. 1"),
        ("czy do A i W wniosek składa się w tym samym terminie?", "lomza", "nie", "pkt 1"),
        ("branżówka trwa trzy lata, zgadza się?", "zsme", "tak", "§ 1 ust. 1 pkt 1"),
        ("syn już chodzi do tego przedszkola, może kandydować?", "krakow", "nie", "art. 153 ust. 2"),
        ("córka chodzi już do waszej zerówki, muszę składać wniosek?", "sp77", "nie", "§ 3 ust. 8"),
        ("nie mieszkamy w gminie, ale mamy czworo, mamy pierwszeństwo?", "przedszkola", "nie", "art. 131 ust. 1"),
        ("mieszkamy poza Krakowem, będziemy przed tutejszymi?", "sp77", "nie", "§ 1 ust. 5"),
        ("próby sprawności dadzą mi punkty do sumy w sportowej, nie?", "malopolska", "nie", "art. 137"),
    ],
)  # fmt: skip
def test_a_case_is_settled_by_its_rule(question: str, name: str, verdict: str, unit: str) -> None:
    given = ask(question, name)
    assert verdicts(given) == {verdict}
    assert unit in [citation.unit for citation in given.citations]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("córka ma obywatelstwo polskie i ukraińskie, może do mundurowej?", "lomza"),
        ("nie wiem, czy mama się zgodzi, mogę startować do sportowej?", "lomza"),
        ("do kiedy donieść zgodę rodziców do klasy sportowej, jeszcze jej nie mam", "lomza"),
        ("moja siostra kandyduje, mogę być w komisji jako nauczyciel?", "zsme"),
        ("dyrektor powołał komisję, czy może zmienić jej skład?", "kety"),
        ("urodzony w 2018, przyjmiecie?", "sp77"),
        ("złożyłam dwa wnioski w dwóch przedszkolach, który się liczy?", "sp77"),
        ("kiedy złożyć wniosek, czy 3 czerwca będzie dobrze, jak nie wiem którą szkołę?", "kety"),
        ("brat tu chodzi, a wpisałam was na drugim miejscu, ile punktów?", "sp77"),
        ("jestem zastępcą dyrektora, mogę być w komisji?", "kety"),
        ("mama nie dała zgody, a tata podpisał, czy to wystarczy do sportowej?", "malopolska"),
        ("czy mogę kandydować na kucharza bez książeczki sanepidu?", "zsme"),
        ("czy babcia może podpisać wniosek?", "kety"),
        ("mamy dwoje dzieci i trzecie w drodze, czy to rodzina wielodzietna?", "sp77"),
        ("jak mam poświadczyć kopię świadectwa?", "miasto"),
        ("jestem laureatem, nie zdałem sprawdzianu językowego, przyjmą mnie do dwujęzycznej?", "lomza"),
        ("mój brat chodzi już do tego przedszkola, mogę złożyć wniosek?", "sp77"),
        ("syn chodzi do tego przedszkola, czy muszę składać deklarację?", "przedszkola"),
        ("szkoła jeszcze nie potwierdziła wniosku, mogę go zmienić?", "omikron"),
        ("jestem laureatem olimpiady, muszę pisać sprawdzian do dwujęzycznej?", "lomza"),
        ("nie mamy odroczenia, przyjmiecie córkę?", "sp77"),
        # which of two things
        ("wniosek składam w szkole pierwszego wyboru czy we wszystkich?", "kety"),
        ("na liście są punkty przy nazwisku czy tylko imię i nazwisko?", "lomza"),
        ("za pasek jest pięć punktów czy siedem?", "kety"),
        ("technikum trwa 4 czy 5 lat?", "zsme"),
        ("podpisuję sama czy rodzice też muszą?", "kety"),
        # something else is to be done
        ("nie zaliczyłem prób sprawności, mogę się odwołać?", "lomza"),
        ("czy po niezaliczonych próbach można podejść jeszcze raz?", "lomza"),
        ("negatywny wynik sprawdzianu językowego przekreśla kandydata do dwujęzycznej?", "lomza"),
        ("jestem nauczycielem, moje dziecko kandyduje, muszę wyjść z komisji?", "kety"),
        ("jesteśmy z Ukrainy, czy syn musi zdawać egzamin?", "sp77"),
        ("wracamy z zagranicy w lutym, przyjmiecie dziecko?", "sp77"),
        ("czy dla cudzoziemców są oddzielne zasady?", "sp77"),
        ("siostra się dostała, a ja nie, czy mogę w uzupełniającej?", "lomza"),
        ("mogę złożyć wniosek do trzech szkół?", "sp77"),
        ("czy drugi rodzic może wycofać wniosek?", "sp77"),
        # a length, a day or a number of points of something else
        ("mam 17 lat i kończę podstawówkę, przyjmiecie mnie?", "zsme"),
        ("czy o rok starsi kandydaci są gorzej traktowani?", "lomza"),
        ("rodzina jest tu od dwóch lat, czy to się uwzględnia?", "zsme"),
        ("wniosek z 1 czerwca i wniosek z 18 czerwca są traktowane tak samo?", "kety"),
        ("czy 12 lipca nie jest za późno na wniosek?", "kety"),
        ("czy wolontariat daje więcej niż dwa punkty?", "kety"),
        ("czy pasek jest osobno punktowany, niezależnie od ocen?", "zsme"),
        ("czy do punktów wlicza się ocena z wychowania fizycznego?", "lomza"),
        ("czy będzie próg punktów?", "lomza"),
        # who signs, which language, where it is certified
        ("czy wniosek jest ważny z podpisem samego dziecka, bez rodzica?", "kety"),
        ("tata podpisał sam, czy podpis mamy jest jeszcze potrzebny?", "zsme"),
        ("czy przyjmiecie wniosek podpisany e-dowodem obojga rodziców?", "zsme"),
        ("czy każdy musi uczyć się angielskiego?", "kety"),
        ("leżę w szpitalu i nie zdążę zanieść świadectwa, przepadnie mi miejsce?", "kety"),
        ("niepełnosprawność obojga rodziców i kandydata, liczą się osobno?", "sp77"),
        ("czy dzieci z pierwszym wyborem są przyjmowane wcześniej?", "sp77"),
        ("jestem laureatem, będę przed tymi, co mają więcej punktów?", "kety"),
        ("syn nie chodzi do tego przedszkola, może kandydować?", "krakow"),
        ("mąż ma orzeczenie, czy to się liczy?", "sp77"),
        ("czy na liście będzie najniższa liczba punktów obok nazwisk?", "malopolska"),
        ("mieszkamy poza Krakowem, czy możemy złożyć wniosek?", "sp77"),
    ],
)
def test_what_no_rule_settles_gets_no_verdict(question: str, name: str) -> None:
    assert ask(question, name).intent != OWN_CASE


def test_who_is_late_is_told_of_the_next_round() -> None:
    given = ask("nie zdążyłem z wnioskiem, jest 15 lipca. Mogę jeszcze złożyć?")
    assert verdicts(given) == {"nie"}
    assert {"2025-05-12/2025-07-09", "2025-07-22/2025-07-29"} <= set(map(str, told(given.values)))


def test_where_only_some_branches_want_it_the_branches_are_told() -> None:
    given = ask("nie mam obywatelstwa polskiego, mogę się u was uczyć?", "lomza")
    assert told(given.values) == ["zależy"]
    assert "do oddziałów W i M" in given.text


# -- for every fact, line and branch ----------------------------------------------------------------------------------


def _said(line: str) -> str:
    """The line as a person may say it: of each group its first words, whole words before beginnings of some."""
    return " ".join(group.split("|")[0].removesuffix("*") for group in line.split(" "))


OF_NO_CONDITION = {"odroczenie", "mieszka_w_gminie", "opinia_poradni"}
LINES = [(fact, line) for fact, lines in lexicon("own_case")["lacks"].items() for line in lines]


@pytest.mark.parametrize(("fact", "line"), LINES)
def test_every_line_tells_its_fact(fact: str, line: str) -> None:
    assert fact in lacking(tokens(_said(line)))


@pytest.mark.parametrize(("fact", "line"), LINES)
def test_a_verdict_is_given_where_a_condition_wants_the_fact_and_nowhere_else(fact: str, line: str) -> None:
    found = 0
    for name, code, wants in _branches(fact):
        given = ask(f"{_said(line)}. Czy mogę być przyjęty do oddziału {code}?", name)
        if not wants:
            assert given.intent != OWN_CASE or verdicts(given) != {"nie"} or _others(fact, line), (name, code)
        else:
            assert verdicts(given) == {"nie"}, (name, code)
            found += 1
    assert found or fact in OF_NO_CONDITION


def _others(fact: str, line: str) -> bool:
    """„nie mam zaświadczenia lekarza” may be of more than one fact."""
    return bool(lacking(tokens(_said(line))) - {fact})


def _branches(fact: str) -> Iterator[tuple[str, str, bool]]:
    for name in ("lomza",):
        regulation = school(name)
        for branch in offered(regulation).values():
            conditions = [one for one in branch.rules.conditions if holds_in(regulation, branch, one.applies_when)]
            yield name, branch.code, any(fact in facts_in(one.requires, branch.rules) for one in conditions)


ASKED = {
    "dyrektor": "czy dyrektor może być członkiem komisji?",
    "dziecko": "moja córka kandyduje, mogę być w komisji?",
    "papier": "podpisałem profilem zaufanym, czy muszę drukować wniosek?",
    "cudzoziem": "jesteśmy z Ukrainy, czy przyjmiecie syna?",
    "absolwent": "jestem spoza systemu, czy muszę mieć hasło?",
    "swiadectw": "czy mogę wgrać świadectwo w systemie?",
    "listy": "listy wiszą do końca roku, prawda?",
    "dyrektora": "odwołanie składa się do kuratora, prawda?",
    "rezygnac": "spóźniłam się z potwierdzeniem woli, czy tracimy miejsce?",
    "pierwszego": "czy muszę zanieść wniosek do każdej szkoły?",
    "odrecznie": "czy mogę wypełnić wniosek ręcznie?",
    "jeden": "czy mogę złożyć dwa wnioski?",
    "zazadac": "czy przewodniczący może zażądać dokumentów do oświadczenia?",
    "alfabetycznej": "czy na liście obok nazwiska będą moje punkty?",
    "odtad": "szkoła potwierdziła wniosek, mogę sama zmienić w nim dane?",
    "zadnej": "nigdzie się nie dostałem, czy mogę złożyć wniosek w uzupełniającym?",
}


def test_without_its_clauses_no_rule_gives_a_verdict() -> None:
    assert all(any(word in rule["rule"] for word in ASKED) for rule in lexicon("own_case")["rules"])
    for name in ("zsme", "sp77"):
        bare = replace(school(name), clauses={})
        assert any(ask(question, name).intent == OWN_CASE for question in ASKED.values())
        assert all(answer(question, [bare]).intent != OWN_CASE for question in ASKED.values())
