"""Serves a preview: pages that reload themselves, and what is wrong shown over them."""

import io
import json
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, override

from sitegen.preview.rebuild import TITLE, Preview
from sitegen.preview.static_server import Handler, Server, find_port

FILES = Path(__file__).parent / "client"
PLACE = "/__kmo/"
EVENTS = f"{PLACE}events"
TYPES = {".js": "text/javascript", ".css": "text/css"}
HEARTBEAT = 15.0
"""Seconds after which a silent connection is tried."""

EMPTY_SITE = FILES / "leeg"
EMPTY = "<!doctype html><html lang=nl data-kmo-leeg><meta charset=utf-8><title>Voorbeeld</title><body></body></html>"
"""What stands for a site that has not been built yet."""


class LiveHandler(Handler):
    """Serves the last good build, with a script on each page that listens for news."""

    def __init__(self, *arguments: object, preview: Preview) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=str(preview.news.folder or EMPTY_SITE))  # type: ignore[arg-type] # passed on

    @override
    def do_GET(self) -> None:
        """Answer with a page, a file, or the news."""
        path = self.path.partition("?")[0]
        if path == EVENTS:
            self.send_news()
        elif path.startswith(PLACE):
            self.send_own(FILES / Path(path).name)
        else:
            super().do_GET()

    @override
    def translate_path(self, path: str) -> str:
        """Look in the newest build, also on a connection that is older."""
        self.directory = str(self.preview.news.folder or EMPTY_SITE)
        return super().translate_path(path)

    @override
    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send a page with the script on it; leave other files to the ordinary way."""
        path = Path(self.translate_path(self.path))
        if self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if self.preview.news.folder is None or (path.suffix == ".html" and path.is_file()):
            self.send_body(HTTPStatus.OK, "text/html; charset=utf-8", self.page_at(path))
            return None
        return super().send_head()

    @override
    def page_at(self, path: Path) -> bytes:
        """Give a page with the script on it."""
        html = path.read_bytes() if path.is_file() else EMPTY.encode()
        news = self.preview.news
        address = f"{PLACE}live.js?run={self.preview.run}&amp;generation={news.generation}"
        before, body, after = html.rpartition(b"</body>")
        return before + f'<script type="module" src="{address}"></script>\n'.encode() + body + after

    def send_own(self, file: Path) -> None:
        """Send a file that makes a page live."""
        if file.suffix not in TYPES or not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_body(HTTPStatus.OK, f"{TYPES[file.suffix]}; charset=utf-8", file.read_bytes())

    def send_news(self) -> None:
        """Send the news as it comes, until the browser leaves."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        number = -1
        while True:
            news = self.preview.wait(number, HEARTBEAT)
            if news is None:
                text = ":\n\n"
            else:
                number = news.number
                said = {"run": self.preview.run, "generation": news.generation, "changed": news.changed}
                said |= {"title": TITLE, "diagnostics": news.diagnostics}
                text = f"data: {json.dumps(said, ensure_ascii=False)}\n\n"
            self.wfile.write(text.encode())
            self.wfile.flush()


def make_live_server(preview: Preview, port: int) -> Server:
    """Make a server for a preview on `port` or, if that is taken, the next free one."""
    return find_port(partial(LiveHandler, preview=preview), port)
