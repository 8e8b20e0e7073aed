"""The keys a regulation may use, place by place, each with one sentence of help.

Data only: the decoder refuses unknown keys with it, the editor completes and explains from it.
"""

from __future__ import annotations

Keys = dict[str, str]

NOTES: Keys = {
    "nazwa": "Nazwa słowami, tak jak ma stać w dokumencie, np. „nazwa: egzamin ósmoklasisty”.",
    "podstawa": "Podstawa prawna: nazwa aktu z „akty” i jednostka, np. prawo_oświatowe art. 134 ust. 2.",
    "źródło": 'Skąd wzięto wartość, np. {dokument: "001", jednostka: § 3 ust. 1, linie: [197, 207]}.',
    "porównaj": 'Drugie miejsce dokumentu, z którym trzeba to porównać, np. {dokument: "001", jednostka: § 2 ust. 1}.',
    "stan": "Jak wartość ma się do dokumentu, np. „stan: przykładowe”: podane, przemilczane, powierzone, sprzeczne, "
    "nieaktualne, przykładowe albo odczytanie.",
    "pewność": "Czy twierdzenie o prawie sprawdzono w akcie: „sprawdzone” albo „przypomniane”.",
    "uwaga": "Uwaga dla czytelnika, np. „uwaga: regulamin podaje tu inną liczbę niż rozporządzenie”.",
    "inny_odczyt": "Inny możliwy odczyt niejasnego tekstu, np. „inny odczyt: laureat nie jest porównywany z nikim”.",
    "ustala": "Kto ustala wartość, np. „ustala: dyrektor”; dopóki jej nie poda, regulamin jest niepełny.",
    "może_zmienić": "Kto może zmienić wartość, np. „może zmienić: organ prowadzący”; także kurator albo dyrektor.",
}

