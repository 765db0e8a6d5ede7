"""Write `_headers` and `_redirects`, which Netlify and Cloudflare Pages read."""

from sitegen.common.serving import CLASSES, Serving


def write_headers(serving: Serving) -> str:
    """Write the headers of every class.

    Where a narrower class overrides a header, `! Name` removes the wider one first: Cloudflare would send both.
    Netlify skips that line and sends the last one.
    """
    lines: list[str] = []
    written: set[str] = set()
    for kind in CLASSES:
        lines.append(serving.at(kind.pattern))
        lines += [f"  ! {name}" for name in kind.headers if name in written]
        lines += [f"  {name}: {value}" for name, value in kind.headers.items()]
        written |= kind.headers.keys()
    return "\n".join([*lines, ""])


def write_redirects(serving: Serving) -> str:
    """Write the new address of each old one; on Netlify the page at the old address wins, and redirects too."""
    moved = sorted(serving.redirects.items())
    return "".join(f"{serving.at(old)} {serving.at(new)} 301\n" for old, new in moved)
