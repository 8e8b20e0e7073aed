"""The keys of a recruitment's file, each with one sentence of help; data, as `dsl.decode.vocabulary` is."""

from dsl.decode.vocabulary import Keys

TOP: Keys = {
    "paragraf": "Wersja języka, w którym zapisano plik; zawsze „paragraf: 1”.",
    "nabór": "Nazwa naboru, np. „nabór: Nabór do szkół ponadpodstawowych w Przykładowie”.",
    "rok_szkolny": "Rok szkolny, np. 2026/2027; taki sam we wszystkich regulaminach naboru.",
    "regulaminy": "Regulaminy szkół, każdy pod krótkim znakiem szkoły, np. „lo1: lo1.yaml”; oddział to potem „lo1/A”.",
    "miejsca": "Liczba miejsc, która zastępuje podaną w regulaminie, np. „lo1/A: 28”.",
    "limity": "Ile szkół i oddziałów wolno wybrać, np. {szkoły: 3}, i przy ilu coś podać, np. "
    "{dane wyboru: {najkrótsza droga: 3 szkoły}}; bez tego liczą się limity regulaminów.",
    "wspólne": "Oddziały, do których jest jedna wspólna lista, np. „lo1/AB: [lo1/A, lo1/B]”.",
    "grupy": "Grupy jednego oddziału, wybierane osobno, np. „lo1/A: {niemiecki: 15, hiszpański: 15}”.",
    "najmniej": "Od ilu przyjętych oddział się otwiera, np. „zs2/C: 20”.",
    "nie_otwarto": "Oddziały, których nie otwarto, np. [zs2/C]; kandydaci przechodzą do dalszych wyborów.",
    "rozstrzygnięcia": "Losowania i decyzje komisji o kolejności równych kandydatów, każde z podstawą.",
}

SETTLEMENT: Keys = {
    "oddział": "Znak oddziału, np. lo1/A.",
    "losowanie": "Znaki kandydatów od wylosowanego jako pierwszy, np. [k12, k7].",
    "decyzja": "Znaki kandydatów w kolejności, którą ustaliła komisja, np. [k12, k7].",
    "podstawa": "Dokument, z którego to wynika, np. „protokół komisji nr 4 z 14 lipca 2026 r.”.",
}
