"""The site on every kind of server, each with the configuration that the build wrote for it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sitegen.site import build_site
from tests.conftest import ROOT, TODAY
from tests.support.servers import COMMANDS, serving
from tests.support.sources import edit

OLD = "/vroeger/kosten/"
NEW = "/kosten/"
EDITOR = '[redactie]\nbroncode = "https://github.com/naam/site"\nbeheer = true\n'


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that a server is a parameter of with the program that they need."""
    for item in items:
        values = item.callspec.params.values() if hasattr(item, "callspec") else ()
        for value in values:
            name = value[0] if isinstance(value, tuple) and value else value
            if isinstance(name, str) and name in COMMANDS:
                item.add_marker(pytest.mark.needs(COMMANDS[name][0]))


@dataclass(frozen=True, slots=True)
class Host:
    """A running server: where it answers, under which path the site lives, and the folder with the site."""

    origin: str
    base_path: str
    site: Path

    @property
    def address(self) -> str:
        """Where the site begins."""
        return self.origin + self.base_path


def make_site(root: Path, base_path: str) -> Path:
    """Build a site with an old address and an editor, at its place under a root."""
    with TemporaryDirectory() as folder:
        source = Path(shutil.copytree(ROOT / "site_src", Path(folder) / "bron"))
        edit(source / "pages" / "kosten.md", "verwant:", f"oude_adressen: [{OLD}]\nverwant:")
        edit(source / "site.toml", "https://kmo.example.org/", f"https://kmo.example.org{base_path}")
        edit(source / "site.toml", "[kleuren]", f"{EDITOR}\n[kleuren]")
        build_site(source, Path(folder) / "dist", TODAY, print)
        site = root / base_path.strip("/")
        shutil.copytree(Path(folder) / "dist", site, dirs_exist_ok=True)
    root.chmod(0o755)  # servers that start as root read as someone else
    site.chmod(0o755)
    return site


@pytest.fixture(
    scope="session",
    params=[
        ("nginx", "/"),
        ("caddy", "/"),
        ("apache", "/"),
        ("nginx", "/pad/"),
        ("caddy", "/pad/"),
        ("apache", "/pad/"),
    ],
    ids="".join,
)
def host(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Iterator[Host]:
    """A server with the site, at its root or under a path."""
    server, base_path = request.param
    site = sites[base_path]
    root = site if base_path == "/" else site.parent
    with serving(server, root, site) as origin:
        yield Host(origin, base_path, site)


@pytest.fixture(scope="session")
def sites() -> Iterator[dict[str, Path]]:
    """The site for each path, in a folder that any user can read."""
    with TemporaryDirectory() as top, TemporaryDirectory() as below:
        yield {base: make_site(Path(root), base) for base, root in (("/", top), ("/pad/", below))}
