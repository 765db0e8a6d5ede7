"""Requests that a preview must not answer as if they came from its own browser."""

OWN_HOSTS = ("127.0.0.1", "localhost", "LOCALHOST", "[::1]")
HOSTILE_HOSTS = (
    "elders.be", "elders.be:8000", "127.0.0.1.elders.be", "localhost.elders.be", "127.0.0.1@elders.be", "127.0.0.2",
    "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433", "0177.0.0.1", "localhost.", "127.0.0.1:80:80", "127.0.0.1 ", "",
    "127.0.0.1, elders.be", "localhost\t", "127.0.0.\u0661".encode().decode("latin-1"),
)  # fmt: skip
HOSTILE_PATHS = (
    "/%00", "/index.html%00.txt", "/%00/../index.html", "/../geheim.txt", "/%2e%2e/geheim.txt", "/..%2fgeheim.txt",
    "/assets/../../geheim.txt", "/%5c..%5cgeheim.txt", "/assets/", "/%ff%fe", "/__kmo/%00.js", "/__kmo/../geheim.txt",
    "/__kmo/%2e%2e/geheim.txt", "/" + "a" * 5_000, "/[", "/%", "/assets/a.txt/",
)  # fmt: skip
GOOD = b"Host: 127.0.0.1\r\n\r\n"
HOSTILE_REQUESTS = (
    b"", b"\r\n\r\n", b"\0\0\0", b"GET", b"GET /\r\n\r\n", b"GET / HTTP/9.9\r\n" + GOOD, b"GET / HTTP/1.1\r\n\r\n",
    b"GET http://[ HTTP/1.1\r\n" + GOOD, b"GET http://elders.be/ HTTP/1.1\r\n" + GOOD, b"GET * HTTP/1.1\r\n" + GOOD,
    b"GET \xff HTTP/1.1\r\n" + GOOD, b"GET /%00 HTTP/1.1\r\n" + GOOD, b"GET //[ HTTP/1.1\r\n" + GOOD,
    b"GET " + b"/a" * 50_000 + b" HTTP/1.1\r\n" + GOOD, b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 500 + GOOD,
    b"POST / HTTP/1.1\r\nContent-Length: 9\r\n" + GOOD + b"GET / HTT", b"GET / HTTP/1.1\r\nHost\r\n\r\n",
)  # fmt: skip
