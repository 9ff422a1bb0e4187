"""What pesagree costs, measured beside its neighbours in one run: `python -m benchmarks --help`."""
