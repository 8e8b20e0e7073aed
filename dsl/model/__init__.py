"""The model: immutable, typed, every value with its place and legal basis. The only thing later rooms read."""
