"""No address in the settings or on a page becomes anything else in the configuration of a host."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest

from sitegen.common.addresses import is_path
from sitegen.common.serving import Serving
from sitegen.publish.hosts import write_hosting
from sitegen.source.pages import read_pages
from sitegen.source.redirects import check_redirects, is_old_address
from sitegen.source.settings import STAND_IN, read_settings
from tests.conftest import ROOT
from tests.support.asking import ask
from tests.support.hostile_addresses import HOSTILE_PATHS, HOSTILE_SITES, STRANGE_PATHS, make_up_path
from tests.support.servers import SYNTAX_CHECKS, serving, syntax_errors
from tests.support.sources import edit

SEED = 20261128
PATHS = 20_000


@pytest.fixture(scope="module")
def settings_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source with what the settings need."""
    source = tmp_path_factory.mktemp("instellingen")
    shutil.copytree(ROOT / "site_src" / "assets" / "css", source / "assets" / "css")
    return source


def written_as_toml(text: str) -> str:
    return "".join(f"\\U{ord(character):08x}" for character in text)


@pytest.mark.parametrize("name", HOSTILE_SITES)
def test_an_address_of_the_site_that_a_host_could_misread_is_refused(settings_only: Path, name: str) -> None:
    good = (ROOT / "site_src" / "site.toml").read_text("utf-8")
    hostile = good.replace("https://kmo.example.org/", written_as_toml(HOSTILE_SITES[name]), 1)
    (settings_only / "site.toml").write_text(hostile, "utf-8")
    settings, diagnostics = read_settings(settings_only)
    line = good.partition("https://kmo.example.org/")[0].count("\n") + 1
    assert [(diagnostic.code, diagnostic.line) for diagnostic in diagnostics] == [("KMO034", line)]
    assert settings is STAND_IN


@pytest.mark.parametrize("path", STRANGE_PATHS)
def test_an_address_that_is_only_strange_is_that_of_the_site(settings_only: Path, path: str) -> None:
    good = (ROOT / "site_src" / "site.toml").read_text("utf-8")
    (settings_only / "site.toml").write_text(good.replace("kmo.example.org/", f"kmo.example.org:8443{path}", 1))
    settings, diagnostics = read_settings(settings_only)
    assert (settings.address, settings.base_path, diagnostics) == (f"https://kmo.example.org:8443{path}", path, [])


@pytest.mark.parametrize("path", [*HOSTILE_PATHS.values(), "/robots.txt/", "/sw.js/", "/assets/a/", "/", "/a"])
def test_an_old_address_that_a_host_could_misread_is_refused(source: Path, path: str) -> None:
    edit(source / "pages" / "kosten.md", "verwant:", f'oude_adressen: ["{written_as_toml(path)}"]\nverwant:')
    pages, _ = read_pages(source)
    assert [diagnostic.code for diagnostic in check_redirects(pages)] == ["KMO062"]


@pytest.mark.parametrize("path", HOSTILE_PATHS.values())
def test_nothing_is_written_for_a_path_that_is_none(path: str) -> None:
    for base_path, redirects in ((path, {}), ("/", {path: "/kosten/"}), ("/", {"/vroeger/": path})):
        if not is_path(path):
            with pytest.raises(ValueError, match="is no path"):
                Serving(base_path=base_path, redirects=redirects)


def accepted_paths() -> list[str]:
    random = Random(SEED)
    made_up = {path for path in (make_up_path(random) for _ in range(PATHS)) if is_old_address(path)}
    return sorted({*made_up, *STRANGE_PATHS})


def test_what_is_accepted_of_any_text_has_no_character_that_a_host_knows() -> None:
    accepted = accepted_paths()
    assert len(accepted) > 30
    assert [path for path in accepted if re.search(r"[^A-Za-z0-9/._~-]|/\.|//", path)] == []


@pytest.mark.parametrize("base_path", STRANGE_PATHS)
@pytest.mark.parametrize("server", SYNTAX_CHECKS)
def test_every_server_finds_what_is_written_well_formed(tmp_path: Path, server: str, base_path: str) -> None:
    site = tmp_path / base_path.strip("/")
    site.mkdir(parents=True)
    write_hosting(site, Serving(base_path=base_path, redirects=dict.fromkeys(accepted_paths(), "/kosten/")))
    assert syntax_errors(server, site, tmp_path) == ""


@pytest.mark.parametrize("server", SYNTAX_CHECKS)
def test_the_check_of_a_server_would_find_a_directive_too_many(tmp_path: Path, server: str) -> None:
    write_hosting(tmp_path, Serving(base_path="/", redirects={}))
    for name in (".htaccess", ".hosting/nginx.conf", ".hosting/Caddyfile"):
        with (tmp_path / name).open("a") as file:
            file.write("\nelders https://elders.be/;\n")
    assert "elders" in syntax_errors(server, tmp_path, tmp_path)


@pytest.fixture(scope="module")
def strange_site() -> Iterator[Path]:
    """A site with a page at each strange old address, in a folder that any user can read."""
    with TemporaryDirectory() as folder:
        site = Path(folder)
        site.chmod(0o755)
        write_hosting(site, Serving(base_path="/", redirects=dict.fromkeys(STRANGE_PATHS, "/kosten/")))
        (site / "404.html").write_text("404")
        for path in STRANGE_PATHS:
            (site / path.strip("/")).mkdir(parents=True)
            (site / path.strip("/") / "index.html").write_text("verhuisd")
        yield site


@pytest.mark.parametrize("server", SYNTAX_CHECKS)
def test_strange_addresses_lead_where_they_should_and_nowhere_else(strange_site: Path, server: str) -> None:
    with serving(server, strange_site, strange_site) as origin:
        answers = {path: ask(origin + path) for path in STRANGE_PATHS}
        assert ask(f"{origin}/A-b_cXd~e/").status == 404
    leads = {path: (said.status, urlsplit(said.says("Location") or "").path) for path, said in answers.items()}
    assert leads == dict.fromkeys(STRANGE_PATHS, (301, "/kosten/"))
