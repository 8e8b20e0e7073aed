"""The register of legal acts (`rejestr.yaml` beside this file): what each is called, where it was published, what took
its place, and how certain each of that is. Data only; what is not known is absent.
`dsl.checks.law.acts` compares with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dsl.model.notes import Certainty

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Known:
    """How certain a statement is, and where it was seen."""

    certainty: Certainty
    origin: str

    @property
    def is_verified(self) -> bool:
        return self.certainty is Certainty.VERIFIED


@dataclass(frozen=True, slots=True)
class Published:
    """`Dz. U. z <year> r. poz. <number>`; where known, the `day` of publication and since when it is `in_force`."""

    year: int
    number: int
    day: date | None
    in_force: date | None
    known: Known

    @property
    def cited(self) -> str:
        return f"Dz. U. z {self.year} r. poz. {self.number}"


@dataclass(frozen=True, slots=True)
class Replaced:
    """Since the recruitment for the school year that begins in `first_year` another act (`by`) holds."""

    by: str
    first_year: int
    known: Known
    remark: str


@dataclass(frozen=True, slots=True)
class FormerUnits:
    """Articles that no longer rule what they once did: from `first` to `last`, both included."""

    first: str
    last: str
    subject: str
    today: str
    known: Known


@dataclass(frozen=True, slots=True)
class KnownAct:
    """`body` is who issued it, in the genitive; `known` is about the date and the issuer, `title_known` the title."""

    name: str
    kind: str
    day: date
    body: str
    known: Known
    title: str
    title_known: Known
    original: Published | None
    uniform: tuple[Published, ...]
    changes: tuple[Published, ...]
    replaced: Replaced | None
    former: tuple[FormerUnits, ...]

    @property
    def texts(self) -> tuple[Published, ...]:
        """Where its whole text was published, the oldest first."""
        return (*([self.original] if self.original else []), *self.uniform)


@dataclass(frozen=True, slots=True)
class Register:
    as_of: date
    acts: Mapping[str, KnownAct]


@cache
def register() -> Register:
    text = files("dsl.acts").joinpath("rejestr.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=_LOADER)
    return Register(raw["stan na"], {name: _act(name, one) for name, one in raw["akty"].items()})


def _act(name: str, raw: Mapping[str, Any]) -> KnownAct:
    title = raw["tytuł"]
    return KnownAct(
        name=name,
        kind=raw["rodzaj"],
        day=raw["data"],
        body=raw.get("organ", ""),
        known=_known(raw),
        title=title["wartość"],
        title_known=_known(title),
        original=_published(raw["ogłoszenie"]) if "ogłoszenie" in raw else None,
        uniform=_in_order(raw.get("teksty jednolite", ())),
        changes=_in_order(raw.get("zmiany", ())),
        replaced=_replaced(raw["zastąpione"]) if "zastąpione" in raw else None,
        former=tuple(_former(one) for one in raw.get("dawne przepisy", ())),
    )


def _known(raw: Mapping[str, Any]) -> Known:
    return Known(Certainty(raw["pewność"]), raw["skąd"])


def _published(raw: Mapping[str, Any]) -> Published:
    return Published(raw["rok"], raw["poz"], raw.get("dzień"), raw.get("obowiązuje od"), _known(raw))


def _in_order(raw: Iterable[Mapping[str, Any]]) -> tuple[Published, ...]:
    return tuple(sorted((_published(one) for one in raw), key=lambda one: (one.year, one.number)))


def _replaced(raw: Mapping[str, Any]) -> Replaced:
    return Replaced(raw["przez"], raw["od roku szkolnego"], _known(raw), raw.get("uwaga", ""))


def _former(raw: Mapping[str, Any]) -> FormerUnits:
    return FormerUnits(raw["od"], raw["do"], raw["czego dotyczyły"], raw["dziś"], _known(raw))
