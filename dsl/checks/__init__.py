"""What can be said about a regulation without any candidate, and its own examples run."""
