"""The documents name files that are there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FOLDERS = "calculator|docs|site_src|sitegen|tests|tools"
PATH = re.compile(rf"`((?:{FOLDERS})/[^`\s]*)`")
LINK = re.compile(r"\]\((?!https?:|/|#)([^)#\s]+)")
ADDED_BY_EDITORS = {"site_src/bronnen.toml", "site_src/opleidingen.csv", "site_src/opleidingen.toml"}


def missing_from(document: Path) -> Iterator[str]:
    text = document.read_text("utf-8")
    yield from (path for path in PATH.findall(text) if not (ROOT / path).exists())
    yield from (link for link in LINK.findall(text) if not (document.parent / link).exists())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    assert set(missing_from(document)) <= ADDED_BY_EDITORS
