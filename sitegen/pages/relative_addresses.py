"""Rewrite the addresses on a finished page that start at the site's root, so that the site works under any path."""

import re

TAG = re.compile(r"""<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""(?P<name>[\w:-]+)=(?P<quote>["'])(?P<value>.*?)(?P=quote)""", re.DOTALL)
HOLDS_ADDRESS = re.compile(r"href|src|data-[a-z-]+")
IMAGES = "/img/"
"""The folder of images in an address that an editor writes."""


def make_relative(html: str, root: str, images: str) -> str:
    r"""Return a page with its addresses relative; `root` leads to the site's root, `images` is the images' folder.

    Only values of attributes change, and only their first characters: text that looks like an attribute stays.

    >>> make_relative("<a title='href=\"/\"' href=\"/kosten/\"><img src=\"/img/x.png\">", "../", "/assets/img.1/")
    '<a title=\'href="/"\' href="../kosten/"><img src="../assets/img.1/x.png">'
    """

    def rewrite(attribute: re.Match[str]) -> str:
        name, quote, value = attribute.group("name", "quote", "value")
        if not value.startswith("/") or value.startswith("//") or not HOLDS_ADDRESS.fullmatch(name):
            return attribute[0]
        if name in ("src", "href") and value.startswith(IMAGES):
            value = images + value.removeprefix(IMAGES)
        return f"{name}={quote}{root or './'}{value[1:]}{quote}"

    return TAG.sub(lambda tag: ATTRIBUTE.sub(rewrite, tag[0]) if "/" in tag[0] else tag[0], html)
