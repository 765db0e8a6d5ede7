"""The pages that help editors: complete, and true."""

import re

import pytest

from tests.conftest import ROOT

HELP = (ROOT / "docs" / "fouten.md").read_text("utf-8")
CODES = sorted(
    {code for path in (ROOT / "sitegen").glob("*.py") for code in re.findall(r"KMO\d{3}", path.read_text("utf-8"))}
)


def test_every_code_has_one_entry_and_every_entry_a_code() -> None:
    assert sorted(re.findall(r"^### (KMO\d{3}): ", HELP, re.MULTILINE)) == CODES


@pytest.mark.parametrize("code", CODES)
def test_an_entry_says_what_to_do(code: str) -> None:
    entry = re.split(rf"^### {code}: ", HELP, flags=re.MULTILINE)[1]
    words = re.split(r"^##", entry, flags=re.MULTILINE)[0].partition("\n")[2]
    assert len(words.split()) > 5
