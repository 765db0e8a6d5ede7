"""Serve a preview: pages that reload themselves and show mistakes over their content."""

import io
import json
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, override

from sitegen.preview import handbook
from sitegen.preview.rebuild import ADVICE, DRAFT, TITLE, BuildStatus, Preview
from sitegen.preview.static_server import Server, StaticHandler, find_port

FILES = Path(__file__).parent / "client"
PLACE = "/__kmo/"
EVENTS = f"{PLACE}events"
TYPES = {".js": "text/javascript", ".css": "text/css"}
HEARTBEAT = 15.0
"""Seconds of silence after which a comment is sent, to find out whether the browser still listens."""

EMPTY_SITE = FILES / "empty"
EMPTY = "<!doctype html><html lang=nl data-kmo-empty><meta charset=utf-8><title>Voorbeeld</title><body></body></html>"
"""The page served until the first build succeeds."""

BARE = f'{EMPTY.partition(" data")[0]}><head><title></title></head><body><main id="inhoud"></main></body></html>'
"""What a page of the handbook stands in until then."""


class LiveHandler(StaticHandler):
    """Serves the last good build, with a script on each page that listens for the status of builds."""

    def __init__(self, *arguments: object, preview: Preview) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=str(preview.status.folder or EMPTY_SITE))  # type: ignore[arg-type] # passed on

    @override
    def do_GET(self) -> None:
        """Answer with a page, a file, or the stream of statuses."""
        path = self.path.partition("?")[0]
        if path == EVENTS:
            self.send_status()
        elif path.startswith(handbook.PLACE):
            self.send_handbook(path)
        elif path.startswith(PLACE):
            self.send_own(FILES / Path(path).name)
        else:
            super().do_GET()

    @override
    def translate_path(self, path: str) -> str:
        """Return the path in the newest build, also for a connection that was opened before it."""
        self.directory = str(self.preview.status.folder or EMPTY_SITE)
        return super().translate_path(path)

    @override
    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send a page with the script on it; leave other files to the base class."""
        path = Path(self.translate_path(self.path))
        if self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if self.preview.status.folder is None or (path.suffix == ".html" and path.is_file()):
            self.send_body(HTTPStatus.OK, "text/html; charset=utf-8", self.page_at(path))
            return None
        return super().send_head()

    @override
    def page_at(self, path: Path) -> bytes:
        """Return the page in a file with the script on it, or an empty page if there is no file."""
        return self.listening(path.read_bytes() if path.is_file() else EMPTY.encode())

    def listening(self, html: bytes) -> bytes:
        """Return a page with the script on it that listens for the status of builds."""
        status = self.preview.status
        address = f"{PLACE}live.js?run={self.preview.run}&amp;generation={status.generation}"
        before, body, after = html.rpartition(b"</body>")
        return before + f'<script type="module" src="{address}"></script>\n'.encode() + body + after

    def send_handbook(self, path: str) -> None:
        """Send a page of the handbook in the look of the site's last good build, or one of its pictures."""
        if picture := handbook.picture_at(path):
            self.send_body(HTTPStatus.OK, "image/png", picture.read_bytes())
            return
        shell = Path(self.translate_path("/404.html"))
        page = handbook.page_at(path, shell.read_text("utf-8") if shell.is_file() else BARE)
        if page is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self.send_body(HTTPStatus.OK, "text/html; charset=utf-8", self.listening(page.encode()))

    def send_own(self, file: Path) -> None:
        """Send the script or the style that the preview adds to pages."""
        if not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_body(HTTPStatus.OK, f"{TYPES[file.suffix]}; charset=utf-8", file.read_bytes())

    def send_status(self) -> None:
        """Send each status as a server-sent event, until the browser disconnects."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        number = -1
        while True:
            status = self.preview.wait(number, HEARTBEAT)
            if status is None:
                text = ":\n\n"
            else:
                number = status.number
                event = {"run": self.preview.run, **describe_status(status)}
                text = f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
            self.wfile.write(text.encode())
            self.wfile.flush()


def describe_status(status: BuildStatus) -> dict[str, object]:
    """Return a status as browsers get it: each diagnostic as `--format json` has it, with its line of source."""
    return {
        "generation": status.generation,
        "changed": status.changed,
        "drafts": {address: f"{DRAFT}: {why}" for address, why in status.drafts.items()},
        "title": TITLE if status.stopped else ADVICE,
        "stopped": status.stopped,
        "failure": status.failure,
        "diagnostics": [
            {**asdict(diagnostic), "text": str(diagnostic), "written": written}
            for diagnostic, written in zip(status.diagnostics, status.written, strict=True)
        ],
    }


def make_live_server(preview: Preview, port: int) -> Server:
    """Return a server for a preview on `port` or, if that is taken, the next free one."""
    return find_port(partial(LiveHandler, preview=preview), port)
