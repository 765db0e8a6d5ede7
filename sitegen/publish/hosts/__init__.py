"""Write the configuration of every host into the site's own folder."""

from collections.abc import Callable, Mapping
from pathlib import Path

from sitegen.common.serving import Serving
from sitegen.publish.hosts import apache, caddy, docker, netlify, nginx

WRITERS: Mapping[str, Callable[[Serving], str]] = {
    "_headers": netlify.write_headers,
    "_redirects": netlify.write_redirects,
    ".nojekyll": lambda _: "",
    ".htaccess": apache.write,
    ".hosting/nginx.conf": nginx.write,
    ".hosting/Caddyfile": caddy.write,
    ".hosting/Dockerfile": docker.write,
}
"""Each host's file and the function that writes it.

Files with a fixed name are where their host looks for them. The others are in a folder that no host serves, so that
they are deployed and replaced together with the files that they configure.
"""


def write_hosting(folder: Path, serving: Serving) -> None:
    """Write the configuration file of every host into a site's folder."""
    (folder / ".hosting").mkdir()
    for name, write in WRITERS.items():
        (folder / name).write_text(write(serving), "utf-8")
