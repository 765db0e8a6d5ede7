"""Write `.htaccess`, which Apache reads in the site's own folder."""

import re
from collections.abc import Iterator

from sitegen.common.serving import CLASSES, ENCODINGS, HIDDEN, METHODS, TYPES, Serving

INTRODUCTION = """\
# Made by the build. Apache reads it where `AllowOverride All` holds, with the modules headers and rewrite.
# Once every name of this host answers by https for good, add:
#
#     Header always set Strict-Transport-Security "max-age=63072000"
"""


def write(serving: Serving) -> str:
    """Write the directives."""
    hidden = "|".join(name.replace(".", r"\.") for name in HIDDEN)
    lines = [
        INTRODUCTION,
        "Options -Indexes -MultiViews",
        f'ErrorDocument 404 "{serving.at("/404.html")}"',
        *(f'AddType "{kind}" {suffix}' for suffix, kind in TYPES.items()),
        *header_lines(serving),
        f'Header always set Allow "{", ".join(METHODS)}" "expr=%{{REQUEST_STATUS}} == 405"',
        "RequestHeader unset Range",
        "RewriteEngine On",
        f"RewriteCond %{{REQUEST_METHOD}} !^({'|'.join(METHODS)})$",
        "RewriteRule ^ - [R=405,L]",
        f"RewriteRule ^({hidden}) - [R=404,L]",
        "RewriteCond %{REQUEST_FILENAME}index.html !-f",
        "RewriteRule /$ - [R=404,L]",
        *(
            f'RewriteRule "^{re.escape(old.strip("/"))}/$" "{serving.at(new)}" [R=301,L]'
            for old, new in sorted(serving.redirects.items())
        ),
        *encoding_lines(),
    ]
    return "\n".join([*lines, ""])


def header_lines(serving: Serving) -> Iterator[str]:
    """Yield the directives that set each header, class by class; a later one replaces an earlier."""
    for kind in CLASSES:
        # a compressed copy has one more suffix
        regex = kind.regex(serving.base_path).replace("$", r"(\.br|\.gz)?$")
        for name, value in kind.headers.items():
            yield f'Header always set {name} "{value}" "expr=%{{REQUEST_URI}} =~ m#{regex}#"'


def encoding_lines() -> Iterator[str]:
    """Yield the directives that send a compressed copy to browsers that take it; its suffix sets only the encoding."""
    suffixes = " ".join(ENCODINGS.values())
    yield f"RemoveType {suffixes}"
    yield f"RemoveLanguage {suffixes}"
    for encoding, suffix in ENCODINGS.items():
        yield f"AddEncoding {encoding} {suffix}"
    yield 'Header always merge Vary "Accept-Encoding"'
    for page, name in (("^(.*/)?$", "index.html"), ("^.*[^/]$", "")):
        for encoding, suffix in ENCODINGS.items():
            yield rf'RewriteCond %{{HTTP:Accept-Encoding}} "\b{encoding}\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))"'
            yield f"RewriteCond %{{REQUEST_FILENAME}}{name}{suffix} -f"
            yield f"RewriteRule {page} %{{REQUEST_URI}}{name}{suffix} [L]"
