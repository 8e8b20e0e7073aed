"""What only those who work on the project run; nothing of it is shipped."""
