"""Slips in a page's Markdown that would stand on the page as they are typed, or vanish from it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.common.diagnostics import FOLLOWING, Diagnostic
from sitegen.markup.structure import Reading, check_structure, read_elsewhere
from sitegen.markup.typed_figures import HIDDEN_CODE, blank, diagnostic_at
from sitegen.source.pages import Page

UNEVALUATED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
LINK = re.compile(r"!?\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|<[^>\s]+>")
DEFINITION = re.compile(r"^ {0,3}\[(?P<name>[^\]\n]+)\]:.*$", re.MULTILINE)
REFERENCE = re.compile(r"(?<!\])\[[^\[\]\n]+\]\[(?P<name>[^\[\]\n^]+)\]")
FOOTNOTE = re.compile(r"\[(?P<name>\^[^\]\n]+)\](?P<defines>:)?")
SEPARATOR = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
LEFT_OVER = re.compile(r"\*\*|__|`+|(?<![\s\w*])\*(?=\w)|(?<=\s)\*(?=\w)|^\*(?=\w)|(?<=\w)\*(?=\s|$)")
MARK = re.compile(r"[*`]|__")
"""What every match of `LEFT_OVER` holds."""

ROWS = re.compile(r"\|.*\|[ \t]*(?:\n\|.*\|[ \t]*)+")
A_BOX = '!!! let-op "Titel", met de regels eronder vier spaties ingesprongen'


@dataclass(frozen=True, slots=True)
class Slip:
    """A pattern with what is wrong and what to write; `{}` stands for what `at` found, or the whole match."""

    pattern: re.Pattern[str]
    code: str
    message: str
    remedy: str


def slip(pattern: str, code: str, message: str, remedy: str) -> Slip:
    """Return a slip of a pattern in which ^ is the start of a line."""
    return Slip(re.compile(pattern, re.MULTILINE), code, message, remedy)


SLIPS = (
    slip(r"^[ \t]*(?P<at>[•·▪◦●○‣⁃–—])\s", "KMO141", '"{}" maakt geen lijst', "schrijf een streepje en een spatie"),
    slip(r"^[ \t]*(?P<at>[-*+]|\d+\.)\u00a0", "KMO141", 'na "{}" staat een vaste spatie', "typ een gewone spatie"),
    slip(
        r"^[ \t]*(?P<at>[-+])(?=[^\W\d_])",
        "KMO141",
        '"{}" zonder spatie maakt geen lijst',
        'schrijf "- " voor elk punt',
    ),
    slip(r"^[ \t]*[-*+][ \t]+(?P<at>\[[ xX]\])", "KMO141", "vinkjes staan niet op de site", 'schrap "{}"'),
    slip(
        r"^#{1,6}[ \t]*(?:\{:[^}\n]*\})?[ \t]*$",
        "KMO141",
        "een kop zonder tekst",
        "schrijf de tekst erachter, of schrap de regel",
    ),
    slip(r"(?P<at>~~[^~\n]+~~)", "KMO141", "doorstrepen staat niet op de site", 'schrap "{}"'),
    slip(r"==[^=\n]+==", "KMO141", "markeren staat niet op de site", "schrijf **vet**"),
    slip(
        r"(?<!~)~\w+~(?!~)|\^\w+\^",
        "KMO141",
        "hoge en lage letters staan niet op de site",
        "schrijf het in gewone letters",
    ),
    slip(r"(?<!\S)(?P<at>:[a-z][a-z_]+:)(?!\S)", "KMO141", '"{}" wordt geen tekeningetje', "schrap het"),
    slip(r"(?<!\\)\\$", "KMO141", "een streep aan het eind breekt de regel niet", "zet er een lege regel onder"),
    slip(r"^<{7} ", "KMO141", "hier staan twee versies van de tekst", "kies er een, en schrap de tekens"),
    slip(r"^!!(?!!)", "KMO014", "een kader begint met drie uitroeptekens", f"schrijf {A_BOX}"),
    slip(r"^(?:>[ \t]*\[!\w+\]|:::[ \t]*\w)", "KMO014", "zo begint hier geen kader", f"schrijf {A_BOX}"),
    slip(
        r"\[[^\[\]\n]*\]\([ \t]*\)(?!\{:[^}\n]*\.vast)", "KMO142", "een link zonder adres", "schrijf [tekst](/kosten/)"
    ),
    slip(r"(?<!!)\[[ \t]*\]\([^)\n]*[^)\s][^)\n]*\)", "KMO142", "een link zonder tekst", "schrijf [tekst](/kosten/)"),
    slip(
        r"\([^()\n]+\)\[(?:/|#|https?:|www\.)[^\]\n]*\]",
        *("KMO142", "ronde en rechte haken zijn omgewisseld", "schrijf [tekst](/kosten/)"),
    ),
    slip(
        r"\][ \t]+\((?:/|#|https?:|mailto:|tel:|www\.)",
        *("KMO142", "een spatie tussen ] en (", "schrijf [tekst](/kosten/), zonder spatie"),
    ),
    slip(
        r"\]\((?P<at>https?:(?!//\w)[^)\n]*)",
        "KMO142",
        '"{}" is geen volledig adres',
        "schrijf bv. https://www.vlaio.be/",
    ),
    slip(
        r"\[[^\[\]()\n]*\]?\((?:/|https?:)[^()\n]*$|\[[^\[\]()\n]+\((?:/|https?:)[^()\n]*\)(?!\])",
        *("KMO142", "een link die niet sluit", "schrijf [tekst](/kosten/)"),
    ),
    slip(r"<!--", "KMO105", "commentaar komt op de site, al ziet niemand het", "zet het tussen {{# en #}}"),
    slip(
        r"(?<!\{)\{[ \t]*(?P<at>[a-z_]\w*(?:\([^)\n]*\))?)[ \t]*\}(?!\})",
        *("KMO145", "één accolade", "schrijf {{{{ {} }}}}"),
    ),
)
BARE = (
    slip(
        r"(?<![\w(<\[\"'=/@.])(?P<at>https?://[^\s<>()\[\]]*[\w/])",
        *("KMO144", "een adres dat geen link wordt", "schrijf [tekst]({})"),
    ),
    slip(
        r"(?<![\w(<\[\"'=/@.])(?P<at>www\.[^\s<>()\[\]]*[\w/])",
        *("KMO144", "een adres dat geen link wordt", "schrijf [{0}](https://{0})"),
    ),
    slip(
        r"(?<![\w(<\[:/.])(?P<at>[\w.+-]+@[\w-]+\.[\w.-]*\w)",
        *("KMO144", "een adres dat geen link wordt", "schrijf [{0}](mailto:{0})"),
    ),
)
"""Addresses outside links."""


def check_markdown(page: Page, address: str) -> Iterator[Diagnostic]:
    """Find what would not stand on a page of the site at an address as its Markdown says.

    In a block with a slip, another reading of the block or a mark that is left over only follows from it.
    """
    told: set[int] = set()
    reading = read_elsewhere(page.body)
    blocks = [range(*token.map) for token in reading.tokens if token.level == 0 and token.map]
    for diagnostic in (*check_slips(page, address), *check_structure(page, reading), *find_left_over(page, reading)):
        line = diagnostic.line - page.first_line
        around = next((block for block in blocks if line in block), range(line, line + 1))
        if diagnostic.code not in FOLLOWING or told.isdisjoint(around):
            told.add(line)
            yield diagnostic


def check_slips(page: Page, address: str) -> Iterator[Diagnostic]:
    """Find slips on a page; of the same one on lines below each other, the first."""
    code = HIDDEN_CODE.sub(blank, page.body)
    text = without_expressions(code)
    yield from find_slips(page, text, SLIPS)
    yield from find_slips(page, DEFINITION.sub(blank, LINK.sub(blank, text)), BARE)
    yield from find_own_addresses(page, text, address.rstrip("/"))
    yield from find_references(page, text)
    yield from find_cells(page, text)


def find_own_addresses(page: Page, text: str, address: str) -> Iterator[Diagnostic]:
    """Find links to the site itself that would leave a preview, and break when the site moves."""
    for found in re.finditer(rf"\]\({re.escape(address)}(?P<path>/[^)\s]*)?(?=[)\s])", text):
        remedy = f"schrijf {found['path'] or '/'}"
        yield diagnostic_at(page, found.start() + 2, "KMO142", "een link naar deze site met haar hele adres", remedy)


def without_expressions(text: str) -> str:
    """Return a text with words of the same length for its expressions, and nothing for conditions and comments."""
    return UNEVALUATED.sub(lambda found: blank(found) if found[0][1] in "#%" else re.sub(r"[^\n]", "x", found[0]), text)


def find_slips(page: Page, text: str, slips: tuple[Slip, ...]) -> Iterator[Diagnostic]:
    """Find slips of some kinds in a text."""
    for kind in slips:
        last = -1
        for found in kind.pattern.finditer(text):
            at = "at" if "at" in kind.pattern.groupindex else 0
            line = text.count("\n", 0, found.start(at))
            if line > last + 1 or last < 0:
                written = found[at]
                message, remedy = kind.message.format(written), kind.remedy.format(written)
                yield diagnostic_at(page, found.start(at), kind.code, message, remedy)
            last = line


def find_references(page: Page, text: str) -> Iterator[Diagnostic]:
    """Find links and footnotes whose end is missing, and footnotes that nothing leads to."""
    defined = {found["name"].casefold() for found in DEFINITION.finditer(text)}
    used = {found["name"] for found in FOOTNOTE.finditer(text) if not found["defines"]}
    for found in REFERENCE.finditer(text):
        if found["name"].casefold() not in defined:
            remedy = "schrijf [tekst](/kosten/)"
            yield diagnostic_at(page, found.start(), "KMO142", f'er is geen link met de naam "{found["name"]}"', remedy)
    for found in FOOTNOTE.finditer(text):
        name = found["name"]
        if not found["defines"] and name.casefold() not in defined:
            message, remedy = f"voetnoot [{name}] bestaat niet", f"schrijf onderaan [{name}]: en de bron"
            yield diagnostic_at(page, found.start(), "KMO142", message, remedy)
        elif found["defines"] and name not in used:
            message, remedy = f"nergens staat een verwijzing naar voetnoot [{name}]", f"schrijf [{name}] achter een zin"
            yield diagnostic_at(page, found.start(), "KMO142", message, remedy)


def find_cells(page: Page, text: str) -> Iterator[Diagnostic]:
    """Find rows with more cells than the head of their table, which would vanish."""
    offset, columns, before = 0, 0, ""
    for line in text.split("\n"):
        cells = cells_in(line)
        if columns and "|" in line:
            if cells > columns:
                message, remedy = (
                    f"{cells} cellen in een tabel van {columns} kolommen",
                    "schrap er een, of voeg een kolom toe",
                )
                yield diagnostic_at(page, offset, "KMO141", message, remedy)
        else:
            columns = cells_in(before) if "|" in line and "|" in before and SEPARATOR.match(line) else 0
        before = line
        offset += len(line) + 1


def cells_in(row: str) -> int:
    r"""Return the number of cells of a row.

    >>> cells_in("| a | b |"), cells_in(r"a | b \| c")
    (2, 2)
    """
    return len(re.findall(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))) + 1


def find_left_over(page: Page, reading: Reading) -> Iterator[Diagnostic]:
    """Find rows without a table, and marks of bold, slanted or code text that open or close nothing."""
    offsets = [0]
    for line in page.body.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    for token in reading.tokens:
        if token.type == "inline" and token.map and ROWS.fullmatch(token.content):
            remedy = "zet onder de eerste rij een regel zoals |---|---|"
            yield diagnostic_at(page, offsets[token.map[0]], "KMO141", "deze rijen worden geen tabel", remedy)
            continue
        if not MARK.search(token.content):
            continue
        plain = [child for child in reading.children_of(token) if child.type == "text"]
        found = next((found for child in plain if (found := LEFT_OVER.search(child.content))), None)
        if found and token.map:
            first, last = offsets[token.map[0]], offsets[min(token.map[1], len(offsets) - 1)]
            context = found.string[max(0, found.start() - 10) : found.end() + 10]
            place = page.body.find(context, first, last)
            place = place + min(10, found.start()) if place >= 0 else page.body.find(found[0], first, last)
            message = f'"{found[0]}" opent of sluit niets'
            remedy = f'zet het aan beide kanten, zonder spatie ertussen, of schrijf "\\{found[0][0]}"'
            yield diagnostic_at(page, max(first, place), "KMO143", message, remedy)
