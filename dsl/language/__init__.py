"""What an editor asks of the language, in any editor: pure functions of a text, a place in it and what is known.

outline     the text as keys with their places, also while it cannot be read; the symbols
place       what may stand where the cursor is
insertions  what may stand in `<…>` inside a text
completion  keys, names and values that fit there
hover       what a key or a name means
definition  where a name is explained, also in the files below
problems    the diagnostics that are to be told, and their fixes as new text

Positions are characters from 0; a server of another kind converts them at its edge. Nothing here knows a screen.
"""
