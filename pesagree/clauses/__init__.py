"""The clause library: the index, the clause files of each language, and what their templates may do."""

from pesagree.clauses.library import ClauseTemplate, Form, Library, library

__all__ = ["ClauseTemplate", "Form", "Library", "library"]
