"""Every page carries the policy, and nothing on it needs an exception from it."""

from html.parser import HTMLParser
from pathlib import Path
from typing import override

import pytest

from sitegen.common.serving import META_POLICY
from tests.support.sources import build, edit

DATA = "application/ld+json"


class Inline(HTMLParser):
    """Finds what a strict policy refuses: scripts and styles that stand in the page itself, and the policy."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policies: list[str | None] = []
        self.before_policy: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        values = dict(attrs)
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(values["content"])
        elif not self.policies:
            self.before_policy.append(tag)
        inline_script = tag == "script" and "src" not in values and values.get("type") != DATA
        if tag == "style" or inline_script:
            self.found.append(f"<{tag}>")
        self.found += [name for name in values if name == "style" or name.startswith("on")]
        self.found += [
            text for value in values.values() if (text := (value or "").strip().lower()).startswith("javascript:")
        ]


def read(markup: str) -> Inline:
    """Read a page or a drawing."""
    reader = Inline()
    reader.feed(markup)
    return reader


def markup_of(site: Path) -> dict[str, str]:
    """Return every file with markup."""
    paths = [path for path in site.rglob("*") if path.suffix in (".html", ".svg")]
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(paths)}


@pytest.fixture
def site_with_old_address(source: Path) -> Path:
    edit(source / "pages" / "kosten.md", "verwant:", "oude_adressen: [/prijs/]\nverwant:")
    return build(source)


def test_no_file_has_a_script_or_style_in_its_markup(site_with_old_address: Path) -> None:
    found = {name: read(text).found for name, text in markup_of(site_with_old_address).items()}
    assert "prijs/index.html" in found
    assert {name: what for name, what in found.items() if what} == {}


def test_every_page_has_the_policy_before_anything_that_it_is_about(site_with_old_address: Path) -> None:
    pages = {name: read(text) for name, text in markup_of(site_with_old_address).items() if name.endswith(".html")}
    for name, page in pages.items():
        assert page.policies == [META_POLICY], name
        assert page.before_policy == ["html", "head", "meta"], name


def test_the_policy_makes_no_exception_for_text_that_becomes_code() -> None:
    assert "unsafe-inline" not in META_POLICY
    assert "'unsafe-eval'" not in META_POLICY
    assert "data:" not in META_POLICY


@pytest.mark.parametrize(
    "markup",
    [
        "<script>x</script>",
        '<script type="module">x</script>',
        "<style>p {}</style>",
        '<template><p style="color: red">x</p></template>',
        '<button onclick="x">x</button>',
        '<a href=" javascript:x">x</a>',
        '<svg><rect style="fill: red"/></svg>',
    ],
)
def test_what_a_policy_refuses_would_be_found(markup: str) -> None:
    assert read(markup).found != []
