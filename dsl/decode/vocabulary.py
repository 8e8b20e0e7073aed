"""The keys a regulation may use, place by place, each with one sentence of help.

Data only: the decoder refuses unknown keys with it, the editor completes and explains from it.
"""

from __future__ import annotations

Keys = dict[str, str]

NOTES: Keys = {
    "nazwa": "Nazwa słowami, tak jak ma stać w dokumencie.",
    "podstawa": "Podstawa prawna: nazwa aktu z „akty” i jednostka, np. prawo_oświatowe art. 134 ust. 2.",
    "źródło": "Skąd wzięto wartość: {dokument, jednostka, linie: [od, do]}.",
    "porównaj": "Drugie miejsce dokumentu, z którym trzeba to porównać.",
    "stan": "Jak wartość ma się do dokumentu: podane, przemilczane, powierzone, sprzeczne, nieaktualne, "
    "przykładowe, odczytanie.",
    "pewność": "Dla twierdzeń o prawie: sprawdzone albo przypomniane.",
    "uwaga": "Uwaga dla czytelnika.",
    "inny_odczyt": "Inny możliwy odczyt niejasnego tekstu.",
    "ustala": "Kto ustala wartość.",
    "może_zmienić": "Kto może zmienić wartość: organ prowadzący, kurator albo dyrektor.",
}

TOP: Keys = {
    "paragraf": "Wersja języka: 1.",
    "regulamin": "Tytuł regulaminu.",
    "prawo": "Tytuł aktu prawa, na którym opierają się regulaminy.",
    "rok_szkolny": "Rok szkolny, np. 2025/2026; w formułach „rok_szkolny.od” i „rok_szkolny.do”.",
    "obowiązuje": "Od kiedy (i do kiedy) obowiązuje: {od: data, do: data, pewność}.",
    "wydaje": "Kto wydaje dokument: minister, kurator, organ prowadzący albo dyrektor.",
    "zarządzenie": "Zarządzenie, którego załącznikiem jest regulamin: {numer, data, załącznik: 1}.",
    "opiera_się_na": "Lista plików, na których opiera się regulamin, od ogólnych do szczegółowych.",
    "szkoła": "Szkoła: nazwa, nazwa w dopełniaczu, typ.",
    "organ": "Organ prowadzący: nazwa.",
    "akty": "Akty prawne, na które powołuje się regulamin.",
    "pojęcia": "Wyliczenia używane w formułach, np. przedmioty albo stopnie.",
    "kandydat": "Co wiadomo o kandydacie: nazwa i rodzaj każdej danej.",
    "oddział": "Co wiadomo o oddziale.",
    "wybór": "Co wiadomo o kandydacie w jednym oddziale, np. wynik sprawdzianu.",
    "definicje": "Nazwane wartości, jak komórki arkusza.",
    "tabele": "Tabele: wartość dla każdej nazwy albo dla przedziału („do 12,5”, „od 13 do 14”, „powyżej 20”, "
    "„pozostałe”, „brak”).",
    "kryteria": "Za co przyznaje się punkty.",
    "warunki": "Co kandydat musi spełnić.",
    "kolejność": "Od czego zależy kolejność przyjęcia, od najważniejszego.",
    "razem": "Suma pokazywana kandydatowi: {kryteria: […]}.",
    "rodzaje_oddziałów": "Zasady dla rodzajów oddziałów.",
    "oddziały": "Oddziały tej szkoły.",
    "limity": "Ile szkół i oddziałów wolno wybrać: {szkoły, oddziały}.",
    "terminarz": "Terminy czynności.",
    "dokumenty": "Dokumenty składane przez kandydata.",
    "komisja": "Zasady pracy komisji rekrutacyjnej.",
    "listy": "Jak podaje się wyniki.",
    "odwołania": "Terminy i tryb odwołań.",
    "dane_osobowe": "Zasady przetwarzania danych.",
    "system": "Składanie wniosku i konto w systemie.",
    "postanowienia": "Inne postanowienia regulaminu.",
    "przykłady": "Testy regulaminu: dane kandydata i oczekiwany wynik.",
    "teksty": "Wspólne fragmenty tekstu.",
    "treść": "Kolejność i brzmienie części dokumentu.",
}

