"""The default order of the parts. A part gives its §§, or none where the regulation settles nothing of the kind."""

from __future__ import annotations

from collections.abc import Callable

from generator.regulation import (
    appeals,
    basis,
    branches,
    conditions,
    criteria,
    general,
    order,
    papers,
    provisions,
    timetable,
)
from generator.regulation.draft import Draft
from generator.tree import Paragraph

Part = Callable[[Draft], tuple[Paragraph, ...]]

PARTS: tuple[Part, ...] = (
    basis.paragraphs,
    general.paragraphs,
    branches.paragraphs,
    timetable.paragraphs,
    provisions.filing,
    conditions.paragraphs,
    criteria.paragraphs,
    order.paragraphs,
    papers.paragraphs,
    provisions.commission,
    provisions.lists,
    appeals.paragraphs,
    provisions.personal_data,
    provisions.others,
)
