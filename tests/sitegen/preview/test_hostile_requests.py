"""The preview answers only its own browser, with what a host would answer, whatever is asked."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from sitegen.common.diagnostics import Diagnostic
from sitegen.preview.live_server import make_live_server
from sitegen.preview.rebuild import Preview
from sitegen.preview.static_server import make_server
from tests.support.asking import Answer, ask
from tests.support.hostile_requests import HOSTILE_HOSTS, HOSTILE_PATHS, HOSTILE_REQUESTS, OWN_HOSTS

PAGE = "<!doctype html><title>Site</title><body>Thuis</body>"
MISSING = "<!doctype html><title>Niets</title><body>Niet gevonden</body>"


@dataclass(frozen=True)
class Built:
    """A site about which there is nothing to say."""

    warnings: tuple[Diagnostic, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)


def write_site(folder: Path) -> Built:
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "404.html").write_text(MISSING)
    (folder / "assets" / "a.txt").write_text("a")
    return Built()


@pytest.fixture(params=["static", "live"])
def preview(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a served folder: as it is, or as a preview that follows its source."""
    (tmp_path / "geheim.txt").write_text("geheim")
    if request.param == "static":
        write_site(tmp_path / "site")
        server = make_server(tmp_path / "site", 0)
    else:
        live = Preview(write_site, tmp_path, tmp_path)
        live.rebuild()
        server = make_live_server(live, 0)
    with server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("host", OWN_HOSTS)
def test_this_machine_may_ask_by_each_of_its_names(preview: str, host: str) -> None:
    said = ask(f"{preview}/", Host=f"{host}:{urlsplit(preview).port}")
    assert (said.status, b"Thuis" in said.body) == (200, True)


@pytest.mark.parametrize("host", HOSTILE_HOSTS)
def test_another_name_of_this_machine_is_refused(preview: str, host: str) -> None:
    for path in ("/", "/__kmo/events", "/bestaat-niet/"):
        said = ask(f"{preview}{path}", Host=host)
        assert (said.status, b"Thuis" in said.body) == (421, False)


@pytest.mark.parametrize("path", HOSTILE_PATHS)
def test_an_address_that_is_none_gets_the_sites_own_page(preview: str, path: str) -> None:
    said = ask(f"{preview}{path}")
    assert (said.status, b"Niet gevonden" in said.body) == (404, True)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "X"])
def test_a_method_that_does_more_than_read_is_not_allowed(preview: str, method: str) -> None:
    said = ask(f"{preview}/", method)
    assert (said.status, said.says("Allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize("request_text", HOSTILE_REQUESTS)
def test_whatever_is_sent_the_server_goes_on(
    preview: str, request_text: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    port = urlsplit(preview).port or 0
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        with suppress(OSError):  # the server may hang up before all of it came
            connection.sendall(request_text)
            connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while connection.recv(65_536):
                pass
    assert home(preview).status == 200
    assert "Traceback" not in capfd.readouterr().err


def home(preview: str) -> Answer:
    return ask(f"{preview}/")
