"""Write the directives for Caddy, to import in a site block that has an address and a root."""

from collections.abc import Iterator

from sitegen.common.serving import CHANGING, CLASSES, ENCODINGS, HIDDEN, METHODS, TYPES, Serving

INTRODUCTION = """\
# Made by the build. In a site block, with the folder that holds the site's path as its root:
#
#     root * /srv
#     import /srv/.hosting/Caddyfile
#
# Once every name of this host answers by https for good, add:
#
#     header Strict-Transport-Security "max-age=63072000"
"""


def write(serving: Serving) -> str:
    """Write the directives."""
    files = f"hide {' '.join(name.rstrip('/') for name in HIDDEN)}"
    missing = serving.at("/404.html")
    lines = [
        INTRODUCTION,
        "route {",
        *(f"\t{line}" for line in header_lines(serving)),
        "\trequest_header -Range",
        f"\t@other not method {' '.join(METHODS)}",
        f'\theader @other Allow "{", ".join(METHODS)}"',
        "\terror @other 405",
        *(f'\tredir "{serving.at(old)}" "{serving.at(new)}" 301' for old, new in sorted(serving.redirects.items())),
        *(f"\t{line}" for line in type_lines()),
        "\theader {",
        "\t\tVary Accept-Encoding",
        "\t\tdefer",
        "\t}",
        "\tfile_server {",
        f"\t\t{files}",
        f"\t\tprecompressed {' '.join(ENCODINGS)}",
        "\t}",
        "}",
        "handle_errors {",
        "\t@missing expression {http.error.status_code} == 404",
        "\troute @missing {",
        *(f"\t\t{line}" for line in reset_lines()),
        f'\t\theader Content-Type "{TYPES[".html"]}"',
        f'\t\trewrite * "{missing}"',
        "\t\tfile_server",
        "\t}",
        "}",
    ]
    return "\n".join([*lines, ""])


def header_lines(serving: Serving) -> Iterator[str]:
    """Yield the directives that set each header, class by class; a later one replaces an earlier."""
    for number, kind in enumerate(CLASSES):
        yield f"@class{number} path_regexp `{kind.regex(serving.base_path)}`"
        for name, value in kind.headers.items():
            yield f'header @class{number} {name} "{value}"'


def reset_lines() -> Iterator[str]:
    """Yield the directives that reset the headers of an address where no file is."""
    for name in CHANGING:
        value = CLASSES[0].headers.get(name)
        yield f'header {name} "{value}"' if value else f"header -{name}"


def type_lines() -> Iterator[str]:
    """Yield the directives that set each type; Caddy's own types depend on the machine."""
    for suffix, kind in TYPES.items():
        name = suffix.removeprefix(".")
        yield f"@{name} path *{suffix}{' */' if suffix == '.html' else ''}"
        yield f'header @{name} Content-Type "{kind}"'
