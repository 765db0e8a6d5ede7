"""Write a Dockerfile for an image with the site and Caddy."""

from sitegen.common.serving import Serving

DOCKERFILE = """\
# Made by the build: docker build --file dist/.hosting/Dockerfile --tag subsidiewijzer dist
FROM caddy:2-alpine
COPY [".", "/srv{path}"]
COPY <<END /etc/caddy/Caddyfile
:80 {{
	root * /srv
	import "/srv{path}.hosting/Caddyfile"
}}
END
"""


def write(serving: Serving) -> str:
    """Write the instructions; https is left to the proxy before the container."""
    return DOCKERFILE.format(path=serving.base_path)
