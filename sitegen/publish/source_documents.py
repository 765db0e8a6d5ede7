"""Sources as their servers send them: fetched within bounds, and read as text."""

import string
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from http.client import HTTPResponse, IncompleteRead
from time import monotonic
from urllib.parse import quote
from urllib.request import Request, urlopen

from selectolax.lexbor import LexborHTMLParser

from sitegen.common.hashes import sha256
from sitegen.source.readings import Reading

USER_AGENT = "kmo-bronnen/1.0 (vergelijkt de bronnen van een website over de kmo-portefeuille)"
CHUNK = 65_536
MEGABYTE = 1_000_000
MOST_BYTES = 20 * MEGABYTE
EXCERPT_LENGTH = 200
HTML_TYPES = ("text/html", "application/xhtml+xml")
INVISIBLE = "body :is(script, style, noscript, template, svg, nav, [role=navigation], [hidden])"
"""Elements that hold no text of the source itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a server sent, with the address where it was found in the end."""

    address: str
    data: bytes
    media_type: str
    charset: str | None


def written(address: str) -> str:
    """Return an address as it is asked for, every character that a request cannot hold encoded.

    >>> written("https://www.vlaio.be/kmo’s?a=%20")
    'https://www.vlaio.be/kmo%E2%80%99s?a=%20'
    """
    return quote(address, safe=string.punctuation)


def fetch(address: str, seconds: float) -> Document:
    """Return what an address gives, redirects followed.

    Raises HTTPError if the server refuses, ValueError if the answer is too large, HTTPException if it is not whole,
    and OSError if there is none in time.
    """
    deadline = monotonic() + seconds
    request = Request(written(address), headers={"User-Agent": USER_AGENT})  # noqa: S310 - http and https are cited
    answer: HTTPResponse
    with urlopen(request, timeout=seconds) as answer:  # noqa: S310
        return Document(
            address=answer.url,
            data=read_body(answer, deadline),
            media_type=answer.headers.get_content_type(),
            charset=answer.headers.get_content_charset(),
        )


def read_body(answer: HTTPResponse, deadline: float) -> bytes:
    """Return the whole body of an answer.

    Raises ValueError if it is too large, IncompleteRead if it is cut off, TimeoutError if it is too slow.
    """
    data = bytearray()
    while chunk := answer.read1(CHUNK):
        data += chunk
        if len(data) > MOST_BYTES:
            raise ValueError(f"meer dan {MOST_BYTES // MEGABYTE} MB")
        if monotonic() > deadline:
            raise TimeoutError
    if answer.length:
        raise IncompleteRead(bytes(data), answer.length)
    return bytes(data)


def read(document: Document, today: date) -> Reading:
    """Return what a document says: the hash of its visible text, or of its bytes if it is no text.

    Raises ValueError if it is a page without text.
    """
    if not document.media_type.startswith("text/") and document.media_type not in HTML_TYPES:
        excerpt = f"{document.media_type}, {len(document.data)} bytes"
        return Reading(read_on=today, sha256=sha256(document.data), excerpt=excerpt)
    text = decode(document.data, document.charset)
    if document.media_type in HTML_TYPES:
        text = visible_text(text)
    text = " ".join(text.split())
    if not text:
        raise ValueError("er staat geen tekst op")
    return Reading(read_on=today, sha256=sha256(text.encode("utf-8", "replace")), excerpt=text[:EXCERPT_LENGTH])


def decode(data: bytes, charset: str | None) -> str:
    """Return bytes as text: what is valid UTF-8 is that, whatever the server says of it.

    >>> decode("één".encode("latin-1"), "utf-8"), decode("één".encode(), "iso-8859-1")
    ('één', 'één')
    """
    for encoding in ("utf-8-sig", charset or "utf-8"):
        with suppress(LookupError, ValueError):
            return data.decode(encoding)
    return data.decode("windows-1252", "replace")


def visible_text(html: str) -> str:
    """Return the text that readers see of a page: of its main part if it has one, without scripts and navigation.

    >>> " ".join(visible_text("<nav>Menu</nav><main><h1>Steun</h1><p>30 %</p></main>").split())
    'Steun 30 %'
    """
    page = LexborHTMLParser(html)
    for node in reversed(page.css(INVISIBLE)):  # inner ones first, for an element takes along what is in it
        node.decompose()
    shown = page.css_first("main, [role=main]") or page.body
    return shown.text(separator=" ") if shown else ""