TOP: Keys = {
    "paragraf": "Wersja języka, w którym zapisano plik; zawsze „paragraf: 1”.",
    "regulamin": "Tytuł regulaminu, np. „regulamin: Regulamin rekrutacji do klas pierwszych”.",
    "prawo": "Tytuł aktu prawa, na którym opierają się regulaminy, np. „prawo: Rekrutacja do szkół ponadpodstawowych”.",
    "rok_szkolny": "Rok szkolny, np. 2025/2026; w formułach „rok_szkolny.od” i „rok_szkolny.do”.",
    "obowiązuje": "Od kiedy (i do kiedy) obowiązuje, np. {od: 2025-09-01, do: 2026-08-31}.",
    "wydaje": "Kto wydaje dokument, np. „wydaje: dyrektor”; także minister, kurator albo organ prowadzący.",
    "zarządzenie": "Zarządzenie, którego załącznikiem jest regulamin, np. {numer: 9/2025, data: 2025-02-14}.",
    "opiera_się_na": "Pliki, na których opiera się regulamin, od ogólnych do szczegółowych, "
    "np. [prawo/ponadpodstawowe-2025].",
    "szkoła": "Nazwa szkoły, ta sama nazwa w dopełniaczu i typ, np. „typ: liceum”.",
    "liczenie_terminów": "Jak kończy się termin podany w dniach: „do dnia roboczego” (gdy ostatni dzień jest wolny, "
    "termin kończy się w najbliższym roboczym; tak jest domyślnie) albo „dni kalendarzowe”.",
    "organ": "Organ prowadzący szkołę, np. „organ: {nazwa: Powiat Oświęcimski}”.",
    "akty": "Akty prawne, na które powołuje się regulamin; krótkiej nazwy aktu używa się w „podstawa”.",
    "pojęcia": "Listy nazw używanych w formułach, np. „szczebel: [powiatowy, wojewódzki, krajowy]”.",
    "kandydat": "Co wiadomo o kandydacie: nazwa i rodzaj każdej danej, np. „świadectwo_z_wyróżnieniem: tak/nie”.",
    "oddział": "Co wiadomo o oddziale: nazwa i rodzaj każdej danej, np. „drugi_język: języki_obce”.",
    "wybór": "Co wiadomo o kandydacie w jednym oddziale, np. „sprawdzian: liczba od 0 do 30”.",
    "definicje": "Nazwane wartości, jak komórki arkusza, np. „średnia: suma_ocen / 4”; nazwy używa się w formułach.",
    "tabele": "Wartość dla każdej nazwy, np. „celujący: 18”, albo dla przedziału: „do 12,5”, „od 13 do 14”, "
    "„powyżej 20”, „pozostałe”, „brak”.",
    "kryteria": "Za co przyznaje się punkty, np. „wolontariat: {gdy: wolontariat, punkty: 3}”.",
    "warunki": "Co kandydat musi spełnić, np. „świadectwo: {wymaga: świadectwo_ukończenia}”.",
    "kolejność": "Od czego zależy kolejność przyjęcia, od najważniejszego: „- {etap: suma, suma: [egzamin, oceny]}”.",
    "razem": "Suma pokazywana kandydatowi, np. {kryteria: [egzamin, oceny]}.",
    "rodzaje_oddziałów": "Zasady dla rodzajów oddziałów: co np. w sportowym jest inaczej niż w pozostałych.",
    "oddziały": "Oddziały tej szkoły; każdy ma krótki znak, np. „A: {nazwa: humanistyczny, miejsca: 30}”.",
    "limity": "Ile szkół i oddziałów wolno wybrać, np. {szkoły: 3, oddziały: bez limitu}.",
    "terminarz": "Terminy czynności, np. „wnioski: {rekrutacyjne: od 11 maja do 23 czerwca 2026}”.",
    "dokumenty": "Dokumenty składane przez kandydata, np. „świadectwo: {termin: terminarz.wnioski}”.",
    "komisja": "Zasady pracy komisji rekrutacyjnej; każde postanowienie to nazwa i treść, np. „skład: {treść: …}”.",
    "listy": "Jak podaje się wyniki; każde postanowienie to nazwa i treść, np. „ogłoszenie: {treść: …}”.",
    "odwołania": "Terminy i tryb odwołań; każde postanowienie to nazwa i treść, np. „skarga: {treść: …}”.",
    "dane_osobowe": "Zasady przetwarzania danych; każde postanowienie to nazwa i treść, np. „przyjęci: {treść: …}”.",
    "system": "Składanie wniosku i konto w systemie; każde postanowienie to nazwa i treść, np. „wniosek: {treść: …}”.",
    "postanowienia": "Inne postanowienia regulaminu; każde to nazwa i treść, np. „zmiany: {treść: …}”.",
    "przykłady": "Sprawdziany regulaminu: dane i oczekiwany wynik, np. {dane: {egzamin: 75%}, oczekuj: {razem: 37,5}}.",
    "teksty": "Wspólne brzmienia, każde pod swoją nazwą, np. „jawność: lista jest jawna”; w tekstach dokumentu wstawia "
    "się je jako <teksty.jawność>.",
    "pismo": "Wygląd pism szkoły: nagłówek, logo, marginesy, np. {nagłówek: [Szkoła w Dębowie, ul. Szkolna 1]}.",
    "treść": "Kolejność i brzmienie części dokumentu, np. „treść: [terminarz, kryteria, pozostałe]”; bez tego układ "
    "zwykły.",
}

KIND: Keys = {
    "nazwa": "Nazwa rodzaju oddziału słowami, np. „nazwa: oddział sportowy”.",
    "jak": "Rodzaj, od którego ten się różni tylko tym, co tu zapisano, np. „jak: ogólnodostępny”.",
    "oddział": TOP["oddział"],
    "wybór": TOP["wybór"],
    "definicje": TOP["definicje"],
    "tabele": TOP["tabele"],
    "kryteria": TOP["kryteria"],
    "warunki": TOP["warunki"],
    "kolejność": TOP["kolejność"],
    "razem": TOP["razem"],
    "dokumenty": TOP["dokumenty"],
    "wspólne": "Co mają wspólnego wszystkie oddziały tego rodzaju, np. {miejsca: 30, zawodowy: tak}; oddział może "
    "podać co innego.",
}

