"""The table of commands: light data only, so that `paragraf --help` imports none of them.

To add a command: write `cli/commands/NAME.py` with `configure(parser)` and `run(args, io)`, then add its line here.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` alone would double the time of --help
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Command:
    """One line of the table; `aliases` are Polish verbs typed without Polish letters."""

    __slots__ = ("aliases", "help", "module", "name")

    def __init__(self, name: str, aliases: Sequence[str], help: str, module: str) -> None:
        self.name = name
        self.aliases = tuple(aliases)
        self.help = help
        self.module = module

    @property
    def words(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


# In the order a person meets them.
COMMANDS: tuple[Command, ...] = (
    Command("new", ["nowy"], "zapisuje wzór regulaminu do wypełnienia", "cli.commands.new"),
    Command("check", ["sprawdz"], "sprawdza regulamin i jego przykłady", "cli.commands.check"),
    Command("test", ["przetestuj"], "liczy przykłady zapisane w regulaminie i pokazuje każdy", "cli.commands.test"),
    Command("score", ["punkty"], "liczy punkty kandydatów", "cli.commands.score"),
    Command("explain", ["wyjasnij"], "wyjaśnia punkty jednego kandydata, krok po kroku", "cli.commands.explain"),
    Command("rank", ["ranking"], "układa kandydatów każdego oddziału w kolejności", "cli.commands.rank"),
    Command("allocate", ["przydzial"], "przydziela kandydatów do oddziałów", "cli.commands.allocate"),
    Command(
        "simulate",
        ["symuluj"],
        "pokazuje, kogo przesunie zmiana zasad albo miejsc",
        "cli.commands.simulate",
    ),
    Command("draw", ["losuj"], "losowanie między równymi kandydatami, które każdy może sprawdzić", "cli.commands.draw"),
    Command("ask", ["pytaj"], "odpowiada na pytanie i wskazuje przepis", "cli.commands.ask"),
    Command("chat", ["rozmowa"], "rozmawia o regulaminie: pytania jedno po drugim", "cli.commands.chat"),
    Command("document", ["dokument"], "zapisuje regulamin jako dokument: PDF, HTML, DOCX", "cli.commands.document"),
    Command("papers", ["pisma"], "listy, wyjaśnienia, ulotka i protokół komisji jako pliki PDF", "cli.commands.papers"),
    Command("compile", ["kompiluj"], "zapisuje regulamin jako samodzielny program w Pythonie", "cli.commands.compile"),
    Command("fmt", ["formatuj"], "układa plik regulaminu: wcięcia, odstępy, komentarze", "cli.commands.fmt"),
    Command("template", ["szablon"], "tworzy pusty szablon danych kandydatów", "cli.commands.template"),
    Command("generate", ["zmysl"], "tworzy zmyślonych kandydatów do prób", "cli.commands.generate"),
    Command("map", ["mapuj"], "dopasowuje kolumny tabeli z innego programu do pól regulaminu", "cli.commands.map"),
    Command("rollover", ["przenies"], "robi z pliku na ten rok plik na następny", "cli.commands.rollover"),
    Command("diff", ["porownaj"], "pokazuje, czym różnią się dwa regulaminy", "cli.commands.diff"),
    Command("explain-code", ["wyjasnij-kod"], "wyjaśnia kod problemu, np. P060", "cli.commands.explain_code"),
    Command("schema", ["schemat"], "wypisuje schemat JSON do podpowiedzi w edytorach", "cli.commands.schema"),
    Command("tui", ["edytor"], "otwiera edytor regulaminu z podglądem punktów i rankingu", "cli.commands.tui"),
    Command("demo", ["pokaz"], "pokazuje całą drogę na przykładowym regulaminie", "cli.commands.demo"),
)


def find(word: str, commands: Sequence[Command]) -> Command | None:
    """The command called by its name or alias; „sprawdź” and „sprawdz” are the same word."""
    from polish.folding import fold

    wanted = fold(word)
    return next((command for command in commands if wanted in command.words), None)


def similar(word: str, commands: Sequence[Command]) -> list[str]:
    """What the person may have meant, the likeliest first."""
    from difflib import get_close_matches

    from polish.folding import fold

    every_word = [name for command in commands for name in command.words]
    return get_close_matches(fold(word), every_word, n=3, cutoff=0.6)


def overview(commands: Sequence[Command]) -> Iterator[str]:
    """The lines of the table as --help shows them."""
    labels = [", ".join(command.words) for command in commands]
    width = max(map(len, labels), default=0)
    for label, command in zip(labels, commands, strict=True):
        yield f"  {label:<{width}}  {command.help}"
