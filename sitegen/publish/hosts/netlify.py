"""Writes `_headers` and `_redirects`, which Netlify and Cloudflare Pages read."""

from sitegen.common.serving import CLASSES, Serving


def write_headers(serving: Serving) -> str:
    """Write the headers of every class.

    Where a narrower class says otherwise, `! Name` takes back what a wider one said: Cloudflare would else send both.
    Netlify skips that line, for it sends what was said last anyhow.
    """
    lines: list[str] = []
    said: set[str] = set()
    for kind in CLASSES:
        lines.append(serving.at(kind.pattern))
        lines += [f"  ! {name}" for name in kind.headers if name in said]
        lines += [f"  {name}: {value}" for name, value in kind.headers.items()]
        said |= kind.headers.keys()
    return "\n".join([*lines, ""])


def write_redirects(serving: Serving) -> str:
    """Write where each old address leads; on Netlify the page that stands there comes first, and leads there too."""
    moved = sorted(serving.redirects.items())
    return "".join(f"{serving.at(old)} {serving.at(new)} 301\n" for old, new in moved)
