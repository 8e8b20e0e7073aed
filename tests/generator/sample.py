# ruff: noqa: E501
"""Documents made by hand, rich enough to show every part of the tree. The school and its dates are invented."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

from generator.tree import (
    Align,
    Chapter,
    Column,
    Document,
    Note,
    Paragraph,
    SignatureBlock,
    Strong,
    Table,
    TextBlock,
    Unit,
    refer,
)
from polish.citations import ministerial_regulation, statute
from polish.dates import format_date, format_moment, format_range
from polish.numbers import format_number
from polish.plurals import POINT, SEAT, count

SCHOOL = "Liceum Ogólnokształcące im. Zofii Nałkowskiej w Zalesiu Nowym"
OF_SCHOOL = "Liceum Ogólnokształcącego im. Zofii Nałkowskiej w Zalesiu Nowym"
DAY = date(2026, 2, 27)
LAW = statute(date(2016, 12, 14), "Prawo oświatowe", {2025: [1043]}, amended=True)
RULES = ministerial_regulation(
    "Ministra Edukacji i Nauki",
    date(2022, 11, 18),
    "w sprawie przeprowadzania postępowania rekrutacyjnego oraz postępowania uzupełniającego do publicznych przedszkoli, "
    "szkół, placówek i centrów",
    {2022: [2431]},
)

PREAMBLE = TextBlock(
    f"Na podstawie art. 134, art. 149 ust. 4, art. 157 i art. 158 {LAW.cite(genitive=True)} oraz § 3–6 "
    f"{RULES.cite(genitive=True)} ustala się, co następuje:"
)

GENERAL = Paragraph(
    heading="Przepisy ogólne",
    content=(
        Unit(
            f"Regulamin określa zasady rekrutacji do klas pierwszych {OF_SCHOOL}, zwanego dalej „szkołą”, na rok szkolny "
            "2026/2027"
        ),
        Unit(
            "Postępowanie rekrutacyjne przeprowadza komisja rekrutacyjna powołana przez dyrektora szkoły, zwana dalej "
            "„komisją”, z wykorzystaniem systemu informatycznego"
        ),
        Unit(
            "Kandydat może ubiegać się o przyjęcie do nie więcej niż trzech szkół i do dowolnej liczby oddziałów w tych "
            "szkołach; oddziały wskazuje w kolejności od najbardziej do najmniej preferowanego"
        ),
    ),
)

BRANCHES_TABLE = Table(
    id="tabela-oddzialow",
    caption="Oddziały klasy pierwszej, liczba miejsc i zajęcia brane pod uwagę",
    columns=(
        Column("Oddział", None, Align.CENTER),
        Column("Profil", 10),
        Column("Przedmioty rozszerzone", 11),
        Column("Dwa zajęcia punktowane", 9),
        Column("Miejsca", None, Align.RIGHT),
    ),
    rows=(
        ("1A", "matematyczno-fizyczny", "matematyka, fizyka, język angielski", "fizyka, język angielski", "30"),
        ("1B", "biologiczno-chemiczny", "biologia, chemia, język angielski", "biologia, chemia", "30"),
        ("1C", "geograficzno-językowy", "geografia, język angielski", "geografia, język angielski", "28"),
        ("1D", "humanistyczno-prawny", "język polski, historia", "historia, język angielski", "28"),
    ),
)

BRANCHES = Paragraph(
    id="oddzialy",
    heading="Oddziały i przedmioty punktowane",
    content=(
        Unit(
            (
                f"W roku szkolnym 2026/2027 tworzy się cztery oddziały klasy pierwszej, liczące łącznie {count(116, SEAT)}, "
                "wymienione w tabeli ",
                refer("tabela-oddzialow"),
            )
        ),
        Unit(
            (
                "Do obliczenia punktów, o których mowa w ",
                refer("oceny"),
                ", przyjmuje się oceny z języka polskiego i matematyki oraz z dwóch obowiązkowych zajęć edukacyjnych "
                "wskazanych w tabeli ",
                refer("tabela-oddzialow"),
                " dla danego oddziału",
            )
        ),
        BRANCHES_TABLE,
    ),
)

CRITERIA = Paragraph(
    id="kryteria-i-punktacja",
    heading="Kryteria i punktacja",
    content=(
        Unit(
            id="kryteria",
            text="Na pierwszym etapie postępowania rekrutacyjnego brane są pod uwagę łącznie następujące kryteria",
            children=(
                Unit(
                    id="egzamin",
                    text=f"wyniki egzaminu ósmoklasisty, za które można uzyskać najwyżej {count(100, POINT)}, przy czym",
                    children=(
                        Unit(
                            "wynik procentowy z języka polskiego i wynik procentowy z matematyki mnoży się przez 0,35"
                        ),
                        Unit("wynik procentowy z języka obcego nowożytnego mnoży się przez 0,3"),
                    ),
                ),
                Unit(
                    id="oceny",
                    text=(
                        "wymienione na świadectwie ukończenia szkoły podstawowej oceny z czterech zajęć edukacyjnych, za "
                        f"które można uzyskać najwyżej {count(72, POINT)}, przeliczane zgodnie z tabelą ",
                        refer("tabela-ocen"),
                    ),
                ),
                Unit(f"świadectwo ukończenia szkoły podstawowej z wyróżnieniem – {count(7, POINT)}"),
                Unit(
                    id="osiagniecia",
                    text=f"szczególne osiągnięcia, za które można uzyskać najwyżej {count(18, POINT)}, w tym",
                    children=(
                        Unit(
                            "za wysokie miejsce w zawodach wiedzy, artystycznych lub sportowych na szczeblu",
                            children=(
                                Unit(f"międzynarodowym – {count(4, POINT)}"),
                                Unit(f"krajowym – {count(3, POINT)}"),
                                Unit(f"wojewódzkim – {count(2, POINT)}"),
                                Unit(f"powiatowym – {count(1, POINT)}", id="powiatowym"),
                            ),
                        ),
                        Unit(f"za aktywność społeczną, w tym w formie wolontariatu – {count(3, POINT)}"),
                    ),
                ),
            ),
        ),
        Unit(
            (
                "W przypadku gdy kandydat ma więcej niż jedno osiągnięcie z takich samych zawodów, punkty, o których mowa w ",
                refer("osiagniecia"),
                ", przyznaje się ",
                Strong("jednorazowo"),
                " za najwyższe osiągnięcie",
            )
        ),
        Unit(
            (
                "Łączna liczba punktów możliwych do uzyskania na podstawie ",
                refer("kryteria"),
                " wynosi 200",
            )
        ),
        Note(
            "Przykład.",
            f"Wynik 75% z matematyki daje {count(Fraction('26.25'), POINT)} (0,35 × 75), a wynik 75% z języka obcego "
            f"nowożytnego {count(Fraction('22.5'), POINT)} (0,3 × 75).",
        ),
        Table(
            id="tabela-ocen",
            caption="Przeliczanie ocen na punkty",
            columns=(
                Column("Ocena wyrażona w stopniu", 14),
                *(
                    Column(grade, width, Align.CENTER)
                    for grade, width in (
                        ("celujący", 9),
                        ("bardzo dobry", 9),
                        ("dobry", 7),
                        ("dostateczny", 11),
                        ("dopuszczający", 13),
                    )
                ),
            ),
            rows=(("Liczba punktów", "18", "17", "14", "8", "2"),),
        ),
    ),
)

TIES = Paragraph(
    heading="Równorzędne wyniki",
    content=(
        Unit(
            id="etap-2",
            text="Jeżeli na pierwszym etapie kandydaci uzyskali równorzędne wyniki, na drugim etapie przyjmuje się kandydatów "
            "z problemami zdrowotnymi, ograniczającymi możliwości wyboru kierunku kształcenia ze względu na stan zdrowia, "
            "potwierdzonymi opinią publicznej poradni psychologiczno-pedagogicznej, w tym publicznej poradni specjalistycznej",
        ),
        Unit(
            (
                "Jeżeli po zastosowaniu ",
                refer("etap-2"),
                " wyniki nadal są równorzędne albo szkoła nadal dysponuje wolnymi miejscami, na trzecim etapie bierze się "
                "pod uwagę łącznie",
            ),
            children=(
                Unit("wielodzietność rodziny kandydata"),
                Unit("niepełnosprawność kandydata"),
                Unit("niepełnosprawność jednego z rodziców kandydata"),
                Unit("niepełnosprawność obojga rodziców kandydata"),
                Unit("niepełnosprawność rodzeństwa kandydata"),
                Unit("samotne wychowywanie kandydata w rodzinie"),
                Unit("objęcie kandydata pieczą zastępczą"),
            ),
            closing="przy czym kryteria te mają jednakową wartość",
        ),
    ),
)

THREE = time(15)
TIMETABLE = Paragraph(
    id="terminy",
    heading="Terminy",
    content=(
        Unit(
            ("Czynności w postępowaniu rekrutacyjnym przeprowadza się w terminach określonych w tabeli ", refer("t3"))
        ),
        Table(
            id="t3",
            caption="Terminy postępowania rekrutacyjnego i postępowania uzupełniającego",
            columns=(
                Column("Lp.", None, Align.RIGHT),
                Column("Czynność", 15),
                Column("Postępowanie rekrutacyjne", 11),
                Column("Postępowanie uzupełniające", 11),
            ),
            rows=(
                (
                    "1",
                    "Złożenie wniosku o przyjęcie do szkoły wraz z dokumentami",
                    format_range(date(2026, 5, 11), date(2026, 6, 23), THREE),
                    format_range(date(2026, 7, 21), date(2026, 7, 23), THREE),
                ),
                (
                    "2",
                    "Podanie do publicznej wiadomości listy kandydatów zakwalifikowanych i niezakwalifikowanych",
                    format_moment(date(2026, 7, 14), time(10)),
                    format_moment(date(2026, 8, 3), time(10)),
                ),
                (
                    "3",
                    "Potwierdzenie woli przyjęcia przez przedłożenie oryginałów dokumentów",
                    format_range(date(2026, 7, 14), date(2026, 7, 17), THREE),
                    format_range(date(2026, 8, 3), date(2026, 8, 6), THREE),
                ),
                (
                    "4",
                    "Podanie do publicznej wiadomości listy kandydatów przyjętych i nieprzyjętych",
                    format_moment(date(2026, 7, 20), time(10)),
                    format_moment(date(2026, 8, 7), time(10)),
                ),
                (
                    "5",
                    "Wystąpienie o uzasadnienie odmowy przyjęcia",
                    *["3 dni od dnia podania listy, o której mowa w lp. 4"] * 2,
                ),
            ),
        ),
    ),
)

COMMISSION = Paragraph(
    heading="Komisja",
    content=(
        Unit("W skład komisji wchodzi co najmniej trzech nauczycieli szkoły"),
        Unit(
            "W skład komisji nie może wchodzić",
            children=(
                Unit("dyrektor szkoły"),
                Unit("osoba, której dziecko uczestniczy w postępowaniu rekrutacyjnym przeprowadzanym do szkoły"),
            ),
        ),
        Unit(
            "Z posiedzenia komisji sporządza się protokół, który zawiera w szczególności",
            children=(
                Unit("datę posiedzenia"),
                Unit("imiona i nazwiska obecnych członków komisji"),
                Unit("informacje o podjętych czynnościach lub rozstrzygnięciach"),
            ),
        ),
    ),
)

APPEALS = Paragraph(
    heading="Procedura odwoławcza",
    content=(
        Unit(
            id="wniosek",
            text="W terminie 3 dni od dnia podania do publicznej wiadomości listy kandydatów przyjętych i nieprzyjętych "
            "rodzic kandydata albo kandydat pełnoletni może wystąpić do komisji o sporządzenie uzasadnienia odmowy przyjęcia",
        ),
        Unit(
            id="uzasadnienie",
            text=(
                "Uzasadnienie sporządza się w terminie 3 dni od dnia wystąpienia, o którym mowa w ",
                refer("wniosek"),
                "; uzasadnienie zawiera przyczyny odmowy, najniższą liczbę punktów, która uprawniała do przyjęcia, oraz "
                "liczbę punktów, którą kandydat uzyskał",
            ),
        ),
        Unit(
            numeral="2a",
            text=(
                "Do terminów, o których mowa w ",
                refer("wniosek", "uzasadnienie"),
                ", nie wlicza się dni wolnych od pracy",
            ),
        ),
        Unit("Na rozstrzygnięcie dyrektora szkoły służy skarga do sądu administracyjnego"),
    ),
)

FINAL = Paragraph(
    heading="Przepis końcowy",
    content=(Unit(f"Regulamin wchodzi w życie z dniem {format_date(date(2026, 2, 28))}"),),
)

REGULATION = Document(
    title=f"Regulamin rekrutacji do klas pierwszych {OF_SCHOOL} na rok szkolny 2026/2027",
    day=DAY,
    kind="regulamin rekrutacji",
    author=SCHOOL,
    description=f"Załącznik nr 1 do zarządzenia nr 7/2026 Dyrektora {OF_SCHOOL}",
    annex_header=(
        "Załącznik nr 1 do zarządzenia nr 7/2026",
        f"Dyrektora {OF_SCHOOL}",
        f"z dnia {format_date(DAY)}",
    ),
    footer="Regulamin rekrutacji 2026/2027 · zarządzenie nr 7/2026",
    blocks=(PREAMBLE, GENERAL, BRANCHES, CRITERIA, TIES, TIMETABLE, COMMISSION, APPEALS, FINAL),
    signature=SignatureBlock(
        role=("Dyrektor", OF_SCHOOL),
        name="Anna Wiśniewska-Gąsior",
        annotation="dokument podpisany kwalifikowanym podpisem elektronicznym",
    ),
)

CHAPTERS = Document(
    title=f"Statut {OF_SCHOOL}",
    day=DAY,
    letterhead=(SCHOOL, "ul. Szkolna 1, 00-001 Zalesie Nowe"),
    subtitle=(f"uchwalony dnia {format_date(DAY)}",),
    footer="Statut",
    blocks=(
        Chapter(
            "Nabór",
            id="nabor",
            blocks=(
                Paragraph(
                    (
                        Unit(
                            "Kandydat składa",
                            children=(
                                Unit("wniosek"),
                                Unit(
                                    "dokumenty",
                                    children=(
                                        Unit(
                                            "potwierdzające",
                                            children=(
                                                Unit(
                                                    "tożsamość",
                                                    children=(Unit("własną"), Unit("rodziców", id="rodzicow")),
                                                ),
                                                Unit("wiek"),
                                            ),
                                        ),
                                        Unit("inne"),
                                    ),
                                    closing="w dwóch egzemplarzach",
                                ),
                            ),
                        ),
                    )
                ),
            ),
        ),
        Chapter(
            "Przepisy końcowe",
            blocks=(
                Paragraph((Unit(("Dokumentów, o których mowa w ", refer("rodzicow"), ", nie zwraca się")),)),
                Paragraph((Unit(("Przepisy rozdziału ", refer("nabor"), " stosuje się od 1 września 2026 r.")),)),
                TextBlock(f"Nakład: {format_number(12500)} egzemplarzy."),
            ),
        ),
    ),
)
