"""From the model or an outcome to documents: the document tree, then PDF and other forms."""
