"""The structure of a page as other programs read its Markdown (CommonMark), compared with what the site shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import STX
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.common.diagnostics import Diagnostic, Message
from sitegen.markup.typed_figures import blank
from sitegen.markup.worked_examples import BLOCK
from sitegen.source.pages import Page

EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
UNSEEN = re.compile(r"\{%.*?%\}|\{#.*?#\}|<!--.*?-->|<[a-z/][^>\n]*>", re.DOTALL | re.IGNORECASE)
"""What writes nothing on a page, or only a tag around its text."""

OWN = re.compile(r"\{:[^}\n]*\}|^\[\^[^\]\n]+\]:[ \t]*|\[\^[^\]\n]+\]|^:[ \t]+", re.MULTILINE)
"""Attribute lists, footnotes and the marks of definitions, which CommonMark does not have."""

BOX = re.compile(r"^!!!.*\n(?P<inside>(?:(?: {4}|\t).*\n|[ \t]*\n)*)", re.MULTILINE)
INDENT = re.compile(r"^(?: {4}|\t)", re.MULTILINE)
NO_LETTERS = re.compile(r"[\W_]+")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
AROUND = ("ul", "ol", "li", "blockquote")
NUMBERED = re.compile(r"\s*\d+\)\s")
HEADING = re.compile(r"\s*(#+)[^#\s]")
LISTED = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a page: the elements around it, its letters, whether it begins a point of a list, and where it is."""

    around: tuple[str, ...]
    letters: str
    begins: bool
    line: int = field(compare=False, default=0)
    block: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Reading:
    """The Markdown of a page without what only this site knows, and its blocks as other programs read them."""

    text: str
    tokens: list[Token]
    references: dict[str, object]

    def children_of(self, token: Token) -> list[Token]:
        """Return what a block of text holds: words, links, marks. Few blocks are asked for it, and it takes long."""
        children: list[Token] = []
        if token.type == "inline":
            parser().inline.parse(token.content, parser(), self.references, children)
        return children


def read_elsewhere(body: str) -> Reading:
    """Return the text of a page as other programs read it."""
    text, references = neutral(body), dict[str, object]()
    return Reading(text, parser().parse(text, references), references)


def check_structure(page: Page, reading: Reading) -> Iterator[Diagnostic]:
    """Find blocks that another program would show as something else than this site; of a block the first place."""
    theirs, ours = list(pieces_of_tokens(reading.tokens)), list(pieces_of_tree(reading.text))
    if theirs == ours:
        return
    lines = reading.text.split("\n")
    told: set[int] = set()
    for kind, start, end, other, until in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if kind == "equal" or not theirs:
            continue
        here = ours[other].around if other < until else ()
        piece = next(
            (piece for piece in theirs[start:end] if piece.around != here), theirs[min(start, len(theirs) - 1)]
        )
        if piece.block not in told:
            told.add(piece.block)
            before = lines[piece.line - 1] if piece.line else ""
            yield Diagnostic(
                page.place, page.first_line + piece.line, 1, *explain(piece, here, lines[piece.line], before)
            )


def explain(piece: Piece, here: tuple[str, ...], line: str, before: str) -> Message:
    """Return the message about a piece that stands elsewhere on this site."""
    depth = piece.around.count("li")
    line, before = line.lstrip("> "), before.lstrip("> ")
    message, remedy = "dit toont de site anders dan andere programma's", "zet er een lege regel boven"
    if NUMBERED.match(line):
        message, remedy = "dit wordt geen lijst", "schrijf 1. in plaats van 1)"
    elif heading := HEADING.match(line):
        message, remedy = "een kop heeft een spatie na de hekjes", f"schrijf {heading[1]} en een spatie"
    elif "pre" in piece.around and depth:
        message, remedy = "een blok code in een lijst kan niet", "zet het onder de lijst"
    elif depth > 1 and piece.begins:
        message = "deze lijst komt niet in de andere lijst"
        remedy = "laat ze vier spaties inspringen"
    elif depth and not piece.begins:
        message, remedy = "dit komt niet bij het punt van de lijst", "laat het vier spaties inspringen"
    elif depth and LISTED.match(line) and before.strip():
        message, remedy = "dit wordt geen lijst", "zet een lege regel boven de lijst"
    elif "pre" in piece.around and line.startswith(("```", "~~~")):
        message, remedy = "dit blok code sluit niet", f"zet eronder een regel met alleen {line[:3]}"
    elif "tr" in piece.around and "tr" in here:
        message, remedy = (
            "deze rij heeft andere cellen dan andere programma's tonen",
            "schrijf \\| voor een streep in een cel",
        )
    elif "tr" in piece.around:
        message, remedy = "dit wordt geen tabel", "zet een lege regel boven de tabel"
    return "KMO140", message, remedy


