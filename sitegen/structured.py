"""Tells search engines what a page is, as JSON-LD: its place on the site, and its questions with their answers."""

import json
from collections.abc import Iterator

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from sitegen.content import Page
from sitegen.settings import Settings

QUESTIONS = "veelgestelde-vragen"
CONTEXT = "https://schema.org"


def describe_page(page: Page, html: str, settings: Settings) -> Markup:
    """Write what a page is, ready to stand in a script element."""
    data: list[dict[str, object]] = []
    if page.findable and page.slug != "index":
        data.append(breadcrumbs(page, settings))
    if page.slug == QUESTIONS:
        data.append({"@context": CONTEXT, "@type": "FAQPage", "mainEntity": list(questions_in(html))})
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c")) if data else Markup()  # noqa: S704 - no tag can end the script


def breadcrumbs(page: Page, settings: Settings) -> dict[str, object]:
    """Give the way from the first page to this one."""
    steps = [(settings.title, settings.address), (page.title, settings.address + page.address.lstrip("/"))]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def questions_in(html: str) -> Iterator[dict[str, object]]:
    """Give the headings of the third level as questions, and what follows each as its answer."""
    for heading in LexborHTMLParser(html).css("h3"):
        answer = []
        node = heading.next
        while node is not None and node.tag not in ("h2", "h3"):
            answer.append(" ".join(node.text().split()))
            node = node.next
        text = " ".join(part for part in answer if part)
        yield {"@type": "Question", "name": heading.text().strip(), "acceptedAnswer": {"@type": "Answer", "text": text}}
