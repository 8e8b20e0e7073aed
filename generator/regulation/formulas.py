"""Which rule stands on which definition."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.emit.polish.order import stage_path
from dsl.model import expr as typed
from dsl.model.regulation import Rules


def users_of_definitions(rules: Rules) -> dict[str, str]:
    """The path of the first rule that stands on each definition; a definition that nothing uses is left out."""
    users: dict[str, str] = {}
    for path, formulas in _rules(rules):
        for node in rules.reached(*formulas):
            if isinstance(node, typed.DefinitionRef):
                users.setdefault(node.name, path)
    return users


def _rules(rules: Rules) -> Iterator[tuple[str, Iterator[typed.Typed]]]:
    for top in rules.criteria:
        for criterion in top.walk():
            yield f"kryteria.{criterion.dotted}", criterion.formulas()
    for condition in rules.conditions:
        yield f"warunki.{condition.name}", condition.formulas()
    for stage in rules.order:
        yield f"kolejność.{stage_path(stage)}", stage.formulas()
