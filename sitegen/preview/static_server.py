"""Serve a built site on this machine, the way a static host does."""

import errno
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import override
from urllib.parse import unquote

from sitegen.common.diagnostics import UnavailableError
from sitegen.common.serving import ALWAYS_ASK, CACHE, METHODS, TYPES, headers_of

HOST = "127.0.0.1"
OWN_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.IGNORECASE | re.ASCII)
"""The names of this machine, for only its own browser looks at a preview."""

PORTS = 100


class StaticHandler(SimpleHTTPRequestHandler):
    """Serves files with the types and headers of `sitegen.common.serving`, and the site's own 404 page."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES

    @override
    def parse_request(self) -> bool:
        """Read a request, and refuse one of another site, of another method or for no path.

        A page of another site can have its own name lead to this machine, but not change the host that it asks for.
        """
        if not super().parse_request():
            return False
        if not OWN_HOST.fullmatch(self.headers.get("Host", "")):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif self.command not in METHODS:
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
        elif not self.path.startswith("/") or "\0" in unquote(self.path):
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            return True
        return False

    @override
    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Answer a folder without a page as an address that does not exist, as every host does."""
        self.send_error(HTTPStatus.NOT_FOUND)

    @override
    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer an address that does not exist with the site's 404 page."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_body(code, "text/html; charset=utf-8", self.page_at(page))

    def page_at(self, path: Path) -> bytes:
        """Return the page in a file."""
        return path.read_bytes()

    def send_body(self, code: int, kind: str, body: bytes) -> None:
        """Send an answer with this body."""
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    @override
    def end_headers(self) -> None:
        """Send the headers of every host, but have the browser keep nothing: files change while they are edited."""
        for name, value in (headers_of(getattr(self, "path", "/")) | {CACHE: ALWAYS_ASK}).items():
            self.send_header(name, value)
        if getattr(self, "command", None) not in METHODS:
            self.send_header("Allow", ", ".join(METHODS))
        super().end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Log no request: the terminal is for mistakes."""


class Server(ThreadingHTTPServer):
    """Serves each connection in a thread of its own; one that breaks off is no error."""

    daemon_threads = True

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Report an error, unless the browser closed the connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # typeshed narrows both


def make_server(folder: Path, port: int) -> Server:
    """Return a server for `folder` on `port` or, if that is taken, the next free one."""
    return find_port(partial(StaticHandler, directory=str(folder)), port)


def find_port(handler: Callable[..., StaticHandler], port: int) -> Server:
    """Return a server on `port` or, if that is taken, the next free one.

    Raises UnavailableError if a hundred ports in a row are taken.
    """
    for candidate in range(port, port + PORTS):
        try:
            return Server((HOST, candidate), handler)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise UnavailableError(f"de poorten {port} tot {port + PORTS - 1} zijn bezet; kies er een met --port")