KIND: Keys = {
    "nazwa": "Nazwa rodzaju oddziału słowami.",
    "jak": "Rodzaj, od którego ten się różni tylko tym, co tu zapisano.",
    "oddział": TOP["oddział"],
    "wybór": TOP["wybór"],
    "definicje": TOP["definicje"],
    "tabele": TOP["tabele"],
    "kryteria": TOP["kryteria"],
    "warunki": TOP["warunki"],
    "kolejność": TOP["kolejność"],
    "razem": TOP["razem"],
}

BRANCH: Keys = {
    "rodzaj": "Rodzaj oddziału z „rodzaje oddziałów”.",
    "miejsca": "Liczba miejsc, „bez limitu” albo pule: {pule: {nazwa: {ile, dla, wolne przechodzą do}}}.",
    "przedmioty_rozszerzone": "Przedmioty nauczane w zakresie rozszerzonym.",
    "kryteria": "Różnice w kryteriach tylko tego oddziału.",
    "warunki": "Różnice w warunkach tylko tego oddziału.",
    "kolejność": "Różnice w kolejności tylko tego oddziału.",
    "razem": "Różnice w sumie tylko tego oddziału.",
}

CRITERION: Keys = {
    "gdy": "Kiedy kryterium daje punkty (inaczej 0).",
    "punkty": "Ile punktów: liczba albo formuła.",
    "wiersze": "Lista wierszy {gdy, punkty}: liczy się pierwszy spełniony; wiersz bez „gdy” to pozostałe.",
    "składniki": "Suma kryteriów składowych.",
    "za_każde": "Punkty za każdy element: „p z lista” albo „p z lista gdy …”; dalej „punkty” albo „wiersze”.",
    "jednorazowo": "Pola, po których poznaje się takie samo osiągnięcie; z takich samych liczy się najwyższe.",
    "najwyżej": "Obcięcie: więcej punktów się nie przyznaje (liczba, formuła albo „bez limitu”).",
    "maks": "Twierdzenie, ile najwięcej można uzyskać; sprawdzane, nie obcina.",
    "dokument": "Dokument (z „dokumenty”), który to potwierdza.",
}

ROW: Keys = {
    "gdy": "Kiedy ten wiersz się liczy.",
    "punkty": "Ile punktów daje.",
    "dwa_lub_więcej": "Ile punktów razem dają co najmniej dwa trafienia tego wiersza.",
}

CONDITION: Keys = {
    "gdy": "Kogo warunek dotyczy.",
    "wymaga": "Co musi być spełnione.",
    "chyba_że": "Kto jest z warunku zwolniony.",
    "rezerwa_gdy": "Kto, choć warunku nie spełnia, trafia na listę rezerwową zamiast odmowy.",
    "treść": "Warunek słowami, do dokumentu i do uzasadnień.",
    "sprawdzane_przy": "Kiedy sprawdza się warunek; „potwierdzenie woli” nie wstrzymuje kwalifikacji.",
    "dokument": CRITERION["dokument"],
}

STAGE: Keys = {
    "etap": "Nazwa etapu.",
    "pierwszeństwo": "Kto stoi przed innymi: warunek tak/nie.",
    "suma": "Suma punktów z tych kryteriów, malejąco.",
    "malejąco": "Kto ma więcej, stoi wyżej.",
    "rosnąco": "Kto ma mniej, stoi wyżej.",
    "losowanie": "Losowanie: „tak”. Numer losu podaje się w danych; niższy stoi wyżej.",
    "decyzja_komisji": "Rozstrzyga komisja: „tak”. Decyzję podaje się w danych.",
    "ponad_limit": "„tak”: przyjmuje się niezależnie od liczby miejsc (tylko pierwszy etap).",
    "maks": CRITERION["maks"],
    "treść": "Etap słowami.",
    "z_udziałem": "Kto bierze udział, np. rodziców.",
}

