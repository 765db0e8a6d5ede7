"""Index the built pages with Pagefind, for the search in the browser."""

from pathlib import Path

from pagefind_bin import get_executable

from sitegen.common.paths import SEARCH
from sitegen.common.tools import run

LANGUAGE = "nl"
INDEXED = "main"
EXCLUDED = (
    ".contents",
    ".related",
    ".checked-on",
    ".footnote",
    "sup",
    "form",
    "subsidy-calculator",
    "year-planner",
    "embed-builder",
    "site-search",
    "svg",
)
UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""Files that Pagefind writes and our pages do not use."""


def write_search(out: Path) -> None:
    """Write the search index of every page under `out`."""
    options = {
        "--site": str(out),
        "--output-subdir": SEARCH,
        "--glob": "**/index.html",
        "--root-selector": INDEXED,
        "--exclude-selectors": ", ".join(EXCLUDED),
        "--force-language": LANGUAGE,
    }
    run([get_executable(), *(part for option in options.items() for part in option), "--silent"], {})
    for pattern in UNUSED:
        for path in (out / SEARCH).glob(pattern):
            path.unlink()
