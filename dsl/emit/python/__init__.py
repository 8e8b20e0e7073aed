"""The model as Python code: compiled in memory for speed, or written out as a module a commission keeps.

expressions  a typed formula -> Python text with integers of a static scale
module       rules -> functions, one per criterion, condition and stage
backend      the functions compiled with the places of the regulation, called candidate by candidate
standalone   the same functions in a file that needs nothing but Python
"""
