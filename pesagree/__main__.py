"""`python -m pesagree` and the command `pesagree`: a process that is there for one command."""

import gc
import os
import sys

STOPPED = 130
"""The exit code where a person stops the program before it could say a word (as `cli.exits` has it)."""

FEW_COLLECTIONS = 50_000
"""New objects between two looks for unreachable ones. Python's 700 suit programs that live long; here nearly
all that loading makes stays to the end, and looking through it again and again finds nothing."""


def run() -> int:
    """Run the command of `sys.argv`; its exit code."""
    gc.set_threshold(FEW_COLLECTIONS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no other package looks into our models
    try:
        from pesagree.cli import main  # after the two lines above, which are about how modules load
    except KeyboardInterrupt:
        return STOPPED

    code = main()
    gc.freeze()  # the process ends: Python would look through everything once more before it lets go
    return code


if __name__ == "__main__":
    sys.exit(run())
