"""Belgian Dutch notation: reading what people type, writing what they read.

Reading is strict: a spelling with more than one meaning is refused, never guessed.
"""

import re
from datetime import date
from decimal import Decimal

from calculator.model import Problem

NBSP = "\N{NO-BREAK SPACE}"
LARGEST_AMOUNT = Decimal(1_000_000_000)
LARGEST_COUNT = 1_000
LAST_YEAR = 9998
"""The last year whose deadlines, which run into the next one, can still be written."""

SPACES = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]")
SIGNED = re.compile(
    "(?P<minus>[-\N{MINUS SIGN}]?) ?(?P<euro>€?) ?(?P<inner_minus>[-\N{MINUS SIGN}]?)(?P<number>[0-9].*)"
)
DECIMAL = re.compile(
    r"(?P<plain>[0-9]+)(?:,(?P<cents>[0-9]+))?"
    r"|(?P<dotted>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<dotted_cents>[0-9]+))?"
    r"|(?P<spaced>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,](?P<spaced_cents>[0-9]+))?"
    r"|(?P<whole>[0-9]+)\.(?P<fraction>[0-9]+)"
)
JSON_NUMBER = re.compile(r"(?P<minus>-?)(?P<whole>[0-9]+)(?:\.(?P<fraction>[0-9]+))?(?:[eE](?P<exponent>[-+]?[0-9]+))?")
ISO_DATE = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
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
    """Text that cannot be read as what it should be; `problem` says in which way."""

    def __init__(self, problem: Problem = Problem.UNREADABLE) -> None:
        super().__init__(problem)
        self.problem = problem


def read_amount(text: str) -> Decimal:
    """Read euro: at most two decimals, from 0 to 1 000 000 000.

    >>> [str(read_amount(text)) for text in ("1.234", "1234.56", "€ 1.234,56", "1 234,5")]
    ['1234', '1234.56', '1234.56', '1234.5']

    Raises UnreadableError for anything else.
    """
    return read_number(text, largest=LARGEST_AMOUNT, decimals=2)


def read_staff(text: str) -> Decimal:
    """Read annual work units (vte), with any number of decimals."""
    return read_number(text, largest=LARGEST_AMOUNT)


def read_percentage(text: str) -> Decimal:
    """Read a percentage from 0 to 100, with or without its sign.

    >>> read_percentage("21 %")
    Decimal('21')
    """
    return read_number(text if isinstance(text, Literal) else text.removesuffix("%"), largest=Decimal(100))


def read_count(text: str) -> int:
    """Read a whole number from 0 to 1 000."""
    return int(read_number(text, largest=Decimal(LARGEST_COUNT), decimals=0))


def read_date(text: str) -> date:
    """Read a day as JJJJ-MM-DD or DD/MM/JJJJ.

    >>> read_date("15/12/2026")
    datetime.date(2026, 12, 15)
    """
    text = text.strip()
    if match := ISO_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := SLASHED_DATE.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        raise UnreadableError
    try:
        read = date(year, month, day)
    except ValueError:
        raise UnreadableError from None
    if year > LAST_YEAR:
        raise UnreadableError(Problem.TOO_LARGE)
    return read


def read_number(text: str, *, largest: Decimal, decimals: int | None = None) -> Decimal:
    """Read a number from 0 to `largest` with at most that many `decimals` (None: any).

    Raises UnreadableError, also for what is negative or too large.
    """
    negative, whole, fraction = split_literal(text) if isinstance(text, Literal) else split_typed(text)
    whole = whole.lstrip("0")
    if decimals is not None and len(fraction) > decimals:
        raise UnreadableError
    if negative and (whole or fraction.strip("0")):
        raise UnreadableError(Problem.NEGATIVE)
    if len(whole) > len(str(largest)):
        raise UnreadableError(Problem.TOO_LARGE)
    if len(fraction) > 100:
        raise UnreadableError
    number = Decimal(f"{whole or 0}.{fraction}" if fraction else whole or "0")
    if number > largest:
        raise UnreadableError(Problem.TOO_LARGE)
    return number


def split_typed(text: str) -> tuple[bool, str, str]:
    """Split a number typed the Belgian way into its sign, its digits before and after the comma."""
    signed = SIGNED.fullmatch(SPACES.sub(" ", text).strip())
    if signed is None or (signed["minus"] and signed["inner_minus"]):
        raise UnreadableError
    match = DECIMAL.fullmatch(signed["number"])
    if match is None:
        raise UnreadableError
    negative = bool(signed["minus"] or signed["inner_minus"])
    if match["plain"]:
        return negative, match["plain"], match["cents"] or ""
    if match["dotted"]:
        return negative, match["dotted"].replace(".", ""), match["dotted_cents"] or ""
    if match["spaced"]:
        return negative, match["spaced"].replace(" ", ""), match["spaced_cents"] or ""
    return negative, match["whole"], match["fraction"]


def split_literal(text: str) -> tuple[bool, str, str]:
    """Split a JSON number into its sign, its digits before and after the point; 2.50 is 2.5."""
    match = JSON_NUMBER.fullmatch(text)
    if match is None:
        raise UnreadableError
    whole, fraction = match["whole"], match["fraction"] or ""
    if match["exponent"]:
        whole, fraction = shift_point(whole, fraction, match["exponent"])
    return bool(match["minus"]), whole, fraction.rstrip("0")


def shift_point(whole: str, fraction: str, exponent: str) -> tuple[str, str]:
    """Move the decimal point of a number by a power of ten, at most a hundred places."""
    digits = exponent.lstrip("-+0")
    if not digits or not (whole + fraction).strip("0"):
        return whole, fraction
    if len(digits) > 2:
        raise UnreadableError(Problem.UNREADABLE if exponent.startswith("-") else Problem.TOO_LARGE)
    places = int(digits)
    if exponent.startswith("-"):
        whole = whole.rjust(places, "0")
        return whole[:-places], whole[-places:] + fraction
    fraction = fraction.ljust(places, "0")
    return whole + fraction[:places], fraction[places:]


def write_amount(amount: Decimal) -> str:
    r"""Write euro to the cent.

    >>> write_amount(Decimal("1192.5"))
    '€\\xa01.192,50'
    """
    return f"€{NBSP}{group(f'{amount:,.2f}')}"


def write_round_amount(amount: Decimal) -> str:
    r"""Write euro without cents if there are none.

    >>> write_round_amount(Decimal(7500)), write_round_amount(Decimal("16666.67"))
    ('€\\xa07.500', '€\\xa016.666,67')
    """
    return f"€{NBSP}{group(f'{amount:,.0f}')}" if amount == int(amount) else write_amount(amount)


def write_millions(amount: Decimal) -> str:
    r"""Write a round number of millions of euro.

    >>> write_millions(Decimal(43_000_000))
    '€\\xa043\\xa0miljoen'
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
    '45\\xa0%'
    """
    return write_percentage(rate * 100)


def write_percentage(percentage: Decimal) -> str:
    r"""Write a percentage from 0 to 100.

    >>> write_percentage(Decimal("12.5"))
    '12,5\\xa0%'
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
    """Swap the English marks of thousands and decimals for the Belgian ones."""
    return number.translate(str.maketrans(",.", ".,"))
