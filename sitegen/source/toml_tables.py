"""TOML files that editors fill in, read into the dataclasses that declare their tables."""

import re
import tomllib
from pathlib import Path

from sitegen.common.addresses import is_page_address, is_site_address
from sitegen.common.diagnostics import Diagnostic, Message, place_of
from sitegen.source.files import NO_UTF_8, read_text
from sitegen.source.positions import toml_positions
from sitegen.source.schema import Codes, Document, build_table, check_table

CODES = Codes(unknown="KMO031", missing="KMO032", wrong="KMO033")


def read_toml[Shape](path: Path, source: Path, shape: type[Shape]) -> tuple[Shape | None, Document, list[Diagnostic]]:
    """Return a file's tables, None if there are mistakes, with the document and the mistakes.

    Raises FileNotFoundError.
    """
    document = Document(place=place_of(path, source), positions={}, codes=CODES)
    try:
        text, wrong = read_text(path)
        if wrong:
            return None, document, [Diagnostic(document.place, *wrong, *NO_UTF_8)]
        values = tomllib.loads(text)
    except (RecursionError, tomllib.TOMLDecodeError) as error:
        return None, document, [unreadable(document.place, error)]
    document = Document(place=document.place, positions=toml_positions(text), codes=CODES)
    if diagnostics := list(check_table(document, shape, values, ())):
        return None, document, diagnostics
    return build_table(shape, values), document, []


def unreadable(place: str, error: ValueError | RecursionError) -> Diagnostic:
    """Return the diagnostic of a file that is nested too deep or is no TOML."""
    remedy = 'schrijf sleutel = "waarde"'
    if isinstance(error, RecursionError):
        return Diagnostic(place, 1, 1, "KMO030", "hier staat te veel in elkaar", remedy)
    at = re.search(r"line (\d+), column (\d+)", str(error))
    line, column = (int(at[1]), int(at[2])) if at else (1, 1)
    return Diagnostic(place, line, column, "KMO030", "deze regel is niet te lezen", remedy)


def check_site_address(address: str) -> Message | None:
    """Return a message about a text that is no address at which a site can live."""
    return None if is_site_address(address) else no_address(address, "https://www.naam.be/pad/")


def check_page_address(address: str) -> Message | None:
    """Return a message about a text that is no whole address of a page on the web."""
    return None if is_page_address(address) else no_address(address, "https://www.naam.be/")


def no_address(text: str, like: str) -> Message:
    """Return the message about a text that is no address."""
    return "KMO034", f'"{text}" is geen volledig adres', f"schrijf bv. {like}"
