"""Work that ends half way: nothing of it may stay with what comes after."""

import sys
from collections.abc import Callable
from types import FrameType


class Halfway(BaseException):
    """Somebody pressed Ctrl-C, or the memory was full."""


def ends_half_way(work: Callable[[], object], at: int) -> bool:
    """Whether the work was ended at this call, or return, of all that it makes; False where it has fewer."""
    left, own = at, sys._getframe()

    def count(frame: FrameType, _event: str, _of: object) -> None:
        nonlocal left
        left -= frame is not own
        if left == 0:
            sys.setprofile(None)
            raise Halfway

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    except Halfway:
        return True
    finally:
        sys.setprofile(before)
    return False
