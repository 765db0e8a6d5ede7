"""A host on an unsteady line: it can stop halfway a file, go away and come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread
from typing import IO, override

from sitegen.common.serving import headers_of
from sitegen.preview.static_server import StaticHandler, find_port

PATIENCE = 60
"""Seconds after which a test that forgot to open the line fails."""


@dataclass
class Line:
    """What was asked over a line, and the name of the file in the middle of which it is interrupted, once."""

    interrupts: str = ""
    asked: list[str] = field(default_factory=list)
    interrupted: Event = field(default_factory=Event)
    mended: Event = field(default_factory=Event)

    def requests_for(self, start: str) -> int:
        """Return how many times a file was asked for whose name starts like this."""
        return sum(name.startswith(start) for name in self.asked)


class UnsteadyHandler(StaticHandler):
    """Serves files as hosts do, each over a connection of its own, until the line is interrupted."""

    protocol_version = "HTTP/1.0"

    def __init__(self, *arguments: object, line: Line, directory: str) -> None:
        self.line = line
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type] # passed on

    @override
    def end_headers(self) -> None:
        """Send the headers of every host."""
        for name, value in headers_of(self.path).items():
            self.send_header(name, value)
        SimpleHTTPRequestHandler.end_headers(self)

    @override
    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override] # narrower
        """Send a file, the interrupted one in two halves."""
        name = self.path.rpartition("/")[2]
        self.line.asked.append(name)
        body = source.read()
        if self.line.interrupts and name.startswith(self.line.interrupts) and not self.line.interrupted.is_set():
            half = len(body) // 2
            outputfile.write(body[:half])
            self.line.interrupted.set()
            self.line.mended.wait(PATIENCE)
            body = body[half:]
        outputfile.write(body)


@contextmanager
def on_line(site: Path, line: Line, port: int = 8600) -> Iterator[int]:
    """Serve a site over a line until the block ends; yield the port."""
    with find_port(partial(UnsteadyHandler, line=line, directory=str(site)), port) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        line.mended.set()
        server.shutdown()
        thread.join()
