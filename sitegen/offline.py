"""Makes the site one that can be kept: the service worker's list of files, and the manifest."""

import json
import re
from pathlib import Path

from sitegen.cache import digest
from sitegen.settings import Settings

HASHED = re.compile(r"\.[0-9a-f]{12}[./]")
NOT_KEPT = {".br", ".gz"}
SERVICE_WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"


def write_service_worker(source: Path, out: Path) -> None:
    """Write the service worker with the addresses of every page and every hashed file under `out`."""
    paths = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    pages = [path for path in paths if path.endswith("index.html")]
    files = [path for path in paths if HASHED.search(path) and Path(path).suffix not in NOT_KEPT]
    content = "".join(f"{path} {digest((out / path).read_bytes())}\n" for path in (*pages, *files))
    constants = {
        "VERSION": digest(content.encode()),
        "PAGES": [f"./{path.removesuffix('index.html')}" for path in pages],
        "FILES": [f"./{path}" for path in files],
    }
    lines = [f"const {name} = {json.dumps(value)};" for name, value in constants.items()]
    text = (source / SERVICE_WORKER).read_text("utf-8")
    (out / SERVICE_WORKER).write_text("\n".join([*lines, "", text]), "utf-8")


def write_manifest(settings: Settings, icon: str, out: Path) -> None:
    """Write what a device needs to install the site; `icon` is an address from the root."""
    manifest = {
        "name": settings.title,
        "short_name": "Subsidie",
        "lang": "nl-BE",
        "start_url": "./bereken/",
        "scope": "./",
        "display": "standalone",
        "background_color": settings.light.paper,
        "theme_color": settings.light.accent,
        "icons": [{"src": f".{icon}", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    (out / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
