"""What hosts read that cannot be run here says the same as the one description, and stays within their limits."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sitegen.common.serving import HIDDEN, headers_of
from sitegen.common.tools import TOOLS
from tests.hosts.conftest import NEW, OLD
from tests.support.asking import ask
from tests.support.programs import program
from tests.support.servers import reserved_port, running

BASES = ["/", "/pad/"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A block of `_headers`: a pattern, what it takes back and what it says."""

    pattern: str
    taken_back: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    def holds_for(self, address: str) -> bool:
        """Return whether an address matches: a star is anything, a name is one step."""
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
    """Return what Cloudflare Pages sends: all that holds, joined by commas, without what is taken back."""
    headers: dict[str, str] = {}
    for rule in rules:
        if rule.holds_for(address):
            for name in rule.taken_back:
                headers.pop(name, None)
            for name, value in rule.said.items():
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


@dataclass(frozen=True, slots=True)
class Netlify:
    """What Netlify's own parsers make of a site: what they complain of, send and redirect."""

    errors: list[str]
    headers: list[dict[str, str]]
    redirects: list[list[object]]


def by_netlify(site: Path, addresses: list[str]) -> Netlify:
    """Have Netlify's own parsers read a site."""
    question = json.dumps({"folder": str(site), "addresses": addresses})
    command = [TOOLS / "node", Path(__file__).parent / "netlify.mjs"]
    said = subprocess.run(command, input=question, capture_output=True, text=True, timeout=60, check=True).stdout
    return Netlify(**json.loads(said))


def addresses_in(site: Path, base_path: str) -> Iterator[str]:
    """Return the address of every file."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not name.startswith(HIDDEN):
            yield base_path + name.removesuffix("index.html")


@pytest.mark.parametrize("base_path", BASES)
def test_cloudflare_sends_every_file_as_described(sites: dict[str, Path], base_path: str) -> None:
    site = sites[base_path]
    rules = read_headers((site / "_headers").read_text("utf-8"))
    for address in addresses_in(site, base_path):
        assert by_cloudflare(rules, address) == headers_of(address, base_path), address


@pytest.mark.parametrize("base_path", BASES)
def test_netlify_sends_every_file_as_described_and_old_addresses_on(sites: dict[str, Path], base_path: str) -> None:
    addresses = list(addresses_in(sites[base_path], base_path))
    said = by_netlify(sites[base_path], addresses)
    assert said.errors == []
    assert said.headers == [headers_of(address, base_path) for address in addresses]
    base = base_path.rstrip("/")
    assert said.redirects == [[base + OLD, base + NEW, 301]]


def test_the_headers_stay_within_what_hosts_publish_as_their_limits(sites: dict[str, Path]) -> None:
    text = (sites["/pad/"] / "_headers").read_text("utf-8")
    assert len(read_headers(text)) <= 100
    assert max(len(line) for line in text.splitlines()) <= 2000
    assert all(rule.pattern.count("*") <= 1 for rule in read_headers(text))


def test_github_pages_publishes_every_file_and_finds_the_page_for_what_does_not_exist(sites: dict[str, Path]) -> None:
    assert (sites["/pad/"] / ".nojekyll").read_text("utf-8") == ""
    assert 'href="/pad/hoeveel/"' in (sites["/pad/"] / "404.html").read_text("utf-8")


@pytest.mark.needs("caddy")
@pytest.mark.parametrize("base_path", BASES)
def test_the_image_has_a_configuration_with_which_caddy_serves_the_site(
    sites: dict[str, Path], base_path: str, tmp_path: Path
) -> None:
    root = sites[base_path] if base_path == "/" else sites[base_path].parent
    dockerfile = (sites[base_path] / ".hosting" / "Dockerfile").read_text("utf-8")
    assert f'COPY [".", "/srv{base_path}"]\n' in dockerfile
    template = dockerfile.split("<<END /etc/caddy/Caddyfile\n")[1].split("END\n")[0].replace("/srv", str(root))
    command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")]
    with reserved_port() as port:
        configuration = template.replace(":80", f"http://127.0.0.1:{port}")
        (tmp_path / "Caddyfile").write_text(f"{{\nadmin off\n}}\n{configuration}", "utf-8")
        with running(command, port):
            said = ask(f"http://127.0.0.1:{port}{base_path}hoeveel/", Accept_Encoding="br")
    assert (said.status, said.says("Content-Encoding")) == (200, "br")
