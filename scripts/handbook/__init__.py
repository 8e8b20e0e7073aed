"""The handbook as one PDF: pages of docs/ → a tree → data for typst → bytes, as `generator` makes regulations."""
