"""The command line: parses, calls, prints, and turns every outcome into an exit code."""

from pesagree.cli.main import main

__all__ = ["main"]
