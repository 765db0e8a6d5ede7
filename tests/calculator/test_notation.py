"""Belgian Dutch notation: every spelling that is read, and every one that is refused rather than guessed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from calculator.model import ReadingProblem
from calculator.notation import (
    Literal,
    UnreadableError,
    read_amount,
    read_count,
    read_date,
    read_percentage,
    read_quantity,
    read_staff,
    write_amount,
    write_date,
    write_millions,
    write_number,
    write_percentage,
    write_rate,
    write_round_amount,
    write_weekday,
)

GOOD_AMOUNTS = {
    "0": "0",
    "00": "0",
    "-0": "0",
    "-0,00": "0",
    "0,00": "0",
    "7": "7",
    "007": "7",
    "1234": "1234",
    "1234.5": "1234.5",
    "1234.56": "1234.56",
    "1234,5": "1234.5",
    "1234,56": "1234.56",
    "0,5": "0.5",
    "0.05": "0.05",
    "1.234": "1234",
    "12.345": "12345",
    "123.456": "123456",
    "1.234,5": "1234.5",
    "1.234,56": "1234.56",
    "1.234.567": "1234567",
    "1.234.567,89": "1234567.89",
    "1 234": "1234",
    "1 234,56": "1234.56",
    "1 234.56": "1234.56",
    "1 234 567,89": "1234567.89",
    "1\N{NO-BREAK SPACE}234,56": "1234.56",
    "1\N{NARROW NO-BREAK SPACE}234,56": "1234.56",
    "1\N{THIN SPACE}234": "1234",
    "€ 1.234": "1234",
    "€1234": "1234",
    "€\N{NO-BREAK SPACE}1.234,56": "1234.56",
    "  € 5  ": "5",
    "\t12\n": "12",
    "999999999": "999999999",
    "1000000000": "1000000000",
    "1.000.000.000": "1000000000",
    "€ 1.000.000.000,00": "1000000000.00",
    "000000000000000001": "1",
    "5 €": "5",
    "850,00€": "850.00",
    "850,00\N{NO-BREAK SPACE}€ ": "850.00",
    "\N{NO-BREAK SPACE}€ 5": "5",
    "5 euro": "5",
    "1.234,56euro": "1234.56",
    "EUR 850": "850",
    "eur850": "850",
    "Euro 1 234": "1234",
    "850 EUR": "850",
    "850,-": "850",
    "1.250,-": "1250",
    "€ 850,-": "850",
    "850,- euro": "850",
    "\N{ZERO WIDTH NO-BREAK SPACE}850": "850",
    "8\N{ZERO WIDTH SPACE}50,0\N{WORD JOINER}0": "850.00",
    "\N{LEFT-TO-RIGHT MARK}€\N{RIGHT-TO-LEFT MARK} 850": "850",
    "\N{LEFT-TO-RIGHT OVERRIDE}1.234,56\N{POP DIRECTIONAL FORMATTING}": "1234.56",
    "\N{LEFT-TO-RIGHT ISOLATE}12\N{POP DIRECTIONAL ISOLATE}": "12",
}

BAD_AMOUNTS = {
    "": ReadingProblem.UNREADABLE,
    " ": ReadingProblem.UNREADABLE,
    "€": ReadingProblem.UNREADABLE,
    "-": ReadingProblem.UNREADABLE,
    ",": ReadingProblem.UNREADABLE,
    ".": ReadingProblem.UNREADABLE,
    "$ 5": ReadingProblem.UNREADABLE,
    "€ 5 €": ReadingProblem.UNREADABLE,
    "€ 5 euro": ReadingProblem.UNREADABLE,
    "5 euros": ReadingProblem.UNREADABLE,
    "neuro 5": ReadingProblem.UNREADABLE,
    "5 neuro": ReadingProblem.UNREADABLE,
    "euro": ReadingProblem.UNREADABLE,
    ",-": ReadingProblem.UNREADABLE,
    "5,--": ReadingProblem.UNREADABLE,
    "5,00,-": ReadingProblem.UNREADABLE,
    "1'234": ReadingProblem.UNREADABLE,
    "\N{ZERO WIDTH SPACE}": ReadingProblem.UNREADABLE,
    "\N{RIGHT-TO-LEFT OVERRIDE}12": ReadingProblem.UNREADABLE,
    "€ € 5": ReadingProblem.UNREADABLE,
    "1€5": ReadingProblem.UNREADABLE,
    ",5": ReadingProblem.UNREADABLE,
    ".5": ReadingProblem.UNREADABLE,
    "5,": ReadingProblem.UNREADABLE,
    "5.": ReadingProblem.UNREADABLE,
    "1,234": ReadingProblem.UNREADABLE,
    "1,200": ReadingProblem.UNREADABLE,
    "1,234.56": ReadingProblem.UNREADABLE,
    "1,234,567": ReadingProblem.UNREADABLE,
    "1.234.56": ReadingProblem.UNREADABLE,
    "1.23.456": ReadingProblem.UNREADABLE,
    "12.34.567": ReadingProblem.UNREADABLE,
    "1234.567": ReadingProblem.UNREADABLE,
    "01.234": ReadingProblem.UNREADABLE,
    "0.123": ReadingProblem.UNREADABLE,
    "1 23": ReadingProblem.UNREADABLE,
    "1  234": ReadingProblem.UNREADABLE,
    "1.234 567": ReadingProblem.UNREADABLE,
    "1 234.567": ReadingProblem.UNREADABLE,
    "12,5,6": ReadingProblem.UNREADABLE,
    "1e3": ReadingProblem.UNREADABLE,
    "+5": ReadingProblem.UNREADABLE,
    "--5": ReadingProblem.UNREADABLE,
    "-€ -5": ReadingProblem.UNREADABLE,
    "5-": ReadingProblem.UNREADABLE,
    "(5)": ReadingProblem.UNREADABLE,
    "1_000": ReadingProblem.UNREADABLE,
    "0x10": ReadingProblem.UNREADABLE,
    "½": ReadingProblem.UNREADABLE,
    "²": ReadingProblem.UNREADABLE,
    "١٢": ReadingProblem.UNREADABLE,
    "１２": ReadingProblem.UNREADABLE,
    "twaalf": ReadingProblem.UNREADABLE,
    "12 of 13": ReadingProblem.UNREADABLE,
    "12\n13": ReadingProblem.UNREADABLE,
    "NaN": ReadingProblem.UNREADABLE,
    "Infinity": ReadingProblem.UNREADABLE,
    "\ud800": ReadingProblem.UNREADABLE,
    "5 %": ReadingProblem.UNREADABLE,
    "-5": ReadingProblem.NEGATIVE,
    "- 5": ReadingProblem.NEGATIVE,
    "\N{MINUS SIGN}5,00": ReadingProblem.NEGATIVE,
    "€ -5": ReadingProblem.NEGATIVE,
    "-€ 5": ReadingProblem.NEGATIVE,
    "-5 €": ReadingProblem.NEGATIVE,
    "\N{ZERO WIDTH SPACE}-5": ReadingProblem.NEGATIVE,
    "-1.234,56": ReadingProblem.NEGATIVE,
    "-0,01": ReadingProblem.NEGATIVE,
    "1000000000,01": ReadingProblem.TOO_LARGE,
    "1.000.000.001": ReadingProblem.TOO_LARGE,
    "10000000000": ReadingProblem.TOO_LARGE,
    "9999999999": ReadingProblem.TOO_LARGE,
    "9" * 400: ReadingProblem.TOO_LARGE,
}

GOOD_LITERALS = {
    "0": "0",
    "-0": "0",
    "-0.0": "0",
    "2.50": "2.5",
    "2.5000": "2.5",
    "1.234": None,
    "1234.56": "1234.56",
    "1e3": "1000",
    "1E+9": "1000000000",
    "1.5e1": "15",
    "1.5e3": "1500",
    "1.234e2": "123.4",
    "12345e-2": "123.45",
    "5e-1": "0.5",
    "5e-2": "0.05",
    "0e999999999999": "0",
    "0e-999999999999": "0",
    "1e0": "1",
    "1e-0": "1",
    "100e-102": None,
}

BAD_LITERALS = {
    "1.234": ReadingProblem.UNREADABLE,
    "5e-3": ReadingProblem.UNREADABLE,
    "100e-102": ReadingProblem.UNREADABLE,
    "1e-999": ReadingProblem.UNREADABLE,
    "1e-99999999999999999999": ReadingProblem.UNREADABLE,
    "NaN": ReadingProblem.UNREADABLE,
    "Infinity": ReadingProblem.UNREADABLE,
    "-Infinity": ReadingProblem.UNREADABLE,
    "-1": ReadingProblem.NEGATIVE,
    "-1e-2": ReadingProblem.NEGATIVE,
    "1e10": ReadingProblem.TOO_LARGE,
    "1e999": ReadingProblem.TOO_LARGE,
    "1e1000": ReadingProblem.TOO_LARGE,
    "1e99999999999999999999": ReadingProblem.TOO_LARGE,
    "1000000000.01": ReadingProblem.TOO_LARGE,
    "1" + "0" * 400: ReadingProblem.TOO_LARGE,
}


@pytest.mark.parametrize(("text", "amount"), GOOD_AMOUNTS.items())
def test_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize(("text", "problem"), BAD_AMOUNTS.items())
def test_an_amount_with_another_or_no_meaning_is_refused(text: str, problem: ReadingProblem) -> None:
    assert problem_of(read_amount, text) is problem


@pytest.mark.parametrize(("text", "amount"), [(text, read) for text, read in GOOD_LITERALS.items() if read])
def test_a_json_number_is_read_exactly(text: str, amount: str) -> None:
    assert read_amount(Literal(text)) == Decimal(amount)


@pytest.mark.parametrize(("text", "problem"), BAD_LITERALS.items())
def test_a_json_number_out_of_bounds_is_refused(text: str, problem: ReadingProblem) -> None:
    assert problem_of(read_amount, Literal(text)) is problem


@pytest.mark.parametrize(
    ("read", "text", "number"),
    [
        (read_staff, "12,5", "12.5"),
        (read_staff, "49,999", "49.999"),
        (read_staff, "0.125", "0.125"),
        (read_staff, "1.2345", "1.2345"),
        (read_staff, "1.234", "1234"),
        (read_staff, "0," + "1" * 100, "0." + "1" * 100),
        (read_staff, Literal("1.234"), "1.234"),
        (read_staff, Literal("1e-100"), "0." + "0" * 99 + "1"),
        (read_percentage, "0", "0"),
        (read_percentage, "100", "100"),
        (read_percentage, "21 %", "21"),
        (read_percentage, "21%", "21"),
        (read_percentage, " 21 % ", "21"),
        (read_percentage, "33,333", "33.333"),
        (read_percentage, Literal("33.333"), "33.333"),
        (read_count, "0", "0"),
        (read_count, "12", "12"),
        (read_count, "1.000", "1000"),
        (read_count, Literal("3.0"), "3"),
        (read_count, Literal("1e3"), "1000"),
        (read_quantity, "1", "1"),
        (read_quantity, "1.000", "1000"),
    ],
)
def test_other_numbers_are_read_as_people_write_them(read: Callable[[str], Decimal], text: str, number: str) -> None:
    assert read(text) == Decimal(number)


@pytest.mark.parametrize(
    ("read", "text", "problem"),
    [
        (read_quantity, "0", ReadingProblem.UNREADABLE),
        (read_quantity, "1,5", ReadingProblem.UNREADABLE),
        (read_quantity, "-1", ReadingProblem.NEGATIVE),
        (read_quantity, "1001", ReadingProblem.TOO_LARGE),
        (read_staff, "€ 12", ReadingProblem.UNREADABLE),
        (read_staff, "\N{ZERO WIDTH SPACE}12", ReadingProblem.UNREADABLE),
        (read_staff, "twaalf", ReadingProblem.UNREADABLE),
        (read_staff, "-1", ReadingProblem.NEGATIVE),
        (read_staff, "1000000001", ReadingProblem.TOO_LARGE),
        (read_staff, "0," + "1" * 101, ReadingProblem.UNREADABLE),
        (read_staff, Literal("1e-101"), ReadingProblem.UNREADABLE),
        (read_percentage, "100,01", ReadingProblem.TOO_LARGE),
        (read_percentage, "101", ReadingProblem.TOO_LARGE),
        (read_percentage, "-1 %", ReadingProblem.NEGATIVE),
        (read_percentage, "%", ReadingProblem.UNREADABLE),
        (read_percentage, "21 %%", ReadingProblem.UNREADABLE),
        (read_percentage, "€ 21", ReadingProblem.UNREADABLE),
        (read_count, "1001", ReadingProblem.TOO_LARGE),
        (read_count, "1,5", ReadingProblem.UNREADABLE),
        (read_count, "3,0", ReadingProblem.UNREADABLE),
        (read_count, "-1", ReadingProblem.NEGATIVE),
        (read_count, Literal("1.5"), ReadingProblem.UNREADABLE),
    ],
)
def test_other_numbers_are_refused_rather_than_guessed(
    read: Callable[[str], Decimal], text: str, problem: ReadingProblem
) -> None:
    assert problem_of(read, text) is problem


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("23/11/2026", date(2026, 11, 23)),
        (" 2026-11-23 ", date(2026, 11, 23)),
        ("2028-02-29", date(2028, 2, 29)),
        ("01/02/2026", date(2026, 2, 1)),
        ("0001-01-01", date(1, 1, 1)),
        ("9998-12-31", date(9998, 12, 31)),
    ],
)
def test_a_day_is_read_in_two_notations(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ReadingProblem.UNREADABLE),
        ("2026-02-30", ReadingProblem.UNREADABLE),
        ("29/02/2026", ReadingProblem.UNREADABLE),
        ("2026-13-01", ReadingProblem.UNREADABLE),
        ("2026-00-10", ReadingProblem.UNREADABLE),
        ("0000-01-01", ReadingProblem.UNREADABLE),
        ("2026-1-1", ReadingProblem.UNREADABLE),
        ("1/2/2026", ReadingProblem.UNREADABLE),
        ("23-11-2026", ReadingProblem.UNREADABLE),
        ("2026/11/23", ReadingProblem.UNREADABLE),
        ("11/23/2026", ReadingProblem.UNREADABLE),
        ("20261123", ReadingProblem.UNREADABLE),
        ("2026-W48-1", ReadingProblem.UNREADABLE),
        ("2026-11-23T00:00", ReadingProblem.UNREADABLE),
        ("23/11/26", ReadingProblem.UNREADABLE),
        ("２０２６-11-23", ReadingProblem.UNREADABLE),
        ("-2026-11-23", ReadingProblem.UNREADABLE),
        ("23 november 2026", ReadingProblem.UNREADABLE),
        ("9999-01-01", ReadingProblem.TOO_LARGE),
        ("31/12/9999", ReadingProblem.TOO_LARGE),
    ],
)
def test_a_day_that_is_none_is_refused(text: str, problem: ReadingProblem) -> None:
    assert problem_of(read_date, text) is problem


def test_figures_are_written_with_belgian_marks_and_spaces_that_do_not_break() -> None:
    assert write_amount(Decimal("1192.5")) == "€\N{NO-BREAK SPACE}1.192,50"
    assert write_amount(Decimal(0)) == "€\N{NO-BREAK SPACE}0,00"
    assert write_amount(Decimal("1234567.89")) == "€\N{NO-BREAK SPACE}1.234.567,89"
    assert write_round_amount(Decimal(7500)) == "€\N{NO-BREAK SPACE}7.500"
    assert write_round_amount(Decimal("7500.10")) == "€\N{NO-BREAK SPACE}7.500,10"
    assert write_millions(Decimal(43_000_000)) == "€\N{NO-BREAK SPACE}43\N{NO-BREAK SPACE}miljoen"
    assert write_number(Decimal("1234.50")) == "1.234,5"
    assert write_number(Decimal("1E+3")) == "1.000"
    assert write_rate(Decimal("0.45")) == "45\N{NO-BREAK SPACE}%"
    assert write_percentage(Decimal("12.5")) == "12,5\N{NO-BREAK SPACE}%"


def test_every_month_is_written_by_its_name() -> None:
    written = [write_date(date(2026, month, 5)) for month in range(1, 13)]
    assert written[:6] == [
        "5 januari 2026",
        "5 februari 2026",
        "5 maart 2026",
        "5 april 2026",
        "5 mei 2026",
        "5 juni 2026",
    ]
    assert [text.split()[1] for text in written[6:]] == [
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]


def test_a_day_is_written_with_its_weekday() -> None:
    assert write_weekday(date(2026, 11, 23)) == "maandag 23 november 2026"
    assert [write_weekday(date(2026, 11, day)).split()[0] for day in range(24, 30)] == [
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
    ]


def problem_of(read: Callable[[str], object], text: str) -> ReadingProblem:
    with pytest.raises(UnreadableError) as raised:
        read(text)
    assert str(raised.value) == raised.value.problem
    return raised.value.problem
