"""The model in Polish: `words` puts formulas into words, `sentences` puts rules into sentences of a regulation.

Nothing is inflected by guessing: names come from `nazwa` and genitives from `pojęcia`; what would need another case
stands after a colon.
"""
