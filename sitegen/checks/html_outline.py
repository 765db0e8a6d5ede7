"""The outline of one built page: its links, its anchors, and the mistakes that need no other page to be found."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

TEMPLATE_RESIDUE = (
    *("{{", "{%", "{#"),
    *("{: #", "{:#", "{: .", "{:.", "<p>!!!", "<p>```"),
    *("\ue000", ">None<", ">undefined<"),
)
"""Syntax of templates and Markdown, and values of Python, that should have been replaced."""

EXCERPT_LENGTH = 25
"""Characters from a residue on, by which its place in the source is searched."""

DATA_SCRIPTS = {"application/ld+json"}
LOADED = {"img", "script", "source", "iframe", "audio", "video", "embed", "object", "track", "input"}
"""Elements whose `src` the browser fetches by itself."""

POLICY_KIND = "content-security-policy"
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "apple-touch-icon"}
REPLACING = {"applet", "embed", "frame", "frameset", "object"}
"""Elements that show something else in the place of a page."""

CHECKED_ELEMENTS = LOADED | REPLACING | {"a", "base", "link", "meta"}
"""Elements whose attributes are checked."""

CHECKED_SELECTOR = (
    ":is([id], [href], [src], [srcset], [poster], [data], [http-equiv], [srcdoc], "
    "applet, embed, frame, frameset, img, object, script, h1, h2, h3, h4, h5, h6)"
)
SUSPECT = re.compile(r"\s(?:on[a-z]+|style)\s*=")
"""An attribute of any element that may hold a script or a style."""

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
type Attributes = dict[str, str | None]


class Link(NamedTuple):
    """A link within the site, as written, with its path and its fragment."""

    written: str
    path: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake on a built page; `written` are the texts to search for in its source, the likeliest first."""

    written: tuple[str, ...]
    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The links, the anchors and the mistakes of a built page."""

    links: tuple[Link, ...]
    ids: frozenset[str]
    mistakes: tuple[Mistake, ...]


def read_outline(html: str) -> Outline:
    """Return the outline of a page's HTML."""
    mistakes = list(find_template_residue(html))
    ids: list[str] = []
    headings: list[LexborNode] = []
    links: dict[str, Link] = {}
    tree = LexborHTMLParser(html)
    for node in tree.css("*" if SUSPECT.search(html) else CHECKED_SELECTOR):
        tag, attributes = node.tag or "", node.attributes
        if tag in CHECKED_ELEMENTS:
            mistakes += [
                *find_loaded(tag, attributes),
                *find_scripts(tag, attributes),
                *find_replacing(tag, attributes),
                *find_missing_alt(tag, attributes),
            ]
        elif tag in HEADINGS:
            headings.append(node)
        for name, value in attributes.items():
            if name == "id" and value:
                ids.append(value)
            elif name in ("href", "src") and value and value not in links and (link := read_link(value)):
                links[value] = link
            elif name.startswith("on") or name == "style":
                mistakes.append(forbidden(name))
    mistakes += [*find_double_ids(ids), *find_skips(headings)]
    return Outline(links=tuple(links.values()), ids=frozenset(ids), mistakes=tuple(dict.fromkeys(mistakes)))


def read_link(written: str) -> Link | None:
    """Return a link within the site, None for one that leads elsewhere; a calculator link has no anchor."""
    parts = urlsplit(written)
    if parts.scheme or parts.netloc:
        return None
    return Link(written, unquote(parts.path), "" if parts.fragment.startswith("v=") else unquote(parts.fragment))


def find_template_residue(html: str) -> Iterator[Mistake]:
    """Find syntax of templates and Markdown that stands on the page as it was written."""
    for residue in TEMPLATE_RESIDUE:
        if (start := html.find(residue)) >= 0:
            excerpt = html[start : start + EXCERPT_LENGTH].removeprefix("<p>").lstrip(">")
            text = excerpt.partition("<")[0].partition("\n")[0]
            remedy = "kijk na of alles gesloten is en goed geschreven"
            message = f'"{text.split(" ")[0]}" staat letterlijk op de pagina'
            yield Mistake((text, text.split(" ")[0]), "KMO022", message, remedy)


