"""How a host must serve each file: its type, how long browsers keep it, and its policy.

The one source for every host: `sitegen.publish.hosts` writes it as each one's configuration, the preview serves by it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.common.addresses import is_path

TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
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
"""Encodings with the suffix of a file's compressed copy, the smallest first."""

HIDDEN = (".hosting/", ".htaccess", ".nojekyll", "_headers", "_redirects")
"""Files in the site's folder that configure its host and are never served."""

TRUSTED_TYPES = "kmo"
"""The name of the one trusted types policy that a page may have."""

POLICY = (
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    f"trusted-types {TRUSTED_TYPES}",
)
"""The policy of a page: it may run and fetch the site's own files, Python included, and submit no form."""

WORKER_POLICY = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
)
"""The policy of the worker's script, which may run Python and fetch it."""

META_POLICY = "; ".join(POLICY)
"""The policy in a page's own `meta` element, where frame-ancestors has no effect."""

EDITOR_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data: {hosts}; "
    "connect-src 'self' blob: data: {hosts}; object-src 'none'; base-uri 'none'; form-action 'none'"
)
"""The policy of the editors' own page, which asks the host of the source and shows portraits from there."""

METHODS = ("GET", "HEAD")
"""The methods that a host answers; any other is not allowed (405)."""

CACHE = "Cache-Control"
SECURITY = "Content-Security-Policy"
ALWAYS_ASK = "no-cache"
KEEP_A_YEAR = "public, max-age=31536000, immutable"


ISOLATED = {"Cross-Origin-Embedder-Policy": "require-corp"}
"""What a cross-origin isolated page requires of each page that it frames, and that page of its worker.

WebKit also requires it of each script that such a worker imports, and otherwise starts no worker on any page.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileClass:
    """Files with the same headers; `pattern` is an address, with `:name` for one step and a last `*` for anything."""

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
            "Referrer-Policy": "same-origin",  # a page tells a shared link from one of our own
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": ", ".join(
                f"{feature}=()"
                for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
            ),
        },
    ),
    FileClass(pattern="/assets/*", headers={CACHE: KEEP_A_YEAR} | ISOLATED),
    FileClass(pattern="/runtime/*", headers={CACHE: KEEP_A_YEAR} | ISOLATED),
    FileClass(pattern="/assets/worker/*", headers={SECURITY: "; ".join(WORKER_POLICY)}),
    FileClass(
        pattern="/beheer/*",
        headers={
            SECURITY: EDITOR_POLICY.format(hosts="https:") + "; frame-ancestors 'none'",  # the page names the one host
            "Cross-Origin-Opener-Policy": "same-origin-allow-popups",  # GitLab asks for the password in a window
        },
    ),
    FileClass(pattern="/insluiten/*", headers={"Cross-Origin-Resource-Policy": "cross-origin"}),
    FileClass(
        pattern="/insluiten/rekenmachine/*", headers={SECURITY: "; ".join((*POLICY, "frame-ancestors *"))} | ISOLATED
    ),
)
"""Every class of file, from the widest, which is every file, to the narrowest; a later one overrides an earlier."""

CHANGING = tuple(dict.fromkeys(name for kind in CLASSES[1:] for name in kind.headers))
"""Names of the headers that differ between files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What a host needs to know of one site: its base path, and the new address of each old one.

    Addresses are those within the site; `base_path` begins and ends with a slash. All are paths by the grammar of
    `sitegen.common.addresses`, so that they mean nothing else in the configuration of any host.
    """

    base_path: str
    redirects: Mapping[str, str]

    def __post_init__(self) -> None:
        """Raise ValueError if a path could mean something else to a host."""
        for path in (self.base_path, *self.redirects.keys(), *self.redirects.values()):
            if not is_path(path):
                raise ValueError(f"{path!r} is no path")

    def at(self, address: str) -> str:
        """Return an address of the site with its base path.

        >>> Serving(base_path="/kmo/", redirects={}).at("/kosten/")
        '/kmo/kosten/'
        """
        return self.base_path + address.removeprefix("/")


def headers_of(address: str, base_path: str = "/") -> dict[str, str]:
    """Return the headers of the answer at an address."""
    headers: dict[str, str] = {}
    for kind in CLASSES:
        if re.match(kind.regex(base_path), address):
            headers |= kind.headers
    return headers
