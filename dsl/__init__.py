"""The regulation language: text -> checked, immutable model -> code.

The folder is the pipeline, in this order:

source   text with positions, YAML events turned into nodes
syntax   formulas, types and dates written inside the YAML scalars
layers   bases found and merged (law -> timetable -> school -> branch kind -> branch)
decode   merged nodes -> names resolved, formulas typed -> model
model    what everybody else reads: frozen dataclasses
checks   what can be said about a regulation without any candidate
emit     model -> explanation, Python code, Polish sentences, schema

`dsl.load.load` runs it all. This package knows nothing of candidates' files, documents or screens.
"""