BRANCH: Keys = {
    "rodzaj": "Rodzaj oddziału z „rodzaje oddziałów”, np. „rodzaj: ogólnodostępny”.",
    "miejsca": "Liczba miejsc, np. „miejsca: 30”, „bez limitu” albo pule: {pule: {nazwa: {ile, dla, "
    "wolne przechodzą do}}}.",
    "przedmioty_rozszerzone": "Przedmioty nauczane w zakresie rozszerzonym, np. [matematyka, fizyka].",
    "kryteria": "Różnice w kryteriach tylko tego oddziału, np. „wolontariat: {punkty: 5}”.",
    "warunki": "Różnice w warunkach tylko tego oddziału, np. „próg: {wymaga: punkty.egzamin >= 50}”.",
    "kolejność": "Różnice w kolejności tylko tego oddziału, zapisane tak jak etapy w „kolejność” na początku wiersza.",
    "razem": "Różnice w sumie tylko tego oddziału, np. {kryteria: [egzamin, oceny, sprawdzian]}.",
    "dokumenty": "Dokumenty tylko tego oddziału, np. „opinia_trenera: {termin: terminarz.wnioski}”.",
}

CRITERION: Keys = {
    "gdy": "Kiedy kryterium daje punkty (inaczej 0), np. „gdy: wolontariat”.",
    "punkty": "Ile punktów: liczba albo formuła, np. „punkty: 3” albo „punkty: 0,35 * egzamin.matematyka”.",
    "wiersze": "Lista wierszy {gdy, punkty}: liczy się pierwszy spełniony; wiersz bez „gdy” to pozostałe.",
    "składniki": "Kryteria składowe, których punkty się dodaje, np. „matematyka: 0,35 * egzamin.matematyka”.",
    "za_każde": "Punkty za każdy element: „p z lista” albo „p z lista gdy …”; dalej „punkty” albo „wiersze”.",
    "jednorazowo": "Pola, po których poznaje się takie samo osiągnięcie, np. [konkurs, szczebel]; "
    "z takich samych liczy się najwyższe.",
    "najwyżej": "Więcej punktów się nie przyznaje, np. „najwyżej: 18”: liczba, formuła albo „bez limitu”.",
    "maks": "Twierdzenie, ile najwięcej można uzyskać, np. „maks: 100”; program je sprawdza i niczego nie obcina.",
    "dokument": "Dokument z „dokumenty”, który to potwierdza, np. „dokument: zaświadczenie_o_wolontariacie”.",
}

ROW: Keys = {
    "gdy": "Kiedy ten wiersz się liczy, np. „gdy: o.szczebel = wojewódzki”.",
    "punkty": "Ile punktów daje ten wiersz, np. „punkty: 7”.",
    "dwa_lub_więcej": "Ile punktów razem dają co najmniej dwa trafienia tego wiersza, np. „dwa lub więcej: 10”.",
}

CONDITION: Keys = {
    "gdy": "Kogo warunek dotyczy, np. „gdy: oddział.zawodowy”; bez tego wszystkich.",
    "wymaga": "Co musi być spełnione, np. „wymaga: sprawdzian >= 10”.",
    "chyba_że": "Kto jest z warunku zwolniony, np. „chyba że: laureat”.",
    "rezerwa_gdy": "Kto, choć warunku nie spełnia, trafia na listę rezerwową, np. „rezerwa gdy: sprawdzian >= 5”.",
    "treść": "Warunek słowami, do dokumentu i do uzasadnień, np. „treść: ma świadectwo ukończenia szkoły podstawowej”.",
    "sprawdzane_przy": "Kiedy sprawdza się warunek, np. „potwierdzenie woli”: taki nie wstrzymuje zakwalifikowania.",
    "dokument": CRITERION["dokument"],
}

