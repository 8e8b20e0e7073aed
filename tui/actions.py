"""Every action of the main screen, once: its name, key and words. Keys, palette, footer and help are made from here.

An action `name` is the method `action_name` of the main screen. Keys are F-keys and plain Ctrl only: Alt makes Polish
letters, and ctrl+h, i, j, m are Backspace, Tab and Enter for a terminal.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """`footer` is the short word at the bottom of the screen; "" keeps the action out of it."""

    name: str
    key: str
    label: str
    help: str
    footer: str = ""

    @property
    def opens(self) -> bool:
        """What is typed next belongs to what this opens, so the key may not wait in a queue behind those letters."""
        return self.name in ("find", "palette", "help", "save_as")


ACTIONS: tuple[Action, ...] = (
    Action("help", "f1", "Pomoc", "Cały opis problemu i klucza pod kursorem, potem klawisze.", "Pomoc"),
    Action(
        "next_problem", "f2", "Następny problem", "Także następne miejsce do uzupełnienia: zaznacza je całe.", "Problem"
    ),
    Action("previous_problem", "shift+f2", "Poprzedni problem", "To samo w drugą stronę."),
    Action("find", "f3", "Znajdź", "Szuka w tekście bez względu na wielkość liter i polskie znaki."),
    Action("external_editor", "f4", "Otwórz w zewnętrznym edytorze", "Program ze zmiennej EDITOR; zmiany wracają tu."),
    Action("recalculate", "f5", "Przelicz", "Czyta plik kandydatów na nowo i liczy punkty."),
    Action("next_pane", "f6", "Następne okno", "Tekst, podgląd, lista problemów – po kolei.", "Okno"),
    Action("previous_pane", "shift+f6", "Poprzednie okno", "To samo w drugą stronę."),
    Action("next_tab", "f7", "Następna karta podglądu", "Punkty albo Ranking.", "Karta"),
    Action("wrap", "f8", "Zawijaj długie wiersze", "Włącza i wyłącza łamanie długich wierszy na ekranie."),
    Action("fix", "f9", "Zastosuj poprawkę", "Poprawia problem pod kursorem, jeżeli jest gotowa poprawka."),
    Action("save", "ctrl+s", "Zapisz", "Zapisuje plik; nie nadpisuje zmian zrobionych przez kogoś innego.", "Zapisz"),
    Action("save_as", "f12", "Zapisz jako", "Zapisuje tekst w innym pliku i dalej pracuje na nim."),
    Action("undo", "ctrl+z", "Cofnij", "Cofa ostatnią zmianę, także poprawkę i zewnętrzny edytor."),
    Action("redo", "ctrl+y", "Ponów", "Przywraca cofniętą zmianę."),
    Action("select_everything", "ctrl+a", "Zaznacz wszystko", "Zaznacza cały tekst."),
    Action("show_points", "", "Pokaż punkty", "Karta z punktami każdego kandydata w każdym oddziale."),
    Action("show_ranking", "", "Pokaż ranking", "Karta z kolejnością kandydatów w oddziale."),
    Action("show_problems", "", "Pokaż problemy", "Lista wszystkich problemów."),
    Action("theme", "f10", "Zmień kolory", "Ciemne, jasne i o dużym kontraście – po kolei."),
    Action("palette", "ctrl+p", "Menu", "Wszystkie polecenia, także te bez klawisza, z wyszukiwaniem.", "Menu"),
    Action("quit", "ctrl+q", "Zakończ", "Pyta, jeżeli są niezapisane zmiany.", "Koniec"),
)

_WORDS = {"shift": "Shift", "ctrl": "Ctrl"}


def key_words(key: str) -> str:
    """`shift+f2` → `Shift+F2`."""
    return "+".join(_WORDS.get(part, part.upper()) for part in key.split("+")) if key else ""


def by_name(name: str) -> Action:
    return next(action for action in ACTIONS if action.name == name)
