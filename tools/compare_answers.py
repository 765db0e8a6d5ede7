"""Ask the Python that visitors get and this one the same questions, and print those that they answer differently.

    uv run --group test python -m tools.compare_answers --count 50000 --seed 1

Every function that the browser calls gets its share. A function that was left out of the WebAssembly shows as an answer
None: `python -m tools.trace_runtime` finds which ones are needed.
"""

import argparse
import sys

from tests.parity.comparison import find_differences


def main() -> int:
    """Compare, print every difference, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=50_000)
    options = parser.parse_args()
    differences = find_differences(options.seed, options.count)
    for each in differences:
        print(each)
    print(f"{len(differences)} of {options.count} answers differ")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