STAGE: Keys = {
    "etap": "Nazwa etapu, np. „etap: suma punktów”.",
    "pierwszeństwo": "Kto stoi przed innymi: warunek tak/nie, np. „pierwszeństwo: laureat”.",
    "suma": "Suma punktów z tych kryteriów, malejąco, np. „suma: [egzamin, oceny]”.",
    "malejąco": "Kto ma tu więcej, stoi wyżej, np. „malejąco: punkty.egzamin”.",
    "rosnąco": "Kto ma tu mniej, stoi wyżej, np. „rosnąco: wybór.pozycja”.",
    "losowanie": "Losowanie: „losowanie: tak”; numer losu („los”) podaje się w danych, niższy stoi wyżej. "
    "„losowanie: nie” je wyklucza.",
    "decyzja_komisji": "Rozstrzyga komisja: „decyzja komisji: tak”; miejsce, które ustaliła („decyzja”), podaje się w "
    "danych. „decyzja komisji: nie” ją wyklucza.",
    "ponad_limit": "„ponad limit: tak”: przyjmuje się niezależnie od liczby miejsc (tylko pierwszy etap).",
    "maks": CRITERION["maks"],
    "treść": "Etap słowami, do dokumentu, np. „treść: większa liczba punktów za egzamin”.",
    "z_udziałem": "Kto bierze udział w losowaniu albo decyzji, np. „z udziałem: rodziców”.",
}

EVENT: Keys = {
    "czynność": "Co się dzieje w tym terminie, np. „czynność: złożenie wniosku”.",
    "termin": "Kiedy, np. „od 12 maja do 9 lipca 2025” albo „3 dni od terminarz.listy”.",
    "rekrutacyjne": "Termin w postępowaniu rekrutacyjnym, np. „14 lipca 2026 do godz. 10:00”.",
    "uzupełniające": "Termin w postępowaniu uzupełniającym, np. „od 21 do 27 lipca 2026”.",
}
PHASES = ("rekrutacyjne", "uzupełniające")

DOCUMENT: Keys = {
    "gdy": "Kto składa ten dokument, np. „gdy: wolontariat”; bez tego wszyscy.",
    "termin": "Kiedy się go składa, np. „termin: terminarz.wnioski” albo słowami.",
    "forma": "W jakiej postaci, np. „forma: kopia poświadczona przez dyrektora szkoły”.",
    "podpisuje": "Kto podpisuje, np. „podpisuje: rodzic”.",
}

CLAUSE: Keys = {
    "treść": "Treść postanowienia, jak ma stać w dokumencie, np. „treść: w skład komisji wchodzą trzy osoby”.",
    "termin": EVENT["termin"],
    "wyliczenie": "Punkty wyliczenia pod treścią, np. „wyliczenie: [datę posiedzenia, nazwiska obecnych]”.",
}

OUTLINE: Keys = {
    "część": "Gotowa część dokumentu, ułożona z reguł, np. „część: terminarz”.",
    "nagłówek": "Własny nagłówek gotowej części, np. „nagłówek: Harmonogram”.",
    "wstęp": "Własne ustępy na początku gotowej części, np. „wstęp: Wniosek składa się w szkole.”.",
    "dopisek": "Własne ustępy na końcu gotowej części, np. „dopisek: Listę wywiesza się w holu.”.",
    "paragraf": "Własny paragraf: jego nagłówek, np. „paragraf: Zajęcia sportowe”; pod „ustępy” jego treść.",
    "adres": "Nazwa, do której prowadzą odesłania, np. „adres: sport” dla <§ sport>.",
    "ustępy": "Teksty ustępów własnego paragrafu; sama wstawka, np. <komisja.kworum>, przenosi tu postanowienie.",
    "rozdział": "Tytuł rozdziału, np. „rozdział: Przepisy ogólne”; obejmuje to, co pod „części”.",
    "części": "Części rozdziału, np. „części: [oddziały, terminarz]”.",
    "bez": "Części, których w dokumencie ma nie być, np. „bez: [dane osobowe]”.",
}
OWN_UNIT: Keys = {
    "tekst": "Tekst ustępu, np. „tekst: Do wniosku dołącza się:”.",
    "wyliczenie": "Punkty wyliczenia pod tekstem, np. „wyliczenie: [świadectwo, opinię]”.",
    "zakończenie": "Wspólne zakończenie punktów, np. „zakończenie: w terminie 7 dni”.",
    "adres": "Nazwa, do której prowadzą odesłania, np. „adres: opłata” dla <§ opłata>.",
}
# The parts of the document that are worded from the rules, in their usual order.
PARTS = (
    "podstawa_prawna",
    "przepisy_ogólne",
    "oddziały",
    "terminarz",
    "system",
    "warunki",
    "kryteria",
    "kolejność",
    "dokumenty",
    "komisja",
    "listy",
    "odwołania",
    "dane_osobowe",
    "postanowienia",
)
REMAINING = "pozostałe"

