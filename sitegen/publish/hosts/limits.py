"""Check a site against the limits of Cloudflare Pages, the narrowest that any of the hosts publishes."""

from collections.abc import Iterator
from pathlib import Path

from sitegen.common.diagnostics import Diagnostic
from sitegen.common.serving import Serving
from sitegen.publish.hosts.netlify import write_redirects

REDIRECTS = 2_000
LINE = 1_000
FILES = 20_000
BYTES = 25 * 2**20


def check_limits(folder: Path, serving: Serving, place: str) -> Iterator[Diagnostic]:
    """Yield a warning for each limit that a site's folder exceeds; `place` is the folder of its pages."""

    def warn(code: str, message: str, remedy: str) -> Diagnostic:
        return Diagnostic(place, 1, 1, code, message, remedy, warning=True)

    remedy = "kies een andere host, of laat er weg"
    redirects = write_redirects(serving).splitlines()
    if len(redirects) > REDIRECTS:
        yield warn("KMO110", f"{len(redirects)} oude adressen, meer dan {REDIRECTS}", remedy)
    for line in redirects:
        if len(line) > LINE:
            yield warn("KMO111", f"een oud adres van meer dan {LINE} tekens: {line[:40]}…", "laat het weg")
    sizes = {path: path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}
    if len(sizes) > FILES:
        yield warn("KMO112", f"{len(sizes)} bestanden, meer dan {FILES}", remedy)
    for path, size in sizes.items():
        if size > BYTES:
            name = path.relative_to(folder).as_posix()
            yield warn("KMO113", f"{name} is {size / 2**20:.0f} MiB, meer dan {BYTES // 2**20}", "maak het kleiner")
