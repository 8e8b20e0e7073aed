"""Every action of the main screen, once: its name, key and words. Keys, palette, footer and help are made from here.

An action `name` is the method `action_name` of the main screen. Keys are F-keys and plain Ctrl only: Alt makes Polish
letters, and ctrl+h, i, j, m are Backspace, Tab and Enter for a terminal.
"""

from __future__ import annotations

from tui.action import Action
from tui.keymap import own_keys, with_keys

STANDARD: tuple[Action, ...] = (
    Action(
        "help",
        "f1",
        "Pomoc",
        "Cały opis problemu i klucza pod kursorem, potem klawisze.",
        "Pomoc",
        also="instrukcja objaśnienie klawisze",
        opens=True,
    ),
    Action(
        "next_problem",
        "f2",
        "Następny problem",
        "Błąd, uwaga albo puste miejsce; błąd i puste miejsce zaznacza, więc pisanie je zastępuje.",
        "Problem",
        also="błąd puste wpisz",
    ),
    Action("previous_problem", "shift+f2", "Poprzedni problem", "To samo w drugą stronę."),
    Action(
        "form",
        "ctrl+l",
        "Formularz",
        "Nazwa szkoły, oddziały, miejsca, przedmioty i terminy jako pola do wypełnienia.",
        "Formularz",
        also="wypełnij uzupełnij daty",
        opens=True,
        wide=True,
    ),
    Action(
        "find",
        "f3,ctrl+f",
        "Znajdź",
        "Szuka w tekście bez względu na wielkość liter i polskie znaki.",
        also="szukaj wyszukaj",
        opens=True,
    ),
    Action(
        "external_editor",
        "f4",
        "Otwórz w innym edytorze",
        "W edytorze tekstu, który wybrał informatyk; po jego zamknięciu tekst wraca tutaj.",
        also="zewnętrzny notatnik nano editor",
    ),
    Action(
        "recalculate", "f5", "Przelicz", "Czyta plik kandydatów na nowo i liczy punkty.", also="odśwież policz ponownie"
    ),
    Action("next_pane", "f6", "Następne okno", "Tekst, podgląd, lista problemów – po kolei.", "Okno"),
    Action("previous_pane", "shift+f6", "Poprzednie okno", "To samo w drugą stronę."),
    Action("next_tab", "f7", "Następna karta podglądu", "Punkty, Ranking, Remisy, Dokument, Asystent.", "Karta"),
    Action("wrap", "f8", "Zawijaj długie wiersze", "Włącza i wyłącza łamanie długich wierszy na ekranie."),
    Action(
        "fix",
        "f9",
        "Zastosuj poprawkę",
        "Poprawia problem pod kursorem, jeżeli jest gotowa poprawka.",
        also="popraw napraw",
    ),
    Action("complete", "ctrl+@,ctrl+space", "Podpowiedz", "Klucze, nazwy i wartości, które pasują w tym miejscu."),
    Action("definition", "ctrl+g", "Idź do objaśnienia nazwy", "Także w prawie, na którym opiera się regulamin."),
    Action("back", "ctrl+b", "Wróć", "Do miejsca sprzed skoku: do objaśnienia, spisu treści, reguły."),
    Action("outline", "ctrl+t", "Spis treści", "Części regulaminu; Enter przenosi do wybranej.", opens=True),
    Action(
        "what_if",
        "ctrl+r",
        "Co zmieni zapis",
        "Co zmieniają niezapisane zmiany i kto się przesunie.",
        also="zmiana zmiany skutki różnice symulacja",
    ),
    Action(
        "compare",
        "",
        "Porównaj z innym plikiem",
        "Np. z zeszłorocznym: różnice zasad i kto się przesunie.",
        also="różnice zmiana zmiany zeszły rok",
    ),
    Action("candidates", "ctrl+k", "Kandydaci", "Plik kandydatów, jego błędy, kandydaci zmyśleni.", opens=True),
    Action("find_candidate", "", "Znajdź kandydata", "Po znaku albo nazwisku; wyjaśnia jego punkty.", opens=True),
    Action("explain", "", "Wyjaśnij punkty kandydata", "Krok po kroku, z regułą; to samo Enter w Punktach."),
    Action("examples", "", "Sprawdź przykłady", "Przykłady z regulaminu: które dają oczekiwany wynik."),
    Action("coverage", "", "Co rozstrzyga regulamin", "O czym mówi on i prawo, a o czym milczy, z podstawami."),
    Action(
        "document",
        "ctrl+e",
        "Zapisz dokument",
        "Regulamin jako PDF, Word albo strona; listy, arkusze i protokół rekrutacji.",
        also="drukuj wydruk pdf word docx html eksport listy arkusze protokół ulotka pisma",
        opens=True,
    ),
    Action("save", "ctrl+s", "Zapisz", "Zapisuje plik; nie nadpisuje zmian zrobionych przez kogoś innego.", "Zapisz"),
    Action(
        "save_as",
        "f12",
        "Zapisz jako",
        "Zapisuje tekst w innym pliku i dalej pracuje na nim.",
        also="kopia inna nazwa",
        opens=True,
    ),
    Action("open_file", "ctrl+o", "Otwórz inny plik", "Pyta o niezapisane zmiany, potem o plik.", opens=True),
    Action("tidy", "", "Uporządkuj zapis", "Wyrównuje wcięcia, odstępy i formuły; żadnego słowa nie zmienia."),
    Action("undo", "ctrl+z", "Cofnij", "Cofa ostatnią zmianę, także poprawkę i to, co przyszło z innego edytora."),
    Action("redo", "ctrl+y", "Ponów", "Przywraca cofniętą zmianę."),
    Action("select_everything", "ctrl+a", "Zaznacz wszystko", "Zaznacza cały tekst."),
    Action("show_points", "", "Pokaż punkty", "Karta z punktami każdego kandydata w każdym oddziale."),
    Action("show_ranking", "", "Pokaż ranking", "Karta z kolejnością kandydatów w oddziale."),
    Action("show_ties", "", "Pokaż remisy", "Karta z równymi kandydatami na granicy miejsc."),
    Action("show_document", "", "Pokaż dokument", "Karta z tekstem dokumentu."),
    Action("ask", "", "Zapytaj asystenta", "Karta z pytaniami o ten regulamin."),
    Action("forget_talk", "", "Zacznij rozmowę od nowa", "Asystent zapomina poprzednie pytania."),
    Action("show_problems", "", "Pokaż problemy", "Lista wszystkich problemów."),
    Action("keys", "", "Własne klawisze", "Pokazuje plik, w którym można zmienić klawisze poleceń.", also="skróty"),
    Action(
        "theme",
        "f10",
        "Zmień kolory",
        "Ciemne, jasne i o dużym kontraście – po kolei.",
        also="motyw kontrast tło wygląd jasny ciemny",
    ),
    Action(
        "palette", "ctrl+p", "Menu", "Wszystkie polecenia, także te bez klawisza, z wyszukiwaniem.", "Menu", opens=True
    ),
    Action("quit", "ctrl+q", "Zakończ", "Pyta, jeżeli są niezapisane zmiany.", "Koniec", also="wyjdź zamknij koniec"),
)

_own, _unread = own_keys()
ACTIONS, _refused = with_keys(STANDARD, _own)
KEY_PROBLEMS = (*_unread, *_refused)


def by_name(name: str) -> Action:
    return next(action for action in ACTIONS if action.name == name)
