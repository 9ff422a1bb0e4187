"""The terminal: where messages are printed, and in which language."""
