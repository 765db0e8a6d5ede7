"""The files of a source: which of them count, and which cannot be on a site."""

import re
from collections.abc import Iterator
from pathlib import Path

from sitegen.common.diagnostics import Diagnostic, one_line, place_of

PAGES, TEMPLATES = "pages", "templates"
"""The folders of what editors write, and of what puts it on a page."""

PAGE_TEMPLATES, DIAGRAMS = f"{TEMPLATES}/pages", f"{TEMPLATES}/diagrams"

FIXED = "fixed"
"""The folder of files whose address never changes, because other sites link to it."""

PUBLISHED = ("assets", FIXED)
"""Folders whose files are published under their own names."""

NAME = re.compile(r"\.?[A-Za-z0-9][A-Za-z0-9._-]*")


def files_in(folder: Path, pattern: str) -> list[Path]:
    """Return the files under a folder, in order, without hidden ones."""
    found = sorted(path for path in folder.rglob(pattern) if not is_hidden(path, folder))
    return [path for path in found if path.is_file()]


def is_hidden(path: Path, folder: Path) -> bool:
    """Return whether a file under a folder, or a folder between the two, begins with a dot."""
    return "/." in path.as_posix().removeprefix(folder.as_posix())


def check_files(source: Path) -> Iterator[Diagnostic]:
    """Find symbolic links, pipes and other non-files, and names that not every host can serve."""
    for path in sorted(source.rglob("*")):
        top = path.parts[len(source.parts)]
        if is_hidden(path, source) and top != FIXED:
            continue
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            message, remedy = "dit is geen bestand maar een verwijzing naar iets anders", "zet het bestand zelf hier"
            yield Diagnostic(place_of(path, source), 1, 1, "KMO120", message, remedy)
        elif one_line(path.name) != path.name or (top in PUBLISHED and not NAME.fullmatch(path.name)):
            remedy = "gebruik letters zonder accent, cijfers, streepjes en punten"
            message = "deze naam kan niet in een adres staan"
            yield Diagnostic(place_of(path, source), 1, 1, "KMO121", message, remedy)
