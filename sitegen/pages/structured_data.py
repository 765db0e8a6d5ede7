"""JSON-LD for search engines: a page's breadcrumbs, its questions with answers, its courses."""

import json
from collections.abc import Iterable, Iterator

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from sitegen.figures.course_prices import Offer
from sitegen.source.courses import TEMPLATE, Course, State
from sitegen.source.pages import Page
from sitegen.source.settings import ServiceProvider, Settings

QUESTIONS = "veelgestelde-vragen"
CONTEXT = "https://schema.org"


def describe_page(page: Page, html: str, settings: Settings, offers: Iterable[Offer]) -> Markup:
    """Return the JSON-LD of a page, safe within a script element; `offers` are for the page with courses."""
    data: list[dict[str, object]] = []
    if page.findable and page.slug != "index":
        data.append(breadcrumbs(page, settings))
    if page.slug == QUESTIONS:
        data.append({"@context": CONTEXT, "@type": "FAQPage", "mainEntity": list(questions_in(html))})
    if page.template == TEMPLATE:
        data += [describe_course(offer, settings.provider) for offer in offers]
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c")) if data else Markup()  # noqa: S704 - no tag can end the script


def breadcrumbs(page: Page, settings: Settings) -> dict[str, object]:
    """Return the breadcrumbs of a page, from the home page on."""
    steps = [(settings.title, settings.address), (page.title, settings.address + page.address.lstrip("/"))]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def describe_course(offer: Offer, provider: ServiceProvider) -> dict[str, object]:
    """Return a course with its price, if that is known, how long it holds, and when, where and how it is given."""
    course = offer.course
    ends = [*([course.early.until] if course.early and offer.later_price else []), *course.days[:1]]
    days = {"startDate": course.days[0].isoformat(), "endDate": course.days[-1].isoformat()} if course.days else {}
    return {
        "@context": CONTEXT,
        "@type": "Course",
        "name": course.title,
        "about": str(course.theme),
        "inLanguage": "nl-BE",
        "url": course.address,
        "provider": {"@type": "Organization", "name": provider.naam, "url": provider.website},
        "offers": {
            "@type": "Offer",
            "category": "Paid",
            "url": course.address,
            "availability": f"{CONTEXT}/{'InStock' if course.state is State.OPEN else 'SoldOut'}",
            **({"validThrough": min(ends).isoformat()} if ends else {}),
            **describe_price(course, provider),
        },
        "hasCourseInstance": {
            "@type": "CourseInstance",
            **days,
            "eventStatus": f"{CONTEXT}/{'EventCancelled' if course.state is State.CANCELLED else 'EventScheduled'}",
            **describe_location(course),
        },
    }


def describe_price(course: Course, provider: ServiceProvider) -> dict[str, object]:
    """Return the price of a course; nothing if it is on request."""
    if course.price is None:
        return {}
    price = {"price": f"{course.price:.2f}", "priceCurrency": "EUR"}
    included = provider.btw_vrijgesteld or course.prices_include_vat
    return {
        **price,
        "priceSpecification": {"@type": "PriceSpecification", **price, "valueAddedTaxIncluded": included},
    }


def describe_location(course: Course) -> dict[str, object]:
    """Return where a course is given; nothing if that is not known."""
    if course.online:
        return {"courseMode": "Online"}
    if not course.location:
        return {}
    return {"courseMode": "Onsite", "location": {"@type": "Place", "name": course.location, "address": course.location}}


def questions_in(html: str) -> Iterator[dict[str, object]]:
    """Return the third-level headings as questions, each with the text below it, without footnotes, as its answer."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["sup"])
    for heading in tree.css("h3"):
        answer = []
        node = heading.next
        while node is not None and node.tag not in ("h2", "h3"):
            answer.append(" ".join(node.text().split()))
            node = node.next
        text = " ".join(part for part in answer if part)
        yield {"@type": "Question", "name": heading.text().strip(), "acceptedAnswer": {"@type": "Answer", "text": text}}
