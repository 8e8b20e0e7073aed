"""Colours: dark, light and of high contrast, for the screen and for the language in the editor.

Nothing is told by a colour alone: problems have symbols and words, ties are named.
"""

from __future__ import annotations

from rich.style import Style
from textual.theme import Theme
from textual.widgets.text_area import TextAreaTheme

DARK, LIGHT, CONTRAST = "paragraf-ciemny", "paragraf-jasny", "paragraf-kontrast"
NAMES = (DARK, LIGHT, CONTRAST)
WORDS = {DARK: "ciemne", LIGHT: "jasne", CONTRAST: "o dużym kontraście"}

THEMES = (
    Theme(
        name=DARK,
        primary="#7aa2f7",
        secondary="#9d8cff",
        accent="#e0af68",
        warning="#f0c674",
        error="#ff7b86",
        success="#9ece6a",
        foreground="#e6e8ef",
        background="#12151c",
        surface="#171b24",
        panel="#212736",
        dark=True,
    ),
    Theme(
        name=LIGHT,
        primary="#1f4f9e",
        secondary="#5b3fa8",
        accent="#8a5200",
        warning="#7a5b00",
        error="#b00020",
        success="#2f6b1f",
        foreground="#15181f",
        background="#f4f5f8",
        surface="#ffffff",
        panel="#e3e7ef",
        dark=False,
    ),
    Theme(
        name=CONTRAST,
        primary="#ffff00",
        secondary="#00ffff",
        accent="#ffff00",
        warning="#ffff00",
        error="#ff9a9a",
        success="#00ff00",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        boost="#2a2a2a",
        dark=True,
        text_alpha=1.0,
        variables={"text-muted": "#e4e4e4", "text-disabled": "#c8c8c8"},
    ),
)


def _editor(name: str, colours: dict[str, str], error: str, warning: str, note: str) -> TextAreaTheme:
    styles = {piece: Style.parse(style) for piece, style in colours.items()}
    for severity, colour in (("error", error), ("warning", warning), ("note", note)):
        styles[f"problem-{severity}"] = Style(color=colour, underline=True, bold=severity == "error")
        styles[f"sign-{severity}"] = Style(color=colour, bold=True)
    return TextAreaTheme(name=name, syntax_styles=styles)


def editor_themes() -> tuple[TextAreaTheme, ...]:
    """Made anew for every editor: Textual fills them in from its styles."""
    return (
        _editor(
            DARK,
            {
                "key": "#8fb4ff",
                "string": "#b9d99a",
                "comment": "italic #8b93a7",
                "number": "#ffb87a",
                "constant": "#ffb87a",
                "keyword": "bold #d2a8ff",
                "function": "#6fd6d0",
                "operator": "#d2a8ff",
                "punctuation": "#9aa3b8",
            },
            "#ff7b86",
            "#f0c674",
            "#8fb4ff",
        ),
        _editor(
            LIGHT,
            {
                "key": "#1f4f9e",
                "string": "#2f6b1f",
                "comment": "italic #5d6475",
                "number": "#8a4b00",
                "constant": "#8a4b00",
                "keyword": "bold #6a2fa8",
                "function": "#00646b",
                "operator": "#6a2fa8",
                "punctuation": "#4d5566",
            },
            "#b00020",
            "#7a5b00",
            "#1f4f9e",
        ),
        _editor(
            CONTRAST,
            {
                "key": "bold #ffffff",
                "string": "#00ff00",
                "comment": "italic #d0d0d0",
                "number": "#ffff00",
                "constant": "#ffff00",
                "keyword": "bold #00ffff",
                "function": "#00ffff",
                "operator": "#00ffff",
                "punctuation": "#ffffff",
            },
            "#ff9a9a",
            "#ffff00",
            "#00ffff",
        ),
    )
