"""A real static server, Caddy, that sends the compressed copies and writes down every byte it sends."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.programs import program
from tests.support.servers import reserved_port, running

CONFIGURATION = """{{
  admin off
  auto_https off
  storage file_system {folder}
  log {{
    output discard
  }}
}}
http://127.0.0.1:{port} {{
  root * {site}
  {directives}
  log {{
    output file {log}
    format json
  }}
}}
"""
DIRECTIVES = """file_server {
    precompressed br gzip
  }
  header Cache-Control "no-cache"
"""
"""What serves a folder for which the build wrote nothing."""


@dataclass(slots=True)
class Counted:
    """The bytes that a server sent within a block."""

    bytes: int = 0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Caddy:
    """A running server."""

    port: int
    log: Path

    @property
    def address(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def counting(self) -> Iterator[Counted]:
        """Count the bytes that are sent inside the block; the sums are known when it ends."""
        counted, start = Counted(), self.log.stat().st_size
        yield counted
        with self.log.open("rb") as log:
            log.seek(start)
            sent = [json.loads(line) for line in log]
        counted.bytes = sum(answer["size"] + headers_of(answer["resp_headers"]) for answer in sent)
        counted.requests = len(sent)


def headers_of(said: dict[str, list[str]]) -> int:
    """Return the bytes of an answer's headers, as HTTP/1.1 writes them."""
    lines = [f"{name}: {value}\r\n" for name, values in said.items() for value in values]
    return len("HTTP/1.1 200 OK\r\n" + "".join(lines) + "\r\n")


@contextmanager
def serving(site: Path) -> Iterator[Caddy]:
    """Serve a folder on a free port."""
    with reserved_port() as port, TemporaryDirectory() as folder:
        log = Path(folder) / "access.log"
        configuration = Path(folder) / "Caddyfile"
        ours = site / ".hosting" / "Caddyfile"
        directives = f"import {ours}" if ours.is_file() else DIRECTIVES
        configuration.write_text(
            CONFIGURATION.format(folder=folder, port=port, site=site, directives=directives, log=log)
        )
        command = [program("caddy"), "run", "--config", str(configuration), "--adapter", "caddyfile"]
        with running(command, port):
            yield Caddy(port, log)