def neutral(body: str) -> str:
    """Return the Markdown of a page without what only this site knows, with the same lines."""
    text = BLOCK.sub(lambda found: "\n" * found[0].count("\n"), f"{body}\n")
    text = EXPRESSION.sub(lambda found: "\n".join("x" * len(line) for line in found[0].split("\n")), text)
    text = UNSEEN.sub(lambda found: blank(found) if "\n" in found[0] else "", text)
    text = BOX.sub(lambda found: "\n" + INDENT.sub("", found["inside"]), text)
    return OWN.sub("", text)


@cache
def parser() -> MarkdownIt:
    """Return the parser of CommonMark's blocks, with the tables and the struck text that GitHub has too."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["inline", "text_join"])


@cache
def converter() -> Markdown:
    """Return what reads the blocks of a text as this site does."""
    return Markdown(extensions=("fenced_code", "tables", "sane_lists"))


def pieces_of_tokens(tokens: list[Token]) -> Iterator[Piece]:
    """Return the pieces of a text that CommonMark's parser read."""
    around: list[str] = []
    begins, line, block = False, 0, -1
    row: list[str] | None = None
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.level == 0 and token.nesting >= 0:
            block += 1
        if begins and token.type == "list_item_close":
            yield Piece(tuple(around), "", begins, line, block)
            begins = False
        if token.tag in (*AROUND, *HEADINGS):
            around = [*around, token.tag] if token.nesting > 0 else around[:-1]
            begins = begins or (token.tag == "li" and token.nesting > 0)
        elif token.tag == "tr":
            if token.nesting < 0:
                yield Piece((*around, "tr"), letters_of("".join(row or [])), begins, line, block)
            row = [] if token.nesting > 0 else None
        elif token.type == "inline" and row is not None:
            row.append(token.content)
        elif token.type == "inline":
            yield Piece(tuple(around), letters_of(token.content), begins, line, block)
            begins = False
        elif token.type in ("fence", "code_block", "hr"):
            yield Piece((*around, "hr" if token.type == "hr" else "pre"), "", begins, line, block)
            begins = False


def pieces_of_tree(text: str) -> Iterator[Piece]:
    """Return the pieces of a text that Python-Markdown read."""
    markdown = converter().reset()
    lines = text.split("\n")
    for preprocessor in markdown.preprocessors:
        lines = preprocessor.run(lines)
    try:
        root = markdown.parser.parseDocument(lines).getroot()
    except RecursionError:
        converter.cache_clear()  # this one still believes to be within what it was reading
        raise
    if root is not None:
        yield from pieces_of(root, ())


def pieces_of(element: Element, around: tuple[str, ...]) -> Iterator[Piece]:
    """Return the pieces of an element of the tree, of a point of a list the first as its beginning."""
    pieces = list(pieces_within(element, around))
    if element.tag == "li":
        pieces = pieces or [Piece((*around, "li"), "", True)]
        pieces[0] = Piece(pieces[0].around, pieces[0].letters, True)
    yield from pieces


def pieces_within(element: Element, around: tuple[str, ...]) -> Iterator[Piece]:
    """Return the pieces of an element, in order."""
    if element.tag in ("pre", "hr"):
        yield Piece((*around, element.tag), "", False)
        return
    if element.tag == "tr":
        yield Piece((*around, "tr"), letters_of("".join(cell.text or "" for cell in element)), False)
        return
    inside = (*around, element.tag) if element.tag in (*AROUND, *HEADINGS) else around
    if element.tag in HEADINGS or (element.text and element.text.strip()):
        coded = (element.text or "").startswith(STX)
        yield Piece((*inside, "pre") if coded else inside, "" if coded else letters_of(element.text or ""), False)
    for child in element:
        yield from pieces_of(child, inside)


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, in which two readings of the same Markdown agree."""
    return NO_LETTERS.sub("", text)
