"""Read and write lists of numbers, with a number or a range on each line."""

from collections.abc import Collection
from itertools import pairwise


def read_ranges(text: str) -> frozenset[int]:
    r"""Return the numbers of a list.

    >>> sorted(read_ranges("3\n7-9\n"))
    [3, 7, 8, 9]
    """
    numbers: set[int] = set()
    for line in text.split():
        first, _, last = line.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return frozenset(numbers)


def write_ranges(numbers: Collection[int]) -> str:
    r"""Return the list of some numbers.

    >>> write_ranges({3, 8, 7, 9})
    '3\n7-9\n'
    """
    ordered = sorted(numbers)
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after != before + 1)]
    ends = [*(before for before, after in pairwise(ordered) if after != before + 1), ordered[-1]]
    return "".join(
        f"{first}\n" if first == last else f"{first}-{last}\n" for first, last in zip(starts, ends, strict=True)
    )
