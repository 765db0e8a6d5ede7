"""The site, built once for all tests, and the browser that opens it."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Playwright, expect

from sitegen.preview.static_server import make_server
from sitegen.site import build_site
from tests.support.browser import FLAGS, browser_path

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 23)
OTHER_PROVIDER = ROOT / "tests" / "built_site" / "other_provider"

expect.set_options(timeout=30_000)  # a busy machine may need that for the start of Python; no test waits it out


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the site's source, to spoil."""
    return Path(shutil.copytree(ROOT / "site_src", tmp_path / "bron"))


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the whole site, as an editor's build makes it."""
    out = tmp_path_factory.mktemp("site") / "dist"
    build_site(ROOT / "site_src", out, TODAY, print)
    return out


@pytest.fixture(scope="session")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the site of another provider, whose source is the same but for its settings and its courses."""
    folder = tmp_path_factory.mktemp("other")
    source = shutil.copytree(ROOT / "site_src", folder / "bron")
    shutil.copytree(OTHER_PROVIDER, source, dirs_exist_ok=True)
    build_site(source, folder / "dist", TODAY, print)
    return folder / "dist"


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """The address of the built site on a real server."""
    with make_server(built_site, 8100) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def base_url(address: str) -> str:
    """Let `page.goto("/bereken/")` find the built site."""
    return address


@pytest.fixture(scope="session")
def browser_type_launch_args(playwright: Playwright) -> dict[str, object]:
    """Start the browser that is there."""
    return {"executable_path": browser_path(playwright.chromium.executable_path), "args": list(FLAGS)}