ACT: Keys = {
    "rodzaj": "Rodzaj aktu, np. „rodzaj: ustawa”, „rozporządzenie” albo „zarządzenie”.",
    "data": "Data aktu: rok-miesiąc-dzień, np. 2016-12-14.",
    "tytuł": "Tytuł aktu po jego dacie, np. „tytuł: Prawo oświatowe”.",
    "dziennik": "Miejsce ogłoszenia, np. Dz. U. z 2024 r. poz. 737.",
    "numer": "Numer aktu, np. zarządzenia: „numer: 9/2025”.",
    "organ": "Kto wydał akt, w dopełniaczu, np. „organ: Ministra Edukacji”.",
}

VALIDITY: Keys = {
    "od": "Od kiedy obowiązuje: rok-miesiąc-dzień, np. 2025-09-01.",
    "do": "Do kiedy obowiązywał: rok-miesiąc-dzień, np. 2026-08-31.",
}

ORDINANCE: Keys = {
    "numer": "Numer zarządzenia, np. „numer: 9/2025”.",
    "data": "Data zarządzenia: rok-miesiąc-dzień, np. 2025-02-14; to także data dokumentu.",
    "załącznik": "Numer załącznika do zarządzenia, np. „załącznik: 1”.",
    "w_sprawie": "O czym jest zarządzenie, po „w sprawie”, np. „w sprawie: ustalenia regulaminu rekrutacji”.",
    "na_podstawie": "Przepisy, na których podstawie wydaje się zarządzenie: nazwa aktu z „akty” i jednostka, np. "
    "[prawo_oświatowe art. 68 ust. 1 pkt 1].",
    "traci_moc": "Zarządzenie, które traci moc, np. {numer: 5/2024, data: 2024-02-20}.",
    "wchodzi_w_życie": "Kiedy zarządzenie wchodzi w życie: słowami albo dzień, np. „wchodzi w życie: z dniem "
    "podpisania” (tak jest domyślnie).",
    "podpisuje": "Kto podpisuje zarządzenie, np. „podpisuje: Dyrektorka szkoły” (domyślnie: Dyrektor).",
}

STATIONERY: Keys = {
    "nagłówek": "Wiersze u góry pierwszej strony, np. [Szkoła Przykładowa w Dębowie, ul. Szkolna 1].",
    "logo": "Plik PNG, JPEG albo SVG obok regulaminu, np. „logo: herb.png”.",
    "opis_logo": "Co jest na logo, dla osób, które go nie widzą, np. „opis logo: herb szkoły”.",
    "marginesy": "Marginesy stron, np. {góra: 20 mm, dół: 20 mm, boki: 25 mm}.",
    "styl": "Zwykły wygląd PDF: „styl: dostepny” (tak jest domyślnie) albo „styl: druk”.",
    "przewodniczy": "Kto podpisuje listy i protokoły komisji, np. „przewodniczy: Przewodnicząca komisji”.",
}
MARGINS: Keys = {
    "góra": "Margines górny, np. „góra: 20 mm”.",
    "dół": "Margines dolny, np. „dół: 20 mm”.",
    "boki": "Margines lewy i prawy, np. „boki: 25 mm”.",
}

REPEALED_ORDINANCE: Keys = {
    "numer": ORDINANCE["numer"],
    "data": "Data zarządzenia, które traci moc, np. 2024-02-20.",
    "w_sprawie": ORDINANCE["w_sprawie"],
}

POOL: Keys = {
    "ile": "Liczba miejsc w puli, np. „ile: 4”.",
    "dla": "Dla kogo jest pula: warunek tak/nie, np. „dla: stypendysta”; bez niego dla wszystkich.",
    "wolne_przechodzą_do": "Nazwa puli, do której przechodzą wolne miejsca, np. „wolne przechodzą do: ogólna”.",
}

