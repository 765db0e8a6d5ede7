"""Makes the site searchable: Pagefind reads the built pages and leaves an index that the browser reads."""

from pathlib import Path

from pagefind_bin import get_executable

from sitegen.common.tools import run

FOLDER = "zoek"
LANGUAGE = "nl"
TEXT = "main"
NO_TEXT = (
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
NOT_USED = ("pagefind-*ui*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""What Pagefind writes for pages that are not ours."""


def write_search(out: Path) -> None:
    """Write the index of every page under `out`."""
    options = {
        "--site": str(out),
        "--output-subdir": FOLDER,
        "--glob": "**/index.html",
        "--root-selector": TEXT,
        "--exclude-selectors": ", ".join(NO_TEXT),
        "--force-language": LANGUAGE,
    }
    run([get_executable(), *(part for option in options.items() for part in option), "--silent"], {})
    for pattern in NOT_USED:
        for path in (out / FOLDER).glob(pattern):
            path.unlink()
