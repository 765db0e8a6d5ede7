"""Draw a year's ceiling as a bar that its applications fill from below: where each block and its name stand.

Lengths are in units of a drawing; the template says what they look like.
"""

from collections.abc import Sequence
from decimal import Decimal

from calculator.model import value
from calculator.notation import write_amount
from calculator.wire.write_outcome import Plain

LINE = Decimal(24)
"""Height of a name: no two come nearer."""

LOWEST_BAR = Decimal(240)
LONGEST_NAME = 17


@value
class Part:
    """A part of the ceiling: "received" before, "granted", "cut" (granted in part) or "left"; `texts` tells which."""

    kind: str
    amount: Decimal
    texts: dict[str, Plain]


def draw_bar(parts: Sequence[Part]) -> Plain:
    """Return the height of a bar, and each part with its top, its height and the middle of its name.

    The first part is at the bottom; parts without an amount are left out.
    """
    drawn = [part for part in parts if part.amount][::-1]
    height = max(LOWEST_BAR, LINE * len(drawn))
    total = sum(part.amount for part in drawn)
    heights = [part.amount * height / total for part in drawn]
    tops = [sum(heights[:place], Decimal(0)) for place in range(len(drawn))]
    middles = spread([top + own / 2 for top, own in zip(tops, heights, strict=True)], height)
    return {
        "height": f"{height:.1f}",
        "parts": [
            {
                "kind": part.kind,
                "y": f"{top:.1f}",
                "height": f"{own:.1f}",
                "middle": f"{top + own / 2:.1f}",
                "label": f"{middle:.1f}",
                "texts": {"amount": write_amount(part.amount), **part.texts},
            }
            for part, top, own, middle in zip(drawn, tops, heights, middles, strict=True)
        ],
    }


def spread(middles: Sequence[Decimal], height: Decimal) -> list[Decimal]:
    """Return places from top to bottom as near to `middles` as their lines allow, all of them within the height.

    >>> spread([Decimal(30), Decimal(32)], Decimal(48))
    [Decimal('12'), Decimal('36')]
    """
    placed: list[Decimal] = []
    lowest = LINE / 2
    for middle in middles:
        placed.append(max(middle, lowest))
        lowest = placed[-1] + LINE
    highest = height - LINE / 2
    for place in reversed(range(len(placed))):
        placed[place] = min(placed[place], highest)
        highest = placed[place] - LINE
    return placed


def shorten(name: str) -> str:
    """Return a name that fits beside its block.

    >>> shorten("Leidinggeven voor beginners")
    'Leidinggeven voo…'
    """
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
