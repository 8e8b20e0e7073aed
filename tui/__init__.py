"""The terminal UI: one screen to live in, over everything below it.

From the data outwards:

files, recovery   the file as found on the disk, its safe saving, and what is kept of unsaved text (`locks` says whose)
analysis          text -> problems, points and rankings; one immutable `Analysis` per revision, no Textual in it
results           the points and rankings of an `Analysis`, counted when first asked for
actions           every action by name, key and Polish words: feeds keys, palette and help
editor, panes     widgets; they post messages up (`messages`), the screen calls their methods down
modals, screens   questions to the person; the start and the main screen
app               themes, crash and signals; `tui.app.run` is what `paragraf tui` calls

Textual is imported nowhere outside this package.
"""
