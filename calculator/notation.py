"""Belgian Dutch notation of amounts, percentages, numbers and dates: read as typed, write for display.

Reading is strict: a spelling with more than one meaning is refused, never guessed.
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from calculator.model import ReadingProblem

NBSP = "\N{NO-BREAK SPACE}"
LARGEST_AMOUNT = Decimal(1_000_000_000)
LARGEST_PERCENTAGE = Decimal(100)
LARGEST_COUNT = Decimal(1_000)
MOST_DIGITS = 10
"""Digits before the comma of the largest number."""

MOST_DECIMALS = 100
"""Decimals that are read at most: few enough to calculate with exactly."""

LAST_YEAR = 9998
"""The last year whose deadlines, which run into the next one, can still be written."""

SPACES = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]")
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069"
INVISIBLE = dict.fromkeys(map(ord, ZERO_WIDTH + DIRECTIONS))
"""What a text takes along when it is copied: marks without width or of direction.

Not among them is the right-to-left override, which shows the digits in another order.
"""

EURO_BEFORE = re.compile(r"\s*+([-−]?)\s*+(?:€|euro?(?![a-z]))", re.IGNORECASE)
EURO_AFTER = re.compile(r"(?:€|(?<![a-z])euro?)\s*+$", re.IGNORECASE)
TYPED_NUMBER = re.compile(
    r"(?P<minus>[-−]?) ?"
    r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})++|[1-9][0-9]{0,2}(?: [0-9]{3})++|[0-9]++)"
    r"(?:(?P<mark>[.,])(?P<fraction>[0-9]++))?"
)
JSON_NUMBER = re.compile(r"(?P<minus>-?)(?P<whole>[0-9]+)(?:\.(?P<fraction>[0-9]+))?(?:[eE](?P<exponent>[-+]?[0-9]+))?")
ISO_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
SLASHED_DATE = re.compile("([0-9]{2})/([0-9]{2})/([0-9]{4})")

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


class Literal(str):
    """A number as it stood in JSON, unlike a number typed as text: there a dot is a decimal point."""

    __slots__ = ()


class UnreadableError(ValueError):
    """Text that cannot be read; `problem` is the reason."""

    def __init__(self, problem: ReadingProblem = ReadingProblem.UNREADABLE) -> None:
        super().__init__(problem)
        self.problem = problem


def read_amount(text: str) -> Decimal:
    """Read euro: at most two decimals, from 0 to 1 000 000 000.

    >>> [str(read_amount(text)) for text in ("1.234", "1234.56", "€ 1.234,56", "1 234,5")]
    ['1234', '1234.56', '1234.56', '1234.5']

    Raises UnreadableError for anything else.
    """
    bare = text.isdecimal() or (text[:1].isdigit() and text[-1:].isdigit() and text.isascii())
    return read_number(text if bare else strip_euro(text), LARGEST_AMOUNT, 2)


def strip_euro(text: str) -> str:
    """Return an amount without invisible characters and one euro sign or word, and with cents for `,-`.

    >>> strip_euro("EUR 850,-")
    ' 850,00'
    """
    stripped = text.translate(INVISIBLE)
    if before := EURO_BEFORE.match(stripped):
        stripped = before[1] + stripped[before.end() :]
    elif after := EURO_AFTER.search(stripped):
        stripped = stripped[: after.start()]
    if stripped.rstrip().endswith(",-"):
        stripped = stripped.rstrip().removesuffix("-") + "00"
    return text if stripped == text else stripped


def read_staff(text: str) -> Decimal:
    """Read annual work units (vte), with any number of decimals."""
    return read_number(text, LARGEST_AMOUNT)


def read_percentage(text: str) -> Decimal:
    """Read a percentage from 0 to 100, with or without its sign.

    >>> read_percentage("21 %")
    Decimal('21')
    """
    return read_number(text if isinstance(text, Literal) else text.strip().removesuffix("%"), LARGEST_PERCENTAGE)


def read_count(text: str) -> int:
    """Read a whole number from 0 to 1 000."""
    return int(read_number(text, LARGEST_COUNT, 0))


def read_quantity(text: str) -> int:
    """Read a whole number from 1 to 1 000."""
    if quantity := read_count(text):
        return quantity
    raise UnreadableError


@lru_cache(maxsize=1000)
def read_date(text: str) -> date:
    """Read a day as JJJJ-MM-DD or DD/MM/JJJJ.

    Cached, for the same few days come again and again.

    >>> read_date("15/12/2026")
    datetime.date(2026, 12, 15)
    """
    text = text.strip()
    if ISO_DATE.fullmatch(text) is None:
        match = SLASHED_DATE.fullmatch(text)
        if match is None:
            raise UnreadableError
        text = f"{match[3]}-{match[2]}-{match[1]}"
    try:
        read = date.fromisoformat(text)
    except ValueError:
        raise UnreadableError from None
    if read.year > LAST_YEAR:
        raise UnreadableError(ReadingProblem.TOO_LARGE)
    return read


def read_number(text: str, largest: Decimal, decimals: int | None = None) -> Decimal:
    """Read a number from 0 to `largest` with at most that many `decimals` (None: any).

    Raises UnreadableError, also for what is negative or too large.
    """
    if text.isdecimal() and text.isascii() and len(text) < MOST_DIGITS:  # as most numbers are
        number = Decimal(text)
    else:
        negative, whole, fraction = split_literal(text) if isinstance(text, Literal) else split_typed(text)
        whole = whole.lstrip("0")
        if len(fraction) > (MOST_DECIMALS if decimals is None else decimals):
            raise UnreadableError
        if negative and (whole or fraction.strip("0")):
            raise UnreadableError(ReadingProblem.NEGATIVE)
        if len(whole) > MOST_DIGITS:
            raise UnreadableError(ReadingProblem.TOO_LARGE)
        number = Decimal(f"{whole or 0}.{fraction}")
    if number > largest:
        raise UnreadableError(ReadingProblem.TOO_LARGE)
    return number


def split_typed(text: str) -> tuple[bool, str, str]:
    """Return whether a number typed the Belgian way is negative, and its digits before and after the comma."""
    match = TYPED_NUMBER.fullmatch(SPACES.sub(" ", text).strip())
    if match is None or (match["mark"] == "." and "." in match["whole"]):
        raise UnreadableError
    whole = match["whole"].replace(".", "").replace(" ", "")
    return bool(match["minus"]), whole, match["fraction"] or ""


def split_literal(text: str) -> tuple[bool, str, str]:
    """Return whether a JSON number is negative, and its digits before and after the point; 2.50 is 2.5."""
    match = JSON_NUMBER.fullmatch(text)
    if match is None:
        raise UnreadableError
    whole, fraction = match["whole"], match["fraction"] or ""
    if match["exponent"]:
        whole, fraction = shift_point(whole, fraction, match["exponent"])
    return bool(match["minus"]), whole, fraction.rstrip("0")


def shift_point(whole: str, fraction: str, exponent: str) -> tuple[str, str]:
    """Return the digits of a number multiplied by a power of ten. Raises UnreadableError for a power beyond any use."""
    digits = exponent.lstrip("-+0")
    if not digits or not (whole + fraction).strip("0"):
        return whole, fraction
    if len(digits) > len(str(MOST_DECIMALS)):
        raise UnreadableError(ReadingProblem.UNREADABLE if exponent.startswith("-") else ReadingProblem.TOO_LARGE)
    places = int(digits)
    if exponent.startswith("-"):
        whole = whole.rjust(places, "0")
        return whole[:-places], whole[-places:] + fraction
    fraction = fraction.ljust(places, "0")
    return whole + fraction[:places], fraction[places:]


def write_amount(amount: Decimal) -> str:
    r"""Write euro to the cent.

    >>> write_amount(Decimal("1192.5"))
    '€\xa01.192,50'
    """
    return f"€{NBSP}{group(f'{amount:,.2f}')}"


def write_round_amount(amount: Decimal) -> str:
    r"""Write euro without cents if there are none.

    >>> write_round_amount(Decimal(7500)), write_round_amount(Decimal("16666.67"))
    ('€\xa07.500', '€\xa016.666,67')
    """
    return f"€{NBSP}{group(f'{amount:,.0f}')}" if amount == int(amount) else write_amount(amount)


def write_millions(amount: Decimal) -> str:
    r"""Write a round number of millions of euro.

    >>> write_millions(Decimal(43_000_000))
    '€\xa043\xa0miljoen'
    """
    return f"€{NBSP}{write_number(amount / 1_000_000)}{NBSP}miljoen"


def write_number(number: Decimal) -> str:
    """Write a number with a decimal comma and no more decimals than it has.

    >>> write_number(Decimal("12.50")), write_number(Decimal(1234))
    ('12,5', '1.234')
    """
    whole, _, fraction = f"{number:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return group(f"{whole}.{fraction}" if fraction else whole)


def write_rate(rate: Decimal) -> str:
    r"""Write a fraction as a percentage.

    >>> write_rate(Decimal("0.45"))
    '45\xa0%'
    """
    return write_percentage(rate * 100)


def write_percentage(percentage: Decimal) -> str:
    r"""Write a percentage from 0 to 100.

    >>> write_percentage(Decimal("12.5"))
    '12,5\xa0%'
    """
    return f"{write_number(percentage)}{NBSP}%"


def write_date(day: date) -> str:
    """Write a day in words.

    >>> write_date(date(2026, 12, 15))
    '15 december 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_weekday(day: date) -> str:
    """Write a day in words with its weekday.

    >>> write_weekday(date(2026, 12, 15))
    'dinsdag 15 december 2026'
    """
    return f"{WEEKDAYS[day.weekday()]} {write_date(day)}"


def group(number: str) -> str:
    """Return a number with Belgian marks of thousands and decimals in the place of English ones."""
    return number.translate(str.maketrans(",.", ".,"))
