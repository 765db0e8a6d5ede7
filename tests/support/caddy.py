"""A real static server, Caddy, that sends the compressed copies and writes down every byte it sends."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.servers import free_port, program, running

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
  file_server {{
    precompressed br gzip
  }}
  @hashed path_regexp [.][0-9a-f]{{12}}[./]
  header @hashed Cache-Control "public, max-age=31536000, immutable"
  header ?Cache-Control "no-cache"
  log {{
    output file {log}
    format json
  }}
}}
"""
OVERHEAD = 250
"""Bytes of headers that an answer has besides what the log counts, roughly."""


@dataclass(slots=True)
class Counted:
    """What a server sent while somebody counted."""

    bytes: int = 0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Caddy:
    """A running server."""

    port: int
    log: Path

    @property
    def address(self) -> str:
        """Where it stands."""
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def counting(self) -> Iterator[Counted]:
        """Count what is sent inside the block; known when it ends."""
        counted, start = Counted(), self.log.stat().st_size
        yield counted
        with self.log.open("rb") as log:
            log.seek(start)
            sent = [json.loads(line)["size"] for line in log]
        counted.bytes, counted.requests = sum(sent) + OVERHEAD * len(sent), len(sent)


@contextmanager
def serving(site: Path) -> Iterator[Caddy]:
    """Serve a folder on a free port."""
    port = free_port()
    with TemporaryDirectory() as folder:
        log = Path(folder) / "access.log"
        configuration = Path(folder) / "Caddyfile"
        configuration.write_text(CONFIGURATION.format(folder=folder, port=port, site=site, log=log))
        command = [program("caddy"), "run", "--config", str(configuration), "--adapter", "caddyfile"]
        with running(command, port):
            yield Caddy(port, log)
