"""Orders of a director as documents: one that introduces a regulation, one that amends it, the consolidated text.

`identity` says how an order is called, `acting` how it begins and ends, `introducing` and `amending` make the two kinds
of order; `consolidated` gives the text with the labels of units that were inserted and repealed later, `changes` says
unit by unit how one numbered tree differs from another.
"""
