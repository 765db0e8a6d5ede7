"""What hosts read that cannot be run here says the same as the one description, and stays within their limits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sitegen.hosting import HIDDEN, headers_of
from tests.hosts.conftest import NEW, OLD

BASES = ["/", "/pad/"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A block of `_headers`: a pattern, what it takes back and what it says."""

    pattern: str
    taken_back: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    def holds_for(self, address: str) -> bool:
        """Tell whether an address matches: a star is anything, a name is one step."""
        regex = re.sub(r":\w+", "[^/]+", re.escape(self.pattern).replace(r"\*", ".*"))
        return re.fullmatch(regex, address) is not None


def read_headers(text: str) -> list[Rule]:
    """Read `_headers`."""
    rules: list[Rule] = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append(Rule(line))
        elif line.startswith("  ! "):
            rules[-1].taken_back.append(line.removeprefix("  ! "))
        else:
            name, value = line.strip().split(": ", 1)
            rules[-1].said[name] = value
    return rules


def by_cloudflare(rules: list[Rule], address: str) -> dict[str, str]:
    """Give what Cloudflare Pages sends: all that holds, joined by commas, without what is taken back."""
    headers: dict[str, str] = {}
    for rule in rules:
        if rule.holds_for(address):
            for name in rule.taken_back:
                headers.pop(name, None)
            for name, value in rule.said.items():
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def by_netlify(rules: list[Rule], address: str) -> dict[str, str]:
    """Give what Netlify sends: what was said last, and no line without a colon."""
    headers: dict[str, str] = {}
    for rule in rules:
        if rule.holds_for(address):
            headers |= rule.said
    return headers


def addresses_in(site: Path, base_path: str) -> Iterator[str]:
    """Give the address of every file."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not name.startswith(HIDDEN):
            yield base_path + name.removesuffix("index.html")


@pytest.mark.parametrize("base_path", BASES)
def test_netlify_and_cloudflare_send_every_file_as_described(sites: dict[str, Path], base_path: str) -> None:
    site = sites[base_path]
    rules = read_headers((site / "_headers").read_text("utf-8"))
    for address in addresses_in(site, base_path):
        described = headers_of(address, base_path)
        assert by_cloudflare(rules, address) == described, address
        assert by_netlify(rules, address) == described, address


@pytest.mark.parametrize("base_path", BASES)
def test_netlify_and_cloudflare_send_an_old_address_on_for_good(sites: dict[str, Path], base_path: str) -> None:
    base = base_path.rstrip("/")
    assert (sites[base_path] / "_redirects").read_text("utf-8") == f"{base}{OLD} {base}{NEW} 301\n"


def test_the_headers_stay_within_what_hosts_publish_as_their_limits(sites: dict[str, Path]) -> None:
    text = (sites["/pad/"] / "_headers").read_text("utf-8")
    assert len(read_headers(text)) <= 100
    assert max(len(line) for line in text.splitlines()) <= 2000
    assert all(rule.pattern.count("*") <= 1 for rule in read_headers(text))


def test_github_pages_publishes_every_file_and_finds_the_page_for_what_does_not_exist(sites: dict[str, Path]) -> None:
    assert (sites["/pad/"] / ".nojekyll").read_text("utf-8") == ""
    assert 'href="/pad/hoeveel/"' in (sites["/pad/"] / "404.html").read_text("utf-8")
