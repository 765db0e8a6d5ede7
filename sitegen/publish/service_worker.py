"""Write the service worker with the list of what it keeps, so that the site works without a network."""

import json
from pathlib import Path

from sitegen.bundle.bundle import SPARE
from sitegen.common.hashes import short_hash
from sitegen.common.serving import CACHE, KEEP_A_YEAR, headers_of

NOT_KEPT = {".br", ".gz", ".map"}
SERVICE_WORKER = "sw.js"


def write_service_worker(source: Path, out: Path) -> None:
    """Write the service worker with the addresses of every page and every file that it keeps under `out`."""
    paths = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    pages = [path for path in paths if path.endswith("index.html")]
    files = [path for path in paths if is_kept(path)]
    content = "".join(f"{path} {short_hash((out / path).read_bytes())}\n" for path in (*pages, *files))
    constants = {
        "VERSION": short_hash(content.encode()),
        "PAGES": [f"./{path.removesuffix('index.html')}" for path in pages],
        "FILES": [f"./{path}" for path in files],
    }
    lines = [f"const {name} = {json.dumps(value)};" for name, value in constants.items()]
    text = (source / SERVICE_WORKER).read_text("utf-8")
    (out / SERVICE_WORKER).write_text("\n".join([*lines, "", text]), "utf-8")


def is_kept(path: str) -> bool:
    """Return whether a file is needed without a network and never changes at its address."""
    immutable = headers_of(f"/{path}")[CACHE] == KEEP_A_YEAR
    return immutable and Path(path).suffix not in NOT_KEPT and not path.startswith(SPARE)
