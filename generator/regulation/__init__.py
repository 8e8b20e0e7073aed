"""The regulation as an official document: model → document tree, worded from the model alone.

`outline` says the order of the parts, one small module each; `document` puts them together; `addresses` gives the
printed unit of every rule; `remarks` lists for the director what the document does not say about itself.
"""

from generator.regulation.addresses import units
from generator.regulation.document import regulation_document
from generator.regulation.remarks import Remark, grouped, remarks
from generator.regulation.written_references import dead_references

__all__ = ["Remark", "dead_references", "grouped", "regulation_document", "remarks", "units"]
