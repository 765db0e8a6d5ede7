"""Write the service worker with the list of what it keeps, so that the site works without a network."""

import json
from collections.abc import Collection
from pathlib import Path

from sitegen.bundle.bundle import SPARE
from sitegen.common.hashes import integrity, short_hash
from sitegen.common.paths import EDITOR
from sitegen.common.serving import CACHE, KEEP_A_YEAR, headers_of

NOT_KEPT = {".br", ".gz", ".map"}
SERVICE_WORKER = "sw.js"


def write_service_worker(source: Path, out: Path, moved: Collection[str]) -> None:
    """Write the service worker, with the address and hash of every page and every file under `out` that it keeps.

    The pages at `moved`, the old addresses, are left out: hosts answer there with the page that took their place. So is
    the editor, which is no part of what visitors load.
    """
    files = [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()]
    of_visitors = (path for path in files if not path.startswith(f"{EDITOR}/"))
    paths = sorted(path for path in of_visitors if f"/{path.removesuffix('index.html')}" not in moved)
    kept = {path: integrity((out / path).read_bytes()) for path in paths if is_page(path) or is_kept(path)}
    constants = {
        "VERSION": short_hash(json.dumps(kept).encode()),
        "PAGES": {f"./{path.removesuffix('index.html')}": known for path, known in kept.items() if is_page(path)},
        "FILES": {f"./{path}": known for path, known in kept.items() if not is_page(path)},
    }
    lines = [f"const {name} = {json.dumps(value)};" for name, value in constants.items()]
    text = (source / SERVICE_WORKER).read_text("utf-8")
    (out / SERVICE_WORKER).write_text("\n".join([*lines, "", text]), "utf-8")


def is_page(path: str) -> bool:
    """Return whether a file is a page."""
    return path.endswith("index.html")


def is_kept(path: str) -> bool:
    """Return whether a file is needed without a network and never changes at its address."""
    immutable = headers_of(f"/{path}")[CACHE] == KEEP_A_YEAR
    return immutable and Path(path).suffix not in NOT_KEPT and not path.startswith(SPARE)
