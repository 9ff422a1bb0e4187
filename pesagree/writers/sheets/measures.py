"""Word's measures: twentieths of a point for layout, half points for letters, EMU for drawings."""

CM = 566.929
"""Twentieths of a point in a centimetre."""

EMU = 360_000
"""English metric units in a centimetre."""


def twips(cm: float) -> int:
    """Centimetres in twentieths of a point."""
    return round(cm * CM)


def emu(cm: float) -> int:
    """Centimetres in English metric units."""
    return round(cm * EMU)


def half_points(points: float) -> int:
    """The size of letters as Word counts it."""
    return round(points * 2)
