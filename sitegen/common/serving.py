"""Says how a host must serve each file: its type, how long browsers keep it, and what it may do there.

The one source for every host; `sitegen.publish.hosts` writes it in each one's words, the preview obeys it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pagefind": "application/octet-stream",
    ".pf_fragment": "application/octet-stream",
    ".pf_index": "application/octet-stream",
    ".pf_meta": "application/octet-stream",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Encodings of which a file has a copy beside it where it gains by it, the best first."""

HIDDEN = (".hosting/", ".htaccess", ".nojekyll", "_headers", "_redirects")
"""What stands in the site's folder for its host, and is no part of the site."""

POLICY = (
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types kmo",
)
"""What a page may do: run and fetch what is the site's own, Python included, and send no form anywhere."""

WORKER_POLICY = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
)
"""What the worker may do, which takes its policy from its own answer: run Python, and fetch it."""

META_POLICY = "; ".join(POLICY)
"""The policy as a page can carry it itself: who may frame it, only a header can say."""

CACHE = "Cache-Control"
SECURITY = "Content-Security-Policy"
ALWAYS_ASK = "no-cache"
KEEP_A_YEAR = "public, max-age=31536000, immutable"


ISOLATED = {"Cross-Origin-Embedder-Policy": "require-corp"}
"""What a page that isolates itself asks of each page that it frames, and that page of its worker.

WebKit also asks it of each script that such a worker imports, and else starts no worker on any page.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileClass:
    """Files that are served alike; `pattern` is an address, with `:name` for one step and a last `*` for anything."""

    pattern: str
    headers: Mapping[str, str]

    def regex(self, base_path: str) -> str:
        """Write the pattern as a regular expression that holds from an address's first character on."""
        steps = [r"[^/]+" if step.startswith(":") else re.escape(step) for step in self.pattern.rstrip("*").split("/")]
        end = "" if self.pattern.endswith("*") else "$"
        return f"^{re.escape(base_path.rstrip('/'))}{'/'.join(steps)}{end}"


CLASSES = (
    FileClass(
        pattern="/*",
        headers={
            CACHE: ALWAYS_ASK,
            SECURITY: "; ".join((*POLICY, "frame-ancestors 'none'")),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": ", ".join(
                f"{feature}=()"
                for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
            ),
        },
    ),
    FileClass(pattern="/assets/*", headers={CACHE: KEEP_A_YEAR} | ISOLATED),
    FileClass(pattern="/runtime/*", headers={CACHE: KEEP_A_YEAR} | ISOLATED),
    FileClass(pattern="/assets/worker/*", headers={SECURITY: "; ".join(WORKER_POLICY)}),
    FileClass(pattern="/insluiten/*", headers={"Cross-Origin-Resource-Policy": "cross-origin"}),
    FileClass(
        pattern="/insluiten/rekenmachine/*", headers={SECURITY: "; ".join((*POLICY, "frame-ancestors *"))} | ISOLATED
    ),
)
"""Every class of file, from the widest, which is every file, to the narrowest: a later one has the last word."""

CHANGING = tuple(dict.fromkeys(name for kind in CLASSES[1:] for name in kind.headers))
"""Headers that are not the same for every file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What a host must know of one site: the path under which it lives, and where old addresses lead.

    The addresses are those within the site; `base_path` goes from slash to slash.
    """

    base_path: str
    redirects: Mapping[str, str]

    def at(self, address: str) -> str:
        """Give an address of the site as visitors ask for it.

        >>> Serving(base_path="/kmo/", redirects={}).at("/kosten/")
        '/kmo/kosten/'
        """
        return self.base_path + address.removeprefix("/")


def headers_of(address: str, base_path: str = "/") -> dict[str, str]:
    """Give the headers with which a host answers at an address."""
    headers: dict[str, str] = {}
    for kind in CLASSES:
        if re.match(kind.regex(base_path), address):
            headers |= kind.headers
    return headers