SCHOOL: Keys = {
    "nazwa": "Pełna nazwa szkoły, np. „nazwa: II Liceum Ogólnokształcące w Dębowie”.",
    "nazwa_w_dopełniaczu": "Nazwa po „regulamin …” (kogo? czego?), np. „II Liceum Ogólnokształcącego w Dębowie”.",
    "nazwa_w_miejscowniku": "Nazwa po „w …” (kim? czym?), np. „II Liceum Ogólnokształcącym w Dębowie”.",
    "typ": "Typ szkoły, np. „typ: liceum”; także technikum, branżowa albo przedszkole.",
    "strona": "Adres strony internetowej szkoły, np. https://example.org.",
    "strona_rekrutacji": "Adres systemu, w którym składa się wniosek, np. https://example.org/rekrutacja.",
    "miejscowość": "Miejscowość, w której jest szkoła, np. „miejscowość: Dębowo”.",
}

SCHOOL_TYPES = ("liceum", "technikum", "branżowa", "przedszkole", "szkoła", "zespół")

LIMITS: Keys = {
    "szkoły": "Najwyżej ile szkół wolno wybrać, np. „szkoły: 3”, albo „bez limitu”.",
    "oddziały": "Najwyżej ile oddziałów wolno wybrać, np. „oddziały: 6”, albo „bez limitu”.",
    "dane_wyboru": "Przy ilu szkołach albo oddziałach z listy kandydat może mieć „tak” w danej z „wybór”, np. "
    "{najkrótsza droga: 3 szkoły}.",
}

EXAMPLE: Keys = {
    "oddział": "Znak oddziału, dla którego liczy się przykład, np. „oddział: A” (bez niego: pierwszy).",
    "dane": "Dane kandydata, np. {egzamin: {matematyka: 75%}}; przy kilku kandydatach to, co mają wspólne.",
    "kandydaci": "Kilku kandydatów: imię i to, czym się różnią, np. {ewa: {los: 1}, jan: {los: 2}}; oczekuje się wtedy "
    "kolejności.",
    "oczekuj": "Oczekiwany wynik: punkty kryterium (albo „razem”), „dopuszczony” (tak, nie, rezerwa), „powód”, "
    "„niespełnione” (warunki, także sprawdzane później), „brakuje”; przy kilku kandydatach „kolejność”, np. "
    "[ewa, [jan, ola]] (drugie: remis).",
    "drukuj": "„drukuj: nie”: przykład tylko sprawdza regulamin i nie stoi w dokumencie.",
}

FACT: Keys = {
    "typ": "Rodzaj danej, np. procent, liczba od 0 do 100, tak/nie, zbiór przedmiot.",
    "lista": "Pola pozycji listy: nazwa i rodzaj każdego, np. {konkurs: tekst, szczebel: szczebel}.",
    "nazwa": "Nazwa słowami, w mianowniku liczby pojedynczej; wielokropek to miejsce na nazwę w dopełniaczu, np. "
    "ocena z … na świadectwie.",
    "ile": "Ile elementów może mieć zbiór albo lista, np. „ile: 2”, „ile: do 6” albo „ile: od 1 do 3”.",
    "poza": "Czego w zbiorze być nie może, np. [język_polski, matematyka].",
    "podpowiedź": "Pomoc przy wpisywaniu, np. „podpowiedź: gmina zamieszkania kandydata”.",
    "zdanie": "Zdanie do reguł po „jeżeli”, np. kandydat jest zwolniony z egzaminu z … (w miejsce wielokropka wchodzi "
    "nazwa w dopełniaczu).",
}

VALUE: Keys = {
    "wartość": "Sama wartość, gdy stoi przy niej coś jeszcze, np. {wartość: 30, uwaga: decyzja organu}.",
    "wzór": "Formuła, gdy stoi przy niej coś jeszcze, np. {wzór: 0,35 * egzamin, uwaga: po zaokrągleniu}.",
}
DEFINITION: Keys = {
    "zdanie": "Definicja tak/nie jako zdanie po „jeżeli”, np. „zdanie: kandydat jest laureatem albo finalistą”.",
}
CLAUSE_SECTIONS = ("komisja", "listy", "odwołania", "dane_osobowe", "system", "postanowienia")
