"""The HTML that a page's Markdown may become; anything else is a mistake, so that no page holds a program."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.checks.html_outline import Mistake
from sitegen.common.hashes import short_hash
from sitegen.markup.markdown import SCROLLING

ELEMENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "blockquote", "pre", "hr", "br"), frozenset()),
    **dict.fromkeys(("ul", "li", "dl", "dt", "dd", "strong", "em", "code", "sup"), frozenset()),
    **dict.fromkeys(("table", "thead", "tbody", "tr", "th", "td"), frozenset()),
    "a": frozenset(("href", "title")),
    "img": frozenset(("src", "alt", "title")),
    "ol": frozenset(("start",)),
}
"""The elements that Markdown makes, each with the attributes that only it may have."""

EVERYWHERE = frozenset(("id", "class"))
ADDRESSES = ("href", "src")
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
PART = "\ue000"
"""The first character of a shortcode's token, which stands in text only: its HTML would end an attribute."""

AROUND = "<main><article><div>{}<{end}></{end}></div></article></main>"
LEVELS = 6
"""The elements around a page's text: html, head, body, and those of `AROUND`."""


def find_forbidden(html: str) -> Iterator[Mistake]:
    """Find elements, attributes and addresses that are not allowed, in the tree that a browser would make."""
    end = f"x-{short_hash(html.encode('utf-8', 'replace'))}"
    nodes = LexborHTMLParser(AROUND.format(html, end=end)).css("*")
    for node in nodes[:LEVELS]:
        for name in node.attributes:
            yield forbidden_attribute(node.tag or "", name)
    last, around = nodes[-1], nodes[LEVELS - 1]
    for node in nodes[LEVELS:]:
        if node.tag != end:
            yield from find_forbidden_in(node)
    if last.tag != end or last.parent is None or last.parent.mem_id != around.mem_id:
        remedy = "sluit elk element dat u opent, en geen ander"
        written = (f"<{last.parent.tag}" if last.parent else "<", "</", "<!", "<")
        yield Mistake(written, "KMO103", "HTML sluit niet waar ze opent", remedy)
    if html.count(PART) > around.text().count(PART):
        message = "een onderdeel staat niet in de tekst maar in een attribuut of in commentaar"
        remedy = "zet het in de tekst; wat niet getoond wordt, staat tussen {# en #}"
        yield Mistake(('"{{', "'{{", "<!--", "<", "{{"), "KMO104", message, remedy)


def find_forbidden_in(node: LexborNode) -> Iterator[Mistake]:
    """Find the mistakes of one element."""
    tag, attributes = node.tag or "", node.attributes
    if tag == "div" and attributes == SCROLLING:
        return
    if tag not in ELEMENTS:
        message, remedy = f"het element <{tag}> mag niet op een pagina", "schrijf Markdown, of kies een onderdeel"
        yield Mistake((f"<{tag}",), "KMO100", message, remedy)
        return
    for name in attributes.keys() - ELEMENTS[tag] - EVERYWHERE:
        yield forbidden_attribute(tag, name)
    for name in ADDRESSES:
        if name in attributes and not is_safe(address := attributes[name] or ""):
            message, remedy = f'het adres "{address}" mag niet', "schrijf een pagina, of https://, mailto: of tel:"
            yield Mistake((address, f"[{node.text()}]", f"<{tag}"), "KMO102", message, remedy)


def forbidden_attribute(tag: str, name: str) -> Mistake:
    """Return the mistake of an attribute that is not allowed."""
    message, remedy = f'"{name}" mag niet bij <{tag}>', "schrap het; opmaak hoort in de stijlbladen"
    return Mistake((f"{name}=", name, f"<{tag}"), "KMO101", message, remedy)


def is_safe(address: str) -> bool:
    r"""Return whether an address leads to a page or a person; characters that browsers drop or swap are refused.

    >>> is_safe("/kosten/"), is_safe("mailto:a@b.be"), is_safe("JavaScript:x"), is_safe("java\tscript:x")
    (True, True, False, False)
    """
    if CONTROL_CHARACTERS.search(address) or "\\" in address:
        return False
    scheme = SCHEME.match(address.strip())
    return scheme is None or scheme[1].lower() in SCHEMES
