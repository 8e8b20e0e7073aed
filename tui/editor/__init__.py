"""The text being edited: the widget, its colours, its keys and what it knows of the key under the cursor."""