def forbidden(name: str) -> Mistake:
    """Return the mistake of an attribute with a script or a style, which the site's security policy blocks."""
    remedy = "schrap het; opmaak hoort in de stijlbladen"
    return Mistake((f"{name}=",), "KMO028", f'een element met "{name}" werkt niet op deze site', remedy)


def find_double_ids(ids: list[str]) -> Iterator[Mistake]:
    """Find anchors that stand on the page more than once."""
    for name, count in Counter(ids).items():
        if count > 1:
            remedy = "geef elk een eigen naam, zoals {: #naam-2 }"
            yield Mistake(
                (f"{{: #{name}", f'id="{name}"'), "KMO023", f'het anker "{name}" staat er {count} keer', remedy
            )


def find_skips(headings: list[LexborNode]) -> Iterator[Mistake]:
    """Find headings that skip a level, and a second main heading."""
    level = 0
    for node in headings:
        previous, level = level, int((node.tag or "h1")[1])
        text = node.text().strip()
        written = (f"{'#' * level} {text}", f"{'#' * level}{text}", f"{text}\n==", f"{text}\n--")
        if level > previous + 1 and previous:
            remedy = f"schrijf {'#' * (previous + 1)} in plaats van {'#' * level}"
            yield Mistake(written, "KMO025", f'de kop "{text}" slaat een niveau over', remedy)
        elif level == 1 and previous:
            remedy = "de titel staat al bovenaan; schrijf ##"
            yield Mistake(written, "KMO025", f'"{text}" is een tweede hoofdtitel', remedy)


def find_loaded(tag: str, attributes: Attributes) -> Iterator[Mistake]:
    """Find addresses from which the browser would fetch something of another site."""
    addresses = [attributes.get("srcset"), attributes.get("poster"), attributes.get("data")]
    if tag in LOADED:
        addresses.append(attributes.get("src"))
    if tag == "link" and LOADING_LINKS & set((attributes.get("rel") or "").split()):
        addresses.append(attributes.get("href"))
    for address in addresses:
        if address and (urlsplit(address).scheme or urlsplit(address).netloc):
            remedy = "zet het bestand in site_src/assets/img en schrijf /img/naam"
            yield Mistake((address,), "KMO026", f"{address} komt van een andere plaats", remedy)


def find_scripts(tag: str, attributes: Attributes) -> Iterator[Mistake]:
    """Find scripts that the site's security policy blocks."""
    address = (attributes.get("href") or "").strip().lower()
    if address.startswith(("javascript:", "data:", "vbscript:")):
        remedy = "verwijs naar een pagina"
        yield Mistake((attributes["href"] or "",), "KMO028", f'de link "{address}" voert een script uit', remedy)
    if tag == "script" and not attributes.get("src") and attributes.get("type") not in DATA_SCRIPTS:
        yield Mistake(("<script",), "KMO028", "een script in de pagina zelf werkt niet op deze site", "schrap het")


def find_replacing(tag: str, attributes: Attributes) -> Iterator[Mistake]:
    """Find what would lead visitors away by itself, or show something else in the place of the page."""
    kind = (attributes.get("http-equiv") or "").strip().lower()
    moves = tag == "base" and "href" in attributes
    if moves or tag in REPLACING or "srcdoc" in attributes or kind not in ("", POLICY_KIND):
        yield Mistake((f"<{tag}",), "KMO028", f"een element <{tag}> dat de pagina zou vervangen", "schrap het")


def find_missing_alt(tag: str, attributes: Attributes) -> Iterator[Mistake]:
    """Find images without a text for whoever cannot see them; the name of the file is none."""
    if tag != "img" or attributes.get("role") == "presentation":
        return
    alt, name = (attributes.get("alt") or "").strip(), (attributes.get("src") or "").rpartition("/")[2]
    remedy = "schrijf ![wat er te zien is](/img/naam.png)"
    if not alt:
        yield Mistake((name or "<img",), "KMO024", "een afbeelding zonder beschrijving", remedy)
    elif alt.lower() in (name.lower(), name.rpartition(".")[0].lower()):
        yield Mistake((f"![{alt}", name), "KMO024", f'de beschrijving "{alt}" is de naam van het bestand', remedy)
