"""A regulation against itself: unused names, repeats, wording against numbers, questions left open."""
