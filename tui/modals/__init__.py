"""Questions and answers over the screen: dialogs, help, palette, a path."""
