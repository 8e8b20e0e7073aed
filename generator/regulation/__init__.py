"""The regulation as an official document: model -> document tree, by an outline of parts (`outline.PARTS`).

`document` gives the tree that `generator.numbering` numbers and a renderer prints; `units` says where each rule of
the model stands in it.
"""

from generator.regulation.outline import PARTS, outline
from generator.regulation.outline import Outlined as Outlined

__all__ = ["PARTS", "Outlined", "outline"]
