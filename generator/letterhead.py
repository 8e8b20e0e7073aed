"""A document on the paper of its school: the lines at the top, the logo and the margins that its file asks for."""

from __future__ import annotations

from dataclasses import replace

from dsl.model.regulation import Regulation
from dsl.model.stationery import Look
from generator.logo import read_logo
from generator.tree import Document


def on_letterhead(document: Document, regulation: Regulation) -> Document:
    """A document without a letterhead, such as an annex, gets none. Raises `BadLogo`."""
    stationery = regulation.stationery
    if stationery is None:
        return document
    document = replace(document, margins=stationery.margins)
    if not document.letterhead:
        return document
    logo = read_logo(stationery.logo) if stationery.logo is not None else None
    return replace(document, letterhead=stationery.lines or document.letterhead, logo=logo)


def usual_look(regulation: Regulation) -> Look:
    """The style of a PDF where none was asked for."""
    stationery = regulation.stationery
    return stationery.look if stationery is not None and stationery.look is not None else Look.ACCESSIBLE
