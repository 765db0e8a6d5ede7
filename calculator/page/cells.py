"""Write what stands in a control as a cell of a spreadsheet, and read such a cell as programs and people write it."""

from decimal import Decimal

from calculator.notation import UnreadableError, read_amount, read_date
from calculator.page.form import CONTROLS
from calculator.page.plan_form import NAME
from calculator.wire.fields import Kind

WORDS = {"true": "ja", "false": "nee"}
"""How a cell says yes and no."""

CENTURY = "20"
"""Century of a year of two digits."""

TWO_DIGITS, PARTS_OF_DAY = 2, 3
YES_OR_NO = {"ja": "true", "waar": "true", "true": "true", "nee": "false", "onwaar": "false", "false": "false"}
"""What people and Excel write for yes and no."""

FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66", "\ufe62", "\ufe63", "\ufe6b")
"""The signs with which a formula starts; the last eight are the full-width and the small ones."""

INVISIBLE = "".join(
    chr(code)
    for first, last in (
        (0x00, 0x20),
        (0x7F, 0xA0),
        (0xAD, 0xAD),
        (0x1680, 0x1680),
        (0x2000, 0x200F),
        (0x2028, 0x202F),
        (0x205F, 0x206F),
        (0x3000, 0x3000),
        (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)
"""Spaces, line breaks, control characters and what has no width: spreadsheets look past them for a formula."""

QUOTE = "'"
"""Before a text, it tells a spreadsheet that this is no formula."""


def write_cell(name: str, text: str) -> str:
    """Write a typed text so that a spreadsheet reads the same value and runs no formula."""
    kind = None if name == NAME else CONTROLS[name].kind
    try:
        if kind is Kind.DATE:
            return "/".join(reversed(read_date(text).isoformat().split("-")))
        if kind is Kind.AMOUNT:
            return write_decimal(read_amount(text))
    except UnreadableError:
        pass
    text = WORDS.get(text, text) if kind is Kind.FLAG else text
    return QUOTE + text if text.lstrip(INVISIBLE).startswith((QUOTE, *FORMULA_STARTS)) else text


def write_decimal(number: Decimal | None) -> str:
    """Write a number for a Belgian spreadsheet.

    >>> write_decimal(Decimal("1192.5"))
    '1192,50'
    """
    return "" if number is None else f"{number:.2f}".replace(".", ",")


def read_cell(name: str, text: str) -> str:
    """Read a cell as the page's control takes it."""
    text = " ".join(text.split("\n") if name == NAME else [text]).replace("\r", "").strip()
    rest = text.removeprefix(QUOTE)
    if rest.lstrip(INVISIBLE).startswith((QUOTE, *FORMULA_STARTS)):
        text = rest
    kind = None if name == NAME else CONTROLS[name].kind
    match kind:
        case Kind.DATE:
            return read_day(text)
        case Kind.FLAG:
            return YES_OR_NO.get(text.lower(), text)
        case Kind.CHOICE:
            return text.lower()
        case Kind.AMOUNT:
            return text.removeprefix("+").strip()
        case _:
            return text


def read_day(text: str) -> str:
    """Read a day as Excel, LibreOffice and Numbers write it; what is no day stays as it is.

    >>> [read_day(day) for day in ("1/12/26", "1-12-2026", "2026-12-01 00:00:00", "morgen")]
    ['2026-12-01', '2026-12-01', '2026-12-01', 'morgen']
    """
    day, _, time = text.partition(" ")
    parts = (day if ":" in time else text).replace("-", "/").replace(".", "/").split("/")
    if len(parts) != PARTS_OF_DAY:
        return text
    of_month, month, year = parts if len(parts[0]) <= TWO_DIGITS else reversed(parts)
    year = f"{CENTURY}{year}" if len(year) == TWO_DIGITS else year
    try:
        return read_date(f"{of_month.zfill(TWO_DIGITS)}/{month.zfill(TWO_DIGITS)}/{year}").isoformat()
    except UnreadableError:
        return text
