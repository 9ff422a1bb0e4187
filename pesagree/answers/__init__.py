"""Answers files: reading them into an agreement, with every problem at once, and saving changes."""
