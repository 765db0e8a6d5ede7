"""Checks of a page's Markdown before it becomes HTML: typed figures, boxes and fences."""

import re
from collections.abc import Iterator

from sitegen.common.diagnostics import Diagnostic, suggest
from sitegen.markup.shortcodes import BOXES
from sitegen.markup.worked_examples import BLOCK
from sitegen.source.pages import Page

EXAMPLE = "voorbeeld"
PROSE_KEYS = {"titel": "title", "omschrijving": "description", "menutitel": "menu_title"}

MARKS = ("{{", "{%", "{#", "{:")
"""The openings of expressions and of attribute lists."""

CODE = r"^(?P<fence>```+|~~~+).*?^(?P=fence)\s*?$|`[^`\n]+`"
"""Blocks of code, examples included, and code within a sentence."""

HIDDEN_CODE = re.compile(CODE, re.MULTILINE | re.DOTALL)
HIDDEN = re.compile(
    r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*"  # the address of a link, but not its title
    r"|<[^>\n]+>"
    r"|\{:[^}\n]*\}"
    r"|\{#.*?#\}",
    re.DOTALL,
)
FIXED_FIGURE = re.compile(r"\{:(?:[^}\n]*\s)?\.vast(?:\s[^}\n]*)?\}")
"""Marks the link before it as a figure that no rule changes, with its source."""

LINK_BEFORE = re.compile(r"\[[^\[\]\n]*\]\((?P<address>[^)\s]*)[^)\n]*\)$")

GAP = r"(?:[\s*_]|&nbsp;|\*\*)*"
UNIT = "één|twee|drie|vier|vijf|zes|zeven|acht|negen"
UNITS = f"(?:een|{UNIT})"
TENS = "(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
WORDS = (
    rf"(?:(?:{UNITS}|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien)?(?:honderd|duizend)"
    rf"|(?:{UNITS}(?:en|ën))?{TENS}|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
    rf"|{UNIT})"
)
NUMBER = rf"(?:\d[\d.,]*|\b{WORDS})"
SCALE = rf"(?:{GAP}(?:duizend|miljoen|miljard))?"
AMOUNT_OR_PERCENTAGE = re.compile(
    rf"(?P<euro>(?:€|&euro;|\bEUR\b|\beuro\b){GAP}\d[\d.,]*{SCALE}|{NUMBER}{SCALE}{GAP}(?:€|&euro;|\bEUR\b|\beuro\b)|\d[\d.]*,[-–—](?![\w-]))"
    rf"|(?P<rate>\d[\d.,]*{GAP}(?:%|‰|&percnt;)|{NUMBER}{GAP}(?:procent|promille)\w*"
    r"|\b(?:een|één|twee|drie) (?:derde|kwart|vierde|vijfde|achtste|tiende)n?"
    r"(?= (?:van|terug|meer|minder|subsidie|steun)\b|[.,;:!?)]|\s*$))",
    re.IGNORECASE | re.MULTILINE,
)
SIGNS = (
    "€",
    "‰",
    "procent",
    "promille",
    "&euro;",
    "&percnt;",
    ",-",
    ",–",
    ",—",
    " derde",
    " kwart",
    " vierde",
    " vijfde",
    " achtste",
    " tiende",
)
WORD_UNITS = re.compile(r"\beuro?\b", re.IGNORECASE)
PERCENT = re.compile("%(?![0-9A-F]{2})")
"""A percent sign that is no part of an address."""

EMPTY_LINE = re.compile(r"\n[ \t]*\n")
MOST_TOGETHER, MOST_BRACKETS = 10_000, 500

