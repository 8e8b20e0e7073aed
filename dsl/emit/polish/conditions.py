"""Conditions as they stand after „jeżeli”: „kandydat jest zwolniony z egzaminu z matematyki”.

A fact says it by its own `zdanie`; without one its name stands after a colon, where no case is needed.
"""

from __future__ import annotations

from dsl.emit.polish.words import Words, fact_label
from dsl.model import expr as typed
from dsl.model.types import CollectionType, Fact, NotionType, TruthType

GAP = "…"
_WHOM = {"kandydat": "kandydata", "oddział": "oddziału", "wybór": "kandydata"}


def when(words: Words, node: typed.Typed) -> str:
    """The condition as a clause."""
    match node:
        case typed.Both(left=left, right=right):
            return f"{when(words, left)} oraz {when(words, right)}"
        case typed.Either(left=left, right=right):
            return f"{when(words, left)} lub {when(words, right)}"
        case typed.FactRef(scope=scope, fact=fact) if isinstance(fact.type, TruthType):
            return fact.clause or f"{_WHOM[scope]} dotyczy: {fact_label(fact)}"
        case typed.Member(item=item, collection=typed.FactRef(scope=scope, fact=fact)):
            return _has_member(words, item, scope, fact)
        case typed.Compare() if (claimed := _claimed_list(node)) is not None:
            return claimed.clause or f"kandydata dotyczy: {fact_label(claimed)}"
        case typed.DefinitionRef():
            return f"zachodzi: {words.of(node)}"
    return words.of(node)


def _has_member(words: Words, item: typed.Typed, scope: str, fact: Fact) -> str:
    if fact.clause and isinstance(item, typed.Constant) and isinstance(item.type, NotionType):
        member = str(item.value)
        genitive = item.type.notion.members.get(member) or item.type.notion.label(member)
        return fact.clause.replace(GAP, genitive) if GAP in fact.clause else f"{fact.clause}: {words.of(item)}"
    return f"{_WHOM[scope]} dotyczy: {fact_label(fact)} – {words.of(item)}"


def _claimed_list(node: typed.Compare) -> Fact | None:
    """`liczba(lista) > 0`: the candidate has anything in the list."""
    counted, limit = node.left, node.right
    if node.operator != ">" or not isinstance(limit, typed.Constant) or limit.value != 0:
        return None
    if isinstance(counted, typed.Aggregate) and counted.function == "liczba" and counted.condition is None:
        return _list_fact(counted.collection)
    if isinstance(counted, typed.AggregateOf) and counted.function == "liczba" and len(counted.items) == 1:
        return _list_fact(counted.items[0])
    return None


def _list_fact(node: typed.Typed) -> Fact | None:
    return node.fact if isinstance(node, typed.FactRef) and isinstance(node.type, CollectionType) else None
