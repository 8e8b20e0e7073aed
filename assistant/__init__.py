"""From a question to an answer that stands on a paragraph: facts first, never a figure of its own making."""
