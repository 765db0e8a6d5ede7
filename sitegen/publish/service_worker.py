"""Makes the site one that can be kept, by the service worker's list of files."""

import json
import re
from pathlib import Path

from sitegen.bundle.bundle import SPARE
from sitegen.common.hashes import short_hash

HASHED = re.compile(r"\.(?:[0-9a-f]{12}|[0-9A-Z]{8})[./]")
NOT_KEPT = {".br", ".gz", ".map"}
SERVICE_WORKER = "sw.js"


def write_service_worker(source: Path, out: Path) -> None:
    """Write the service worker with the addresses of every page and every hashed file under `out`."""
    paths = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    pages = [path for path in paths if path.endswith("index.html")]
    files = [path for path in paths if HASHED.search(path) and is_kept(path)]
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
    """Tell whether a visitor needs a file without a network."""
    return Path(path).suffix not in NOT_KEPT and not path.startswith(SPARE)
