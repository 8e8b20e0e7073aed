"""How the model is reached: from the environment, at the edge. No model is asked where no address is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

URL, MODEL, MODE = "PARAGRAF_LLM_URL", "PARAGRAF_LLM_MODEL", "PARAGRAF_LLM_MODE"
KEY, PERSONAL = "PARAGRAF_LLM_KEY", "PARAGRAF_LLM_PERSONAL"
BUDGET = 20.0


class Mode(StrEnum):
    OFF = "off"
    ROUTER = "router"
    TOOLS = "tools"


class WrongSettings(ValueError):
    """What the user reads."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`sends_personal`: whether a question with results or names may leave the computer. `budget` in seconds for all
    that one question costs."""

    url: str
    model: str
    mode: Mode
    key: str = ""
    sends_personal: bool = False
    budget: float = BUDGET


def settings_of(environment: Mapping[str, str]) -> Settings | None:
    """None: off. Raises `WrongSettings`."""
    url = environment.get(URL, "").strip().rstrip("/")
    named = environment.get(MODE, "").strip().lower() or (Mode.ROUTER if url else Mode.OFF)
    if named not in set(Mode):
        raise WrongSettings(f"{MODE} ma wartość „{named}”; dopuszczalne: {', '.join(Mode)}.")
    if named == Mode.OFF:
        return None
    if not url.startswith(("http://", "https://")):
        raise WrongSettings(f"{URL} to nie adres, np. http://127.0.0.1:11434/v1.")
    model = environment.get(MODEL, "").strip()
    if not model:
        raise WrongSettings(f"brakuje nazwy modelu: ustaw {MODEL}.")
    sends = environment.get(PERSONAL, "").strip() == "1"
    return Settings(url, model, Mode(named), environment.get(KEY, ""), sends)
