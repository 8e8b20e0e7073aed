"""The start screen and the main screen."""
