"""Values for a field of an application, by its kind: mostly ones that can be read, often near a limit.

A field that is added to `calculator.wire.fields` gets values here by itself.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from calculator.rules import CHECKED_ON, RULESETS
from calculator.wire.fields import Field, Fields, Kind
from tests.parity.chance import HOSTILE, Json, mangle, number, one_in, pick

STARTS = tuple(rules.in_force_from for rules in RULESETS)
FIRST_DAY = date(2016, 1, 1)
LIMITS = ("0", "100", "500", "7499,99", "7500", "10.000", "16666,67", "9.999.999,99", "10000000.01", "43 000 000")
STAFF = ("0", "12,5", "49,99", "50", "249.99", "250", "1.234")
PERCENTAGES = ("0", "6", "21", "24,99", "25", "33,333", "50", "50,01", "100", "21 %")
MARKS = ("", ".", " ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}")
EURO = ("{}", "{}", "{}", "{}", "€ {}", "€{}", " {} ", "{} €", "{} euro", "EUR {}", "\u200b{}\ufeff")

ODD: Mapping[Kind, tuple[str, ...]] = {
    Kind.AMOUNT: (
        "850,-",
        "€ 850 euro",
        "850,-- EUR",
        "-5",
        "+5",
        "1'234",
        "5,",
        ",5",
        "1,234",
        "1000000000,01",
    ),
    Kind.STAFF: ("tien", "5,", "-1", "1/2", "2000000000"),
    Kind.PERCENTAGE: ("100,5", "%", "-6", "21 procent", "0,21"),
    Kind.COUNT: ("1001", "2,5", "-1", "twee", "1e2"),
    Kind.QUANTITY: ("0", "1001", "2,5", "-1", "twee"),
    Kind.DATE: ("0001-01-01", "0999-12-31", "31/02/2026", "9999-01-01", "vandaag", "1/3/2026", "2026"),
    Kind.FLAG: ("ja", "True"),
    Kind.CHOICE: ("KLEIN", "andere", "0"),
}
"""What people try too; most of it cannot be read."""


def amount(random: Random) -> str:
    """Return euro, in one of the notations."""
    if one_in(random, 6):
        return pick(random, LIMITS)
    whole = number(random, pick(random, (900, 3_000, 20_000, 20_000, 2_000_000)))
    grouped = f"{whole:,}".replace(",", pick(random, MARKS))
    return pick(random, EURO).format(grouped + pick(random, ("", "", f",{number(random, 99):02}", ",5")))


def staff(random: Random) -> str:
    """Return annual work units."""
    return pick(random, STAFF) if number(random, 1) else f"{number(random, 300)},{number(random, 99)}"


def percentage(random: Random) -> str:
    """Return a percentage."""
    return pick(random, PERCENTAGES) if number(random, 3) else str(number(random, 100))


def count(random: Random) -> str:
    """Return a whole number, mostly a small one."""
    return str(number(random, pick(random, (5, 30, 30, 1_000))))


def quantity(random: Random) -> str:
    """Return how often an amount is on the bill: at least once."""
    return str(1 + number(random, pick(random, (3, 30, 999))))


FAR_DAYS = ("0001-01-01", "0999-12-31", "1000-01-01", "2000-02-29", "9998-12-31")
"""The first and last days that there are, and days whose year or month is written or counted otherwise."""


def iso_day(random: Random) -> str:
    """Return a day as JJJJ-MM-DD: about now, about when rules changed, in these years, or far away."""
    if one_in(random, 30):
        return pick(random, FAR_DAYS)
    now, change = (
        CHECKED_ON + timedelta(number(random, 60) - 30),
        pick(random, STARTS) + timedelta(number(random, 2) - 1),
    )
    return str(pick(random, (now, now, change, FIRST_DAY + timedelta(number(random, 4_500)))))


def day(random: Random) -> str:
    """Return a day as JJJJ-MM-DD or DD/MM/JJJJ."""
    chosen = iso_day(random)
    return chosen if number(random, 2) else "/".join(reversed(chosen.split("-")))


def spreadsheet_day(random: Random) -> str:
    """Return a day as it may stand in a spreadsheet; the first spelling is Excel's."""
    year, month, of_month = iso_day(random).split("-")
    excel = f"{int(of_month)}/{int(month)}/{year}"
    others = (
        f"{of_month}/{month}/{year[2:]}",
        f"{of_month}-{month}-{year}",
        f"{of_month}.{month}.{year}",
        f"{year}/{month}/{of_month}",
        f"{int(of_month)} december {year}",
        f"{year}-{month}-{of_month} 00:00:00",
        str(42_000 + number(random, 5_000)),
    )
    return pick(random, others) if one_in(random, 10) else excel


TEXTS: Mapping[Kind, Callable[[Random], str]] = {
    Kind.AMOUNT: amount,
    Kind.STAFF: staff,
    Kind.PERCENTAGE: percentage,
    Kind.COUNT: count,
    Kind.QUANTITY: quantity,
    Kind.DATE: day,
    Kind.FLAG: lambda random: pick(random, ("true", "true", "false")),
}


def text_for(random: Random, field: Field) -> str:
    """Return a text as it stands in the control of a field."""
    if one_in(random, 80):
        return pick(random, ODD[field.kind])
    return str(pick(random, field.words)) if field.words else TEXTS[field.kind](random)


def half_typed(random: Random, text: str) -> str:
    """Return what stands in a control while somebody types: a beginning, a slip, or something else altogether."""
    part, other = text[: number(random, len(text))], pick(random, HOSTILE)
    return pick(random, (part, part, mangle(random, text), f" {text}", text.upper(), str(other)))


def value_for(random: Random, field: Field) -> Json:
    """Return the value of a field as a program writes it: text, a number, true or false."""
    text = text_for(random, field)
    if field.kind is Kind.FLAG:
        return {"true": True, "false": False}.get(text, text)
    if field.kind in (Kind.CHOICE, Kind.DATE) or number(random, 2):
        return text
    whole, cents = number(random, 20_000 if field.kind is Kind.AMOUNT else 40), number(random, 99)
    return whole if number(random, 1) or field.kind in (Kind.COUNT, Kind.QUANTITY) else round(whole + cents / 100, 2)


def members(random: Random, fields: Fields) -> dict[str, Json]:
    """Return an object with a value for each required field, and for about half of the others."""
    return {key: value_for(random, field) for key, field in fields.items() if field.required or number(random, 1)}
