"""What several checks read of a regulation: its rules each once, its places, its words, an example in words."""
