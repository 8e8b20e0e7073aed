"""The Polish language: numbers, plurals, dates, alphabetical order, citations, non-breaking spaces.

The bottom of the house: pure functions over the standard library, used by every room above. Functions return ordinary
spaces; `polish.spaces` alone decides which of them must not break, once the text of a whole paragraph is known.
"""
