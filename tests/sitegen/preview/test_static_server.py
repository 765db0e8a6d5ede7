"""The server of a built site on this machine."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

from sitegen.common.diagnostics import UnavailableError
from sitegen.preview.static_server import HOST, PORTS, Server, make_server

FIRST_PORT = 8900


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with make_server(tmp_path, FIRST_PORT) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def status_of(server: Server, method: str, address: str) -> int:
    connection = HTTPConnection(HOST, server.server_port, timeout=60)
    connection.request(method, address)
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_taken_port_gives_the_next_free_one(server: Server, tmp_path: Path) -> None:
    with make_server(tmp_path, server.server_port) as second:
        assert second.server_port > server.server_port


def test_a_row_of_taken_ports_is_named_with_the_option_for_another(tmp_path: Path) -> None:
    first = FIRST_PORT + PORTS
    with ExitStack() as taken:
        for port in range(first, first + PORTS):
            with suppress(OSError):  # another program has it
                taken.enter_context(socket.create_server((HOST, port)))
        with pytest.raises(UnavailableError, match=rf"de poorten {first} tot {first + PORTS - 1} zijn bezet.*--port"):
            make_server(tmp_path, first)


def test_a_folder_without_a_404_page_and_an_unknown_method_get_the_plain_answer(server: Server) -> None:
    assert status_of(server, "GET", "/nergens/") == HTTPStatus.NOT_FOUND
    assert status_of(server, "BREW", "/") == HTTPStatus.METHOD_NOT_ALLOWED
