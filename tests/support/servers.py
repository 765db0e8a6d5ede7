"""Real servers, each with the configuration that the build wrote for it and the defaults of its distribution."""

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPException
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from threading import Thread
from typing import override

from filelock import FileLock, Timeout

from tests.support.asking import ask
from tests.support.programs import program, stop

NGINX_AROUND = """daemon off;
pid {work}/pid;
error_log {work}/error.log;
include /etc/nginx/modules-enabled/*.conf;
worker_processes auto;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  sendfile on;
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  include /etc/nginx/mime.types;
  {block}
}}
"""
NGINX_BLOCK = """server {{
    listen 127.0.0.1:{port};
    root {root};
    brotli_static on;
    include {site}.hosting/nginx.conf;
  }}"""
NGINX = NGINX_AROUND.replace("{block}", NGINX_BLOCK)
STOCK_NGINX = NGINX.replace("include /etc/nginx/modules-enabled/*.conf;\n", "").replace("    brotli_static on;\n", "")
"""One with no module but those that it was built with."""

CADDY = """{{
  admin off
  auto_https off
  storage file_system {work}
  log {{
    output discard
  }}
}}
http://:{port} {{
  bind 127.0.0.1
  root * {root}
  import {site}.hosting/Caddyfile
}}
"""
APACHE_MODULES = (
    "authz_core",
    "deflate",
    "dir",
    "filter",
    "headers",
    "mime",
    "mpm_event",
    "negotiation",
    "rewrite",
    "setenvif",
)
APACHE_FOLDER = Path("/etc/apache2/mods-available")
APACHE = """ServerName 127.0.0.1
ServerRoot {work}
TraceEnable Off
DefaultRuntimeDir {work}
PidFile {work}/pid
ErrorLog {work}/error.log
User www-data
Group www-data
{modules}
Listen 127.0.0.1:{port}
DocumentRoot {root}
<Directory {root}>
  Options Indexes FollowSymLinks MultiViews
  AllowOverride All
  Require all granted
</Directory>
"""


COMMANDS = {
    "apache": ("apache2", "-D", "FOREGROUND", "-f"),
    "caddy": ("caddy", "run", "--adapter", "caddyfile", "--config"),
    "nginx": ("nginx", "-c"),
    "stock nginx": ("nginx", "-c"),
}
SYNTAX_CHECKS = {
    "apache": ("apache2", "-t", "-f"),
    "caddy": ("caddy", "validate", "--adapter", "caddyfile", "--config"),
    "nginx": ("nginx", "-t", "-c"),
    "stock nginx": ("nginx", "-t", "-c"),
}
"""Each server's own check of a configuration, without starting."""

SECONDS_TO_CHECK = 60
PORTS = range(20_000, 21_000)
"""Below those that systems give to connections."""

TEMPLATES = {"apache": APACHE, "caddy": CADDY, "nginx": NGINX, "stock nginx": STOCK_NGINX}


@contextmanager
def reserved_port() -> Iterator[int]:
    """Yield a port that nobody listens on, locked so that no other test at the same time takes it."""
    for port in PORTS:
        lock = FileLock(Path(gettempdir()) / f"kmo-port-{port}.lock")
        with suppress(Timeout):
            lock.acquire(timeout=0)
        try:
            if lock.is_locked and is_free(port):
                yield port
                return
        finally:
            lock.release()
    raise RuntimeError(f"no port from {PORTS[0]} to {PORTS[-1]} is free")


def is_free(port: int) -> bool:
    """Return whether nobody listens on a port."""
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) != 0


@contextmanager
def running(command: Sequence[str], port: int) -> Iterator[None]:
    """Run a server until the block ends."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until_answering(process, port)
            yield
        finally:
            stop(process)


def wait_until_answering(process: subprocess.Popen[bytes], port: int, seconds: float = 20) -> None:
    """Wait until a server answers on a port, whatever it answers. Raises RuntimeError if it does not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, HTTPException):
            ask(f"http://127.0.0.1:{port}/")
            return
    raise RuntimeError(f"nothing answers on port {port}")


def syntax_errors(name: str, site: Path, work: Path) -> str:
    """Return what a server's own check says of what the build wrote in `site`; nothing if it is well-formed."""
    text = TEMPLATES[name]
    if name == "apache":  # reads `.htaccess` only when somebody asks for a file
        text = text.replace("</Directory>", "Include {site}.htaccess\n</Directory>")
    configuration = work / f"{name}.conf"
    values = {"work": work, "root": site, "site": f"{site}/", "port": PORTS[0], "modules": apache_modules()}
    configuration.write_text(text.format_map(values))
    command = [program(SYNTAX_CHECKS[name][0]), *SYNTAX_CHECKS[name][1:], str(configuration)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS_TO_CHECK)
    return checked.stderr if checked.returncode else ""


@contextmanager
def serving(name: str, root: Path, site: Path) -> Iterator[str]:
    """Serve `root` by the server of that name, with its configuration from `site`; yield the address."""
    with configured(name, TEMPLATES[name], {"root": root, "site": f"{site}/", "modules": apache_modules()}) as origin:
        yield origin


@contextmanager
def serving_blocks(blocks: str) -> Iterator[str]:
    """Serve by an nginx with these `server` blocks, which listen on port 80 there; yield the address."""
    escaped = blocks.replace("{", "{{").replace("}", "}}").replace("listen 80;", "listen 127.0.0.1:{port};")
    with configured("nginx", NGINX_AROUND.replace("{block}", escaped), {}) as origin:
        yield origin


@contextmanager
def configured(name: str, text: str, values: Mapping[str, object]) -> Iterator[str]:
    """Run the server of that name with a configuration, a text to format; yield the address."""
    command = [program(COMMANDS[name][0]), *COMMANDS[name][1:]]
    with reserved_port() as port, TemporaryDirectory() as work:
        configuration = Path(work) / "configuration"
        configuration.write_text(text.format_map({"work": work, "port": port, **values}))
        with running([*command, str(configuration)], port):
            yield f"http://127.0.0.1:{port}"


class Plain(SimpleHTTPRequestHandler):
    """A server of files that adds the same headers to each."""

    def __init__(self, *arguments: object, said: Mapping[str, str], directory: str) -> None:
        self.said = said
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type] # passed on

    @override
    def end_headers(self) -> None:
        """Add the headers."""
        for name, value in self.said.items():
            self.send_header(name, value)
        super().end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@contextmanager
def plain(folder: Path, **said: str) -> Iterator[int]:
    """Serve a folder as hosts do that take no headers, or with some (underscores are dashes); yield the port."""
    named = {name.replace("_", "-"): value for name, value in said.items()}
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, said=named, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def apache_modules() -> str:
    """Return the lines that load the modules of a Debian Apache, with its own settings."""
    parts = [APACHE_FOLDER / f"{name}.{kind}" for name in APACHE_MODULES for kind in ("load", "conf")]
    return "\n".join(f"Include {part}" for part in parts if part.is_file())
