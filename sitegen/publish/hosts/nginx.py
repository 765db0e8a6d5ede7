"""Write the directives for nginx, to include in a `server` block that has a port and a root."""

import re
from collections.abc import Iterator

from sitegen.common.serving import CHANGING, CLASSES, HIDDEN, METHODS, TYPES, Serving

INTRODUCTION = """\
# Made by the build. In a server block, with the folder that holds the site's path as its root:
#
#     include /var/www/site/.hosting/nginx.conf;
#
# With the module brotli_static (Debian: libnginx-mod-http-brotli-static), add there, and visitors fetch a third less:
#
#     brotli_static on;
#
# Once every name of this host answers by https for good, add there:
#
#     add_header Strict-Transport-Security "max-age=63072000" always;
"""


def write(serving: Serving) -> str:
    """Write the directives."""
    hidden = "|".join(name.replace(".", r"\.") for name in HIDDEN)
    lines = [
        INTRODUCTION,
        "absolute_redirect off;",
        "gzip_static on;",
        "gzip_vary on;",
        "max_ranges 0;",
        *method_lines(),
        f'error_page 403 404 =404 "{serving.at("/404.html")}";',
        "default_type application/octet-stream;",
        "types {",
        *(f'    "{kind}" {suffix.removeprefix(".")};' for suffix, kind in TYPES.items()),
        "}",
        *header_lines(serving),
        f'location ~ "^{re.escape(serving.base_path)}({hidden})" {{ return 404; }}',
    ]
    lines += [
        f'location = "{serving.at(old)}" {{ return 301 "{serving.at(new)}"; }}'
        for old, new in sorted(serving.redirects.items())
    ]
    return "\n".join([*lines, ""])


def header_lines(serving: Serving) -> Iterator[str]:
    """Yield the directives that set each header: a variable where classes differ; an empty one is not sent."""
    widest, *narrower = CLASSES
    yield from (f'set {variable(name)} "{widest.headers.get(name, "")}";' for name in CHANGING)
    for kind in narrower:
        for name, value in kind.headers.items():
            yield f'if ($uri ~ "{kind.regex(serving.base_path)}") {{ set {variable(name)} "{value}"; }}'
    constant = {name: f'"{value}"' for name, value in widest.headers.items() if name not in CHANGING}
    for name, value in (constant | {name: variable(name) for name in CHANGING}).items():
        yield f"add_header {name} {value} always;"


def method_lines() -> Iterator[str]:
    """Yield the directives that refuse every method but those that read; an empty header is not sent."""
    yield 'set $kmo_allow "";'
    yield f'if ($request_method !~ "^({"|".join(METHODS)})$") {{ set $kmo_allow "{", ".join(METHODS)}"; }}'
    yield "add_header Allow $kmo_allow always;"
    yield "if ($kmo_allow) { return 405; }"


def variable(name: str) -> str:
    """Return the variable that holds a header."""
    return f"$kmo_{name.lower().replace('-', '_')}"
