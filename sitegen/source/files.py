"""The files of a source: which of them count, and which cannot be on a site."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from sitegen.common.diagnostics import Diagnostic, one_line, place_of
from sitegen.source.positions import Position

PAGES, TEMPLATES = "pages", "templates"
"""The folders of what editors write, and of what puts it on a page."""

PAGE_TEMPLATES, DIAGRAMS = f"{TEMPLATES}/pages", f"{TEMPLATES}/diagrams"

FIXED = "fixed"
"""The folder of files whose address never changes, because other sites link to it."""

PUBLISHED = ("assets", FIXED)
"""Folders whose files are published under their own names."""

NAME = re.compile(r"\.?[A-Za-z0-9][A-Za-z0-9._-]*")
PAGE_KIND = ".md"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NO_UTF_8 = ("KMO018", "dit is geen UTF-8", "bewaar het bestand als UTF-8")
WORD_PROCESSORS = (".doc", ".docx", ".odt", ".pages", ".rtf")


def files_in(folder: Path, pattern: str) -> list[Path]:
    """Return the files under a folder, in order, without hidden ones."""
    found = sorted(path for path in folder.rglob(pattern) if not is_hidden(path, folder))
    return [path for path in found if path.is_file()]


def is_hidden(path: Path, folder: Path) -> bool:
    """Return whether a file under a folder, or a folder between the two, begins with a dot."""
    return "/." in path.as_posix().removeprefix(folder.as_posix())


def check_files(source: Path) -> Iterator[Diagnostic]:
    """Find symbolic links, pipes and other non-files, names that no host can serve, and what looks like a page."""
    for path in sorted(source.rglob("*")):
        top = path.parts[len(source.parts)]
        if is_hidden(path, source) and top != FIXED:
            continue
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            message, remedy = "dit is geen bestand maar een verwijzing naar iets anders", "zet het bestand zelf hier"
            yield Diagnostic(place_of(path, source), 1, 1, "KMO120", message, remedy)
        elif one_line(path.name) != path.name or (top in PUBLISHED and not NAME.fullmatch(path.name)):
            remedy = f"gebruik letters zonder accent, cijfers, streepjes en punten, zoals {plain_name(path.name)}"
            message = "deze naam kan niet in een adres staan"
            yield Diagnostic(place_of(path, source), 1, 1, "KMO121", message, remedy)
        elif top == PAGES and path.is_file() and path.suffix != PAGE_KIND:
            message = "dit is geen pagina: de naam eindigt niet op .md"
            yield Diagnostic(place_of(path, source), 1, 1, "KMO126", message, describe_move(path))


def describe_move(path: Path) -> str:
    """Return what to do with a file among the pages that is no page."""
    name = f"{plain_name(path.name.partition('.')[0]).lower()}{PAGE_KIND}"
    if path.suffix.lower() in WORD_PROCESSORS:
        return f"zet de tekst in {name}, als Markdown, en bewaar dit bestand buiten de bron"
    if path.suffix.lower() in (PAGE_KIND, ".markdown", ".txt", ".mdown", ""):
        return f"hernoem het naar {name}"
    return "schrap het; een afbeelding hoort in assets/img, een PDF in fixed"


def plain_name(name: str) -> str:
    """Return a name as it can stand in an address: without accents, and with hyphens for what else cannot.

    >>> plain_name("Één factuur (2).png")
    'Een-factuur-2.png'
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"-+(?=\.)|^[-.]+|-+$", "", re.sub(r"[^A-Za-z0-9._]+", "-", letters)) or "naam"


def read_text(path: Path) -> tuple[str, Position | None]:
    """Return a text that an editor saved, without its byte order mark, and where it stops being UTF-8.

    What is no UTF-8 is read as Windows writes it, so that nothing else on the page seems to be missing.
    """
    data = path.read_bytes()
    wrong = None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        wrong = before.count("\n") + 1, len(before) - before.rfind("\n")
        text = data.decode("utf-16" if data.startswith(UTF_16) else "cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), wrong
