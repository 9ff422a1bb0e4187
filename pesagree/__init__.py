"""Builder of payments-for-ecosystem-services agreements: answers in, draft agreement out."""

__version__ = "0.1.0"
