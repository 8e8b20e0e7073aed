"""The form of what changes each year: by the keyboard, into the text and back out of it."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Button, Input, OptionList, Static

from dsl.load import load_text
from dsl.rewrite.school_years import SchoolYear
from dsl.templates import template
from tests.tui.conftest import REGULATION, running, settled, until
from tui.modals.dialog import Dialog
from tui.modals.line import AskWords
from tui.screens.form import FormScreen
from tui.screens.form_fields import CONFIRMED, EXAMPLE, FieldRow, Fields
from tui.screens.form_list import GroupList
from tui.screens.main import MainScreen

SCORED = "Punktowane zajęcia edukacyjne"


async def opened(main: MainScreen, pilot: Pilot[None]) -> FormScreen:
    main.run_named("form")
    await until(pilot, lambda: isinstance(main.app.screen, FormScreen))
    screen = main.app.screen
    assert isinstance(screen, FormScreen)
    await until(pilot, lambda: bool(screen.query(FieldRow)))
    return screen


def shown(screen: FormScreen) -> Fields:
    return next(one for one in screen.query(Fields) if one.display)


def labels(screen: FormScreen) -> list[str]:
    return [row.field.label for row in shown(screen).rows]


def note(screen: FormScreen, label: str) -> str:
    row = next(row for row in shown(screen).rows if row.field.label == label)
    return str(row.query_one(".form-note", Static).render())


def listed(screen: FormScreen) -> list[str]:
    return [str(one.prompt) for one in screen.query_one(GroupList).options if not one.disabled]


async def write(pilot: Pilot[None], words: str) -> None:
    await pilot.press("ctrl+a", *words)


async def test_seats_typed_stand_in_the_text_and_undo_takes_them_back(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        assert labels(screen)[:2] == ["Nazwa", "Liczba miejsc"]
        await pilot.press("f6", "down")
        await write(pilot, "7")
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        assert main.editor.text == REGULATION.replace("A: {miejsca: 2}", "A: {miejsca: 7}")
        await pilot.press("ctrl+z")
        assert main.editor.text == REGULATION


async def test_what_is_wrong_is_said_and_not_written(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f6", "down")
        await write(pilot, "dużo")
        assert note(screen, "Liczba miejsc").startswith("● ")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: main.app.screen is not screen)
        await pilot.press("enter")
        await until(pilot, lambda: main.app.screen is screen)
        assert main.editor.text == REGULATION


async def test_nothing_typed_is_lost_by_escape(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f6")
        await write(pilot, "pierwszy")
        await pilot.press("escape")
        await until(pilot, lambda: main.app.screen is not screen)
        await pilot.press("enter")  # „Wpisz do tekstu”
        await until(pilot, lambda: main.app.screen is main)
        assert "A: {miejsca: 2, nazwa: pierwszy}" in main.editor.text


async def test_a_branch_is_added_like_another_and_can_be_changed_at_once(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(main.app.screen, AskWords))
        await pilot.press("A", "enter")
        assert "już jest" in str(main.app.screen.query_one("#line-problem", Static).render())
        await write(pilot, "C")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(main.app.screen, AskWords))
        await pilot.press(*"nowy", "enter")
        await until(pilot, lambda: main.app.screen is screen)
        await until(pilot, lambda: any(one.value == "nowy" for one in screen.query(Input)))
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        assert "  C:\n    nazwa: nowy\n    miejsca: 2\n" in main.editor.text
        assert main.shown is not None
        assert main.shown.regulation is not None
        assert set(main.shown.regulation.branches) == {"A", "B", "C"}


async def test_a_branch_is_removed_after_a_question(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        screen.query_one(OptionList).focus()
        await pilot.press("down", "f8")
        await until(pilot, lambda: main.app.screen is not screen)
        await pilot.press("tab", "enter")  # „Usuń”
        await until(pilot, lambda: main.app.screen is screen)
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        assert "  B:" not in main.editor.text


async def test_a_text_with_broken_layout_has_no_form(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION + "zła: [lista\n")
        await settled(main, pilot)
        main.run_named("form")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog) and bool(main.app.screen.query(Button)))
        await pilot.press("enter")
        await until(pilot, lambda: main.app.screen is main)


async def test_blanks_of_a_new_file_are_fields_to_fill_in(regulation: Path) -> None:
    text = REGULATION.replace("A: {miejsca: 2}", 'A: {nazwa: "<wpisz nazwę, np. muzyczny>", miejsca: 2}')
    text = text.replace("rok szkolny: 2025/2026", "rok szkolny: <wpisz rok, np. 2025/2026>")
    regulation.write_text(text, encoding="utf-8")
    async with running(regulation, size=(80, 24)) as (main, pilot):
        screen = await opened(main, pilot)
        assert note(screen, "Nazwa") == "do uzupełnienia · wpisz nazwę"
        box = screen.query(Input).first()
        assert (box.value, box.placeholder) == ("", "np. muzyczny")
        await pilot.press("f6", *"chemiczny")
        await until(pilot, lambda: note(screen, "Nazwa") == "")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: main.app.screen is main)
        await settled(main, pilot)
        assert main.current_text() == text.replace('"<wpisz nazwę, np. muzyczny>"', "chemiczny")
        await pilot.press("ctrl+z")
        assert main.current_text() == text


async def test_arrows_go_through_fields_that_do_not_fit(regulation: Path) -> None:
    async with running(regulation, size=(80, 12)) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("down", "down")
        await until(pilot, lambda: "Miejscowość" in labels(screen))
        assert shown(screen).max_scroll_y > 0
        await pilot.press("f6", "down", "down", "down")
        await write(pilot, "Dębów")
        typed = {row.field.label: row.query_one(Input).value for row in shown(screen).rows}
        assert [label for label, value in typed.items() if value] == ["Miejscowość"]


async def test_a_date_that_would_not_be_read_is_told_with_its_place(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("end")
        await until(pilot, lambda: "Numer zarządzenia" in labels(screen))
        await pilot.press("f6", "down", "down")
        await write(pilot, "15.02.27")
        assert note(screen, "Data zarządzenia").startswith("● ")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        assert any("Tytuł i zarządzenie: " in str(one.render()) for one in main.app.screen.query(Static))


async def test_an_example_is_confirmed_by_a_key_or_by_typing_it_again(regulation: Path) -> None:
    text = REGULATION.replace("A: {miejsca: 2}", "A: {miejsca: {wartość: 2, stan: przykładowe}}")
    text = text.replace("B: {miejsca: 1}", "B: {miejsca: {wartość: 1, stan: przykładowe}}")
    regulation.write_text(text, encoding="utf-8")
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f6", "down", "f4")
        assert note(screen, "Liczba miejsc") == CONFIRMED
        await pilot.press("f4")
        assert note(screen, "Liczba miejsc") == EXAMPLE
        await pilot.press("f4", "down", "down", "1")
        await until(pilot, lambda: note(screen, "Liczba miejsc") == CONFIRMED)
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        assert main.editor.text == REGULATION


async def test_a_confirmed_value_in_a_form_left_alone_changes_nothing(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        await opened(main, pilot)
        await pilot.press("f6", "down", "f4", "down", "ctrl+s")
        await until(pilot, lambda: main.app.screen is main)
        assert main.editor.text == REGULATION


async def test_the_list_shows_what_is_wrong_empty_and_changed(regulation: Path) -> None:
    text = REGULATION.replace("A: {miejsca: 2}", 'A: {nazwa: "<wpisz nazwę, np. muzyczny>", miejsca: 2}')
    regulation.write_text(text, encoding="utf-8")
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        assert listed(screen)[:2] == ["○ A", "  B"]
        await pilot.press("f6", *"muzyczny")
        await until(pilot, lambda: listed(screen)[0] == "* A: muzyczny")
        await pilot.press("down", *"wiele")
        await until(pilot, lambda: listed(screen)[0] == "● A: muzyczny")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog) and bool(main.app.screen.query(Button)))
        await pilot.press("enter", *"12")
        await until(pilot, lambda: listed(screen)[0] == "* A: muzyczny")
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        assert "A: {nazwa: muzyczny, miejsca: 12}" in main.editor.text


async def test_yes_and_no_are_changed_by_space_or_a_letter(regulation: Path) -> None:
    text = REGULATION.replace("kryteria:\n", "oddział: {sportowy: tak/nie}\nkryteria:\n")
    regulation.write_text(text, encoding="utf-8")
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        assert labels(screen)[-1] == "Sportowy"
        await pilot.press("f6", "down", "down", "space")
        row = shown(screen).rows[-1]
        await until(pilot, lambda: row.box.value == "tak")
        await pilot.press("n", "i", "e", "x")
        await until(pilot, lambda: row.box.value == "nie")
        await pilot.press("space", "ctrl+s")
        await settled(main, pilot)
        assert "A: {miejsca: 2, sportowy: tak}" in main.editor.text


async def test_dates_in_digits_are_put_in_words_by_a_key(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("end", "f6", "down", "down", *"15.02.27")
        assert note(screen, "Data zarządzenia").endswith("Napisz „15 lutego 2027”. F9 tak wpisuje.")
        await pilot.press("f9", "ctrl+s")
        await settled(main, pilot)
        assert "zarządzenie:\n  data: 15 lutego 2027\n" in main.editor.text


async def test_a_date_in_digits_that_is_sure_is_taken_as_it_is(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("end", "f6", "down", "down", *"15.02.2027 r.")
        assert note(screen, "Data zarządzenia") == "w tekście: 15 lutego 2027"
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        assert "zarządzenie:\n  data: 15 lutego 2027\n" in main.editor.text


async def test_the_example_of_a_date_is_of_the_school_year(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("end")
        await until(pilot, lambda: "Numer zarządzenia" in labels(screen))
        assert shown(screen).rows[-1].box.placeholder == "np. 15 lutego 2025"


async def test_a_branch_may_be_called_anyhow(regulation: Path) -> None:
    """Its name is not read as markup, in the list, in the title, and in what is told."""
    name = "[b]klasa[/] [x"
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f6", *name)
        await until(pilot, lambda: listed(screen)[0] == f"* A: {name}")
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog))
        await pilot.press("escape", "ctrl+s")
        await settled(main, pilot)
        assert main.shown is not None
        assert main.shown.offer is not None
        assert main.shown.offer.branches["A"].label == name
        main.action_show_ranking()
        await pilot.pause()
        await opened(main, pilot)


async def test_what_is_typed_in_a_form_is_kept_too(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f6", *"nowa", "down", *"dużo")
        await until(pilot, lambda: listed(screen)[0] == "● A: nowa")
        kept = main.keep_text()
        assert kept is not None
        told = kept.read_text(encoding="utf-8")
        assert "A: {miejsca: 2, nazwa: nowa}" in told
        assert told.endswith("# Z formularza, nie wpisane: oddziały – A – miejsca: dużo\n")
        assert main.current_text() == REGULATION
        await pilot.press("escape", "right", "enter")  # „Porzuć zmiany”
        await until(pilot, lambda: main.app.screen is main)
        assert main.keep_text() is None


async def test_help_is_of_the_field(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f6", "down", "f1")
        await until(pilot, lambda: isinstance(main.app.screen, Dialog) and bool(main.app.screen.query(Button)))
        words = "\n".join(str(one.render()) for one in main.app.screen.query(Static))
        assert "Liczba miejsc" in words
        assert screen._shape.help(("oddziały", "a", "miejsca")) in words
        assert "F9" in words


async def test_what_is_typed_into_a_field_scrolled_away_is_seen(regulation: Path) -> None:
    async with running(regulation, size=(80, 12)) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("down", "down")
        await until(pilot, lambda: "Miejscowość" in labels(screen))
        fields = shown(screen)
        await pilot.press("f6")
        fields.scroll_end(animate=False)
        await until(pilot, lambda: fields.scroll_y > 0)
        await pilot.press(*"Dębów")
        box = fields.rows[0].box
        await until(pilot, lambda: box.value == "Dębów" and screen.can_view_entire(box))


async def test_fields_of_all_groups_follow_one_another(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("tab", "tab", "tab", *"beta")
        await until(pilot, lambda: screen.query_one("#form-fields").border_title == "B: beta")
        await pilot.press("shift+tab", "ctrl+s")
        await settled(main, pilot)
        assert "B: {miejsca: 1, nazwa: beta}" in main.editor.text


def bilingual(folder: Path) -> Path:
    path = folder / "dwujęzyczny.yaml"
    path.write_text(template("dwujezyczny", SchoolYear(2027)), encoding="utf-8")
    return path


async def enter(screen: FormScreen, pilot: Pilot[None], label: str) -> None:
    row = next(row for row in shown(screen).shown if row.field.label == label)
    while screen.focused is not row.box:
        await pilot.press("down")


def sign_of(screen: FormScreen, branch: str) -> str:
    return next(one[0] for one in listed(screen) if one[2:].startswith(branch))


async def test_a_branch_of_another_kind_has_its_fields_and_limits(tmp_path: Path) -> None:
    path = bilingual(tmp_path)
    async with running(path) as (main, pilot):
        before = main.editor.text
        screen = await opened(main, pilot)
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(main.app.screen, AskWords))
        await pilot.press("B", "enter")
        await until(pilot, lambda: isinstance(main.app.screen, AskWords) and len(main.app.screen_stack) == 4)
        await pilot.press(*"zwykły", "enter")
        await until(pilot, lambda: main.app.screen is screen)
        await until(pilot, lambda: any(one.value == "zwykły" for one in screen.query(Input)))
        await pilot.press("f6")
        await enter(screen, pilot, "Rodzaj")
        await write(pilot, "ogólnodostępny")
        assert "Drugi język nauczania" not in [row.field.label for row in shown(screen).shown]
        assert "zniknie z tekstu: „Drugi język nauczania”" in note(screen, "Rodzaj")
        assert note(screen, SCORED) == "● Powinno być dokładnie 2, a jest 1."
        assert sign_of(screen, "B") == "●"
        await enter(screen, pilot, SCORED)
        await write(pilot, "historia, geografia")
        assert sign_of(screen, "B") == "*"
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        branch = main.editor.text.partition("  B:\n")[2].partition("\n# ")[0]
        assert "rodzaj: ogólnodostępny" in branch
        assert "drugi" not in branch
        assert any("„drugi język”" in one.message for one in main.app._notifications)
        found = load_text(main.editor.text, path).diagnostics
        assert not {one.code for one in found} & {"P032", "P055"}
        await pilot.press("ctrl+z")
        assert main.editor.text == before


async def test_fields_of_a_kind_come_back_with_it(tmp_path: Path) -> None:
    async with running(bilingual(tmp_path)) as (main, pilot):
        before = main.editor.text
        screen = await opened(main, pilot)
        await pilot.press("f6")
        await enter(screen, pilot, "Drugi język nauczania")
        await write(pilot, "język francuski")
        await pilot.press("f6", "f6")
        await enter(screen, pilot, "Rodzaj")
        await write(pilot, "ogólnodostępny")
        await write(pilot, "dwujęzyczny")
        assert "zniknie" not in note(screen, "Rodzaj")
        await pilot.press("ctrl+s")
        await settled(main, pilot)
        assert main.editor.text == before.replace("{wartość: język_niemiecki, stan: przykładowe}", "język francuski")


async def test_a_field_that_a_new_kind_needs_is_filled_in_at_once(tmp_path: Path) -> None:
    path = bilingual(tmp_path)
    text = path.read_text(encoding="utf-8").replace("rodzaj: dwujęzyczny", "rodzaj: ogólnodostępny")
    second = "    drugi język: {wartość: język_niemiecki, stan: przykładowe}\n"
    path.write_text(text.replace(second, ""), encoding="utf-8")
    async with running(path) as (main, pilot):
        screen = await opened(main, pilot)
        assert sign_of(screen, "A") == "●"  # one subject where this kind has two
        await pilot.press("f6")
        await enter(screen, pilot, "Rodzaj")
        await write(pilot, "dwujęzyczny")
        assert sign_of(screen, "A") == "○"
        await enter(screen, pilot, "Drugi język nauczania")
        await pilot.press(*"język niemiecki", "ctrl+s")
        await settled(main, pilot)
        assert "    drugi język: język niemiecki\n" in main.editor.text


async def test_a_name_that_was_meant_is_taken_by_a_key(tmp_path: Path) -> None:
    async with running(bilingual(tmp_path)) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f6")
        await enter(screen, pilot, "Przedmioty rozszerzone")
        await write(pilot, "wos, angielski")
        assert note(screen, "Przedmioty rozszerzone").endswith("F9 tak wpisuje.")
        await pilot.press("f9", "ctrl+s")
        await settled(main, pilot)
        assert "przedmioty rozszerzone: [wiedza_o_społeczeństwie, język_angielski]" in main.editor.text


async def test_a_long_name_shows_how_it_begins_once_it_is_left(regulation: Path) -> None:
    async with running(regulation, size=(80, 24)) as (main, pilot):
        screen = await opened(main, pilot)
        await pilot.press("f6")
        box = screen.focused
        assert isinstance(box, Input)
        await write(pilot, "oddział z rozszerzonym programem nauczania matematyki, fizyki i informatyki")
        assert box.scroll_x > 0
        await pilot.press("down")
        assert box.scroll_x == 0
        await pilot.press("up", "end", *" II")
        assert box.value.endswith("informatyki II")