EVENT: Keys = {
    "czynność": "Co się dzieje w tym terminie.",
    "termin": "Kiedy, np. „od 12 maja do 9 lipca 2025” albo „3 dni od …”.",
    "rekrutacyjne": "Termin w postępowaniu rekrutacyjnym.",
    "uzupełniające": "Termin w postępowaniu uzupełniającym.",
}
PHASES = ("rekrutacyjne", "uzupełniające")

DOCUMENT: Keys = {
    "gdy": "Kto składa ten dokument.",
    "termin": "Kiedy się go składa: odwołanie do terminarza albo słowami.",
    "forma": "W jakiej postaci.",
    "podpisuje": "Kto podpisuje.",
}

CLAUSE: Keys = {
    "treść": "Treść postanowienia.",
    "termin": EVENT["termin"],
    "wyliczenie": "Punkty wyliczenia pod treścią.",
}

ACT: Keys = {
    "rodzaj": "ustawa, rozporządzenie, zarządzenie…",
    "data": "Data aktu: rok-miesiąc-dzień.",
    "tytuł": "Tytuł aktu.",
    "dziennik": "Miejsce ogłoszenia, np. Dz. U. z 2024 r. poz. 737.",
    "numer": "Numer, np. zarządzenia.",
    "organ": "Kto wydał.",
}

VALIDITY: Keys = {
    "od": "Od kiedy obowiązuje: rok-miesiąc-dzień.",
    "do": "Do kiedy obowiązywał: rok-miesiąc-dzień.",
}

ORDINANCE: Keys = {
    "numer": "Numer zarządzenia.",
    "data": "Data zarządzenia: rok-miesiąc-dzień; to także data dokumentu.",
    "załącznik": "Numer załącznika.",
}

POOL: Keys = {
    "ile": "Liczba miejsc w puli.",
    "dla": "Dla kogo jest pula: warunek tak/nie; bez niego dla wszystkich.",
    "wolne_przechodzą_do": "Nazwa puli, do której przechodzą niewykorzystane miejsca.",
}

SCHOOL: Keys = {
    "nazwa_w_dopełniaczu": "Nazwa po „regulamin …” (kogo? czego?).",
    "nazwa_w_miejscowniku": "Nazwa po „w …”.",
    "typ": "Typ szkoły: liceum, technikum, branżowa, przedszkole…",
    "strona": "Strona internetowa.",
    "strona_rekrutacji": "Adres systemu rekrutacji.",
    "miejscowość": "Miejscowość.",
}

LIMITS: Keys = {
    "szkoły": "Najwyżej ile szkół wolno wybrać albo „bez limitu”.",
    "oddziały": "Najwyżej ile oddziałów wolno wybrać albo „bez limitu”.",
}

EXAMPLE: Keys = {
    "oddział": "Kod oddziału, dla którego liczy się przykład (bez niego: pierwszy).",
    "dane": "Dane kandydata; przy kilku kandydatach to, co mają wspólne.",
    "kandydaci": "Kilku kandydatów: imię i to, czym się różnią; oczekuje się wtedy kolejności.",
    "oczekuj": "Oczekiwany wynik: punkty kryterium (albo „razem”), „dopuszczony”, „powód”, „brakuje”; "
    "przy kilku kandydatach „kolejność”, np. [ewa, [jan, ola]], gdzie [jan, ola] to remis.",
}

FACT: Keys = {
    "typ": "Rodzaj danej, np. procent, liczba od 0 do 100, tak/nie, zbiór przedmiot.",
    "lista": "Pola pozycji listy.",
    "nazwa": "Nazwa słowami, w mianowniku liczby pojedynczej; wielokropek to miejsce na nazwę w dopełniaczu, np. "
    "ocena z … na świadectwie.",
    "ile": "Ile elementów musi mieć zbiór.",
    "poza": "Czego w zbiorze być nie może.",
    "podpowiedź": "Pomoc przy wpisywaniu.",
    "zdanie": "Zdanie do reguł po „jeżeli”, np. kandydat jest zwolniony z egzaminu z … (w miejsce wielokropka wchodzi "
    "nazwa w dopełniaczu).",
}

VALUE: Keys = {"wartość": "Wartość.", "wzór": "Formuła."}
CLAUSE_SECTIONS = ("komisja", "listy", "odwołania", "dane_osobowe", "system", "postanowienia")
