"""`dokumenty`: what a candidate files, who files it, when, in which form and signed by whom."""

from __future__ import annotations

from dsl.decode import vocabulary
from dsl.decode.fields import as_mapping, check_keys, read_notes, read_text
from dsl.decode.reading import Reading
from dsl.model.regulation import Document
from dsl.source.nodes import Mapping, Scalar, readable_name


def read_documents(reading: Reading, node: Mapping | None) -> dict[str, Document]:
    diagnostics = reading.diagnostics
    documents = {}
    for entry in node or ():
        if isinstance(entry.value, Scalar):
            notes = read_notes(entry.value, diagnostics, label=entry.value.text, span=entry.key.span)
            documents[entry.name] = Document(entry.name, None, "", "", "", notes)
            continue
        mapping = as_mapping(entry.value, entry.key.text, diagnostics)
        if mapping is None:
            continue
        check_keys(mapping, (*vocabulary.DOCUMENT, "wartość"), diagnostics)
        plain_name = read_text(mapping.get("wartość"), "wartość", diagnostics)
        documents[entry.name] = Document(
            name=entry.name,
            applies_when=reading.truth(mapping.get("gdy"), "gdy"),
            term=read_text(mapping.get("termin"), "termin", diagnostics),
            form=read_text(mapping.get("forma"), "forma", diagnostics),
            signed_by=read_text(mapping.get("podpisuje"), "podpisuje", diagnostics),
            notes=read_notes(
                mapping, diagnostics, label=plain_name or readable_name(entry.key.text), span=entry.key.span
            ),
        )
    return documents
