"""A regulation's text changed by its places and not by guessing: the formatter, next year's file. Text in, text out."""
