"""The papers of a commission as document trees: what hangs on the wall, what a parent is given, what is signed.

`lists` (two pairs of lists for a branch), `sheets` (why a candidate has this result), `leaflet` (how to count points),
`minutes` (the form of a sitting's protocol). Before them `people` (who stands on a paper), `confirmations` (who has
confirmed the will to be admitted), `calculation` (points as rows), `common` (what all papers take from a regulation).
"""
