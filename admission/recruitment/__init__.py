"""A recruitment (`nabór`): several regulations taken together, with what is settled outside of them.

A small file names the regulations and gives each school a short sign, so that a branch is `lo1/A` everywhere. It may
change numbers of seats, join branches into one list, split one into groups, say which were not opened, and give lots
and decisions of commissions. `reading` makes a `Recruitment` of it; candidates are read, scored and allocated with that
as they are with one regulation (`admission.offer`).
"""