BOX = re.compile(r"^ *!!!(?P<rest>.*)$", re.MULTILINE)
INDENTED = re.compile(r"\n(?:[ \t]*\n)*(?: {4}|\t)[ \t]*\S")
GOOD_BOX = re.compile(r' ?(?P<kind>[\w-]+)(?: +"[^"\n]+") *')
OPENING = re.compile(r"^```(?P<word>[^\s`]*)\s*$", re.MULTILINE)
LOOKS_LIKE_EXAMPLE = re.compile(r"^ *aanvraag:.*?^ *uitkomst:", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^ *(?P<fence>```+|~~~+).*?^ *(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)


def check_prose(page: Page) -> Iterator[Diagnostic]:
    """Find typed figures, unknown boxes and examples that do not end."""
    for key, name in PROSE_KEYS.items():
        for typed in find_typed_figures(getattr(page, name) if key in page.keys else ""):
            message, remedy = describe(typed)
            yield page.diagnostic(key, "KMO016", message, remedy)
    yield from find_expressions_on_top(page)
    text = HIDDEN_CODE.sub(blank, page.body) if "`" in page.body or "~~~" in page.body else page.body
    text, unsourced = take_fixed(page, text)
    yield from unsourced
    yield from find_boxes(page, text)
    yield from find_fences(page)
    for typed in find_typed_figures(HIDDEN.sub(blank, text) if has_unit(text) else ""):
        message, remedy = describe(typed)
        yield diagnostic_at(page, typed.start(), "KMO016", message, remedy)


def find_expressions_on_top(page: Page) -> Iterator[Diagnostic]:
    """Find expressions and attributes in the front matter, where nothing evaluates them."""
    for key, name in PROSE_KEYS.items():
        if key in page.keys and (found := next((mark for mark in MARKS if mark in getattr(page, name)), None)):
            remedy = "schrijf gewone tekst; een cijfer komt in de tekst eronder"
            yield page.diagnostic(key, "KMO022", f'"{found}" staat letterlijk op de pagina', remedy)


def find_heavy_blocks(page: Page) -> Iterator[Diagnostic]:
    """Find paragraphs so long, or with so many brackets, that Markdown takes long to convert them."""
    start = 0
    for end in [*(found.start() for found in EMPTY_LINE.finditer(page.body)), len(page.body)]:
        if end - start > MOST_TOGETHER or page.body.count("[", start, end) > MOST_BRACKETS:
            message = f"{end - start} tekens zonder lege regel, met {page.body.count('[', start, end)} haakjes"
            remedy = f"hooguit {MOST_TOGETHER} tekens en {MOST_BRACKETS} haakjes; zet er lege regels tussen"
            yield diagnostic_at(page, start, "KMO122", message, remedy)
        start = end


def take_fixed(page: Page, text: str) -> tuple[str, list[Diagnostic]]:
    """Return the text with its fixed figures blanked, and a diagnostic for each that has no source."""
    diagnostics = []
    for mark in FIXED_FIGURE.finditer(text):
        link = LINK_BEFORE.search(text, text.rfind("\n", 0, mark.start()) + 1, mark.start())
        line_start = text.rfind("\n", 0, mark.start()) + 1
        typed = [figure for figure in find_typed_figures(text[line_start : mark.start()]) if link is None]
        start = line_start + typed[-1].start() if typed else (link or mark).start()
        if link is None or not link["address"].startswith(("https://", "http://")):
            remedy = "schrijf [€ 300.000](https://de-bron.be/){: .vast }"
            diagnostics.append(diagnostic_at(page, start, "KMO017", "een vast cijfer zonder bron", remedy))
        text = text[:start] + " " * (mark.end() - start) + text[mark.end() :]
    return text, diagnostics


def find_typed_figures(text: str) -> Iterator[re.Match[str]]:
    """Find amounts and percentages in a text."""
    return AMOUNT_OR_PERCENTAGE.finditer(text) if has_unit(text) else iter(())


def has_unit(text: str) -> bool:
    """Return whether a text holds a unit of a figure; most do not, and are not searched further."""
    lower = text.lower()
    return (
        any(unit in lower for unit in SIGNS)
        or ("eur" in lower and WORD_UNITS.search(text) is not None)
        or ("%" in lower and PERCENT.search(text) is not None)
    )


def find_boxes(page: Page, text: str) -> Iterator[Diagnostic]:
    """Find boxes of an unknown kind, and boxes that cannot be read."""
    for box in BOX.finditer(text) if "!!!" in text else ():
        good = GOOD_BOX.fullmatch(box["rest"])
        if good is None:
            message, remedy = "onleesbaar kader", 'schrijf !!! let-op "Titel" en laat de regels eronder inspringen'
            yield diagnostic_at(page, box.start("rest"), "KMO014", message, remedy)
        elif good["kind"] not in BOXES:
            remedy = suggest(good["kind"], BOXES, f"kies uit: {', '.join(BOXES)}")
            yield diagnostic_at(page, box.start("rest") + 1, "KMO014", f'onbekend kader "{good["kind"]}"', remedy)
        elif not INDENTED.match(text, box.end()):
            remedy = "laat de regels eronder vier spaties inspringen"
            yield diagnostic_at(page, box.start("rest"), "KMO014", "er staat niets in dit kader", remedy)


def find_fences(page: Page) -> Iterator[Diagnostic]:
    """Find examples that are misspelt or do not end."""
    if "```" not in page.body and "~~~" not in page.body:
        return
    outside = BLOCK.sub(blank, page.body)
    for fenced in FENCED.finditer(outside):
        if LOOKS_LIKE_EXAMPLE.search(fenced[0]):
            remedy = "schrijf ```voorbeeld, dan rekent de bouw het na"
            yield diagnostic_at(
                page, fenced.start(), "KMO040", "dit lijkt een voorbeeld, en niemand rekent het na", remedy
            )
    for opening in OPENING.finditer(outside):
        word = opening["word"]
        if word == EXAMPLE:
            remedy = "zet een regel met alleen ``` onder het voorbeeld"
            yield diagnostic_at(page, opening.start(), "KMO040", "het voorbeeld heeft geen einde", remedy)
        elif word and "?" in (remedy := suggest(word, [EXAMPLE], "")):
            yield diagnostic_at(page, opening.start(), "KMO040", f'onbekend blok "{word}"', remedy)


def describe(typed: re.Match[str]) -> tuple[str, str]:
    """Return the message about a typed figure, and its remedy."""
    kind = "bedrag" if typed["euro"] else "percentage"
    figure = "{{ steunplafond }}" if typed["euro"] else "{{ steunpercentage_klein }}"
    text = " ".join(typed[0].split())
    remedy = f"schrijf een cijfer uit de regels, zoals {figure}, of [{text}](https://de-bron.be/){{: .vast }}"
    return f'los {kind} "{text}"', remedy


def blank(match: re.Match[str]) -> str:
    """Return spaces of the same length, with the same line ends."""
    return "\n".join(" " * len(line) for line in match[0].split("\n"))


def diagnostic_at(
    page: Page, offset: int, code: str, message: str, remedy: str, *, warning: bool = False
) -> Diagnostic:
    """Return a diagnostic at an offset in the body of a page."""
    line = page.first_line + page.body.count("\n", 0, offset)
    column = offset - page.body.rfind("\n", 0, offset)
    return Diagnostic(page.place, line, column, code, message, remedy, warning)
