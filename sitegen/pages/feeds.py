"""The files for machines: sitemap, feed of changes, robots.txt, web manifest; courses as a calendar and as data."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import jinja2

from calculator.model import Service
from calculator.page.calendar_file import fold
from sitegen.common.diagnostics import Diagnostic
from sitegen.figures.course_prices import Offer, Price
from sitegen.pages.context import SharedContext
from sitegen.pages.renderer import Renderer
from sitegen.source.courses import TEMPLATE
from sitegen.source.pages import Page
from sitegen.source.schedule import lesson_times

LISTINGS = ("sitemap.xml", "robots.txt", "wijzigingen.xml", "manifest.webmanifest")
CALENDAR, DATA = "opleidingen.ics", "opleidingen.json"
"""The files with the courses, where the site has a page with them."""


def write_listings(renderer: Renderer, pages: Iterable[Page], out: Path) -> list[Diagnostic]:
    """Write each file from its template, which lists the findable pages; return what is wrong with the templates."""
    pages = tuple(pages)
    shared = renderer.shared
    context: Mapping[str, object] = {
        "pages": [page for page in pages if page.findable],
        "lesson_times": lesson_times,
        "host": urlsplit(shared.site.address).hostname,
    }
    with_courses = any(page.template == TEMPLATE for page in pages)
    diagnostics = []
    for name in (*LISTINGS, *([CALENDAR] if with_courses else [])):
        try:
            text = renderer.templates.get_template(f"files/{name}").render(context)
            (out / name).write_bytes((write_calendar(text) if name == CALENDAR else text).encode())
        except jinja2.TemplateError as error:
            diagnostics.append(renderer.template_diagnostic(error))
    if with_courses:
        (out / DATA).write_text(json.dumps(describe_offers(shared), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return diagnostics


def write_calendar(text: str) -> str:
    """Return the lines of a calendar as the format has them (RFC 5545): folded, with both marks of an end."""
    return "".join(f"{fold(line)}\r\n" for line in text.split("\n") if line)


def describe_offers(shared: SharedContext) -> dict[str, object]:
    """Return the courses as JSON: amounts are texts in euro, days and hours as ISO 8601 writes them."""
    return {
        "provider": {"name": shared.aanbieder.naam, "registration_number": shared.aanbieder.registratienummer},
        "calculated_on": shared.today.isoformat(),
        "vat_rate": shared.aanbieder.vat_rate,
        "courses": [describe_offer(offer) for offer in shared.courses],
    }


def describe_offer(offer: Offer) -> dict[str, object]:
    """Return a course as JSON; what is not known, or does not hold, is null."""
    course = offer.course
    first, last = (hour.isoformat("minutes") for hour in course.hours) if course.hours else (None, None)
    price = None if course.price is None else f"{course.price:.2f}"
    return {
        "title": course.title,
        "service": Service.TRAINING,
        "theme": course.theme,
        "days": [day.isoformat() for day in course.days],
        "starts_at": first,
        "ends_at": last,
        "location": course.location or None,
        "online": course.online,
        "in_company": course.in_company,
        "participants": course.participants,
        "state": course.state,
        "price": price,
        "price_includes_vat": course.prices_include_vat,
        "early_price_until": course.early.until.isoformat() if course.early and offer.later_price else None,
        "later_price": f"{offer.later_price:.2f}" if offer.later_price else None,
        "apply_by": course.apply_by.isoformat() if course.apply_by and offer.worth_applying else None,
        "apply_from": offer.applied_on.isoformat() if offer.worth_applying else None,
        "after_subsidy": {each.size: describe_price(each) for each in offer.prices if not offer.ends_too_late},
        "url": course.address,
    }


def describe_price(price: Price) -> dict[str, object] | None:
    """Return what an enterprise of a size gets and pays, with VAT; None if there is no subsidy."""
    grant, payment = price.outcome.grant, price.outcome.payment
    if grant is None or payment is None:
        return None
    return {"rate": f"{grant.rate}", "subsidy": f"{grant.subsidy:.2f}", "outlay": f"{payment.outlay:.2f}"}
