"""The regulation as an official document: model -> document tree, by an outline of parts (`outline.PARTS`)."""
