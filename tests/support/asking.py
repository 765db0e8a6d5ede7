"""A request to a server, and its answer as it came: no redirect followed, nothing decompressed."""

from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a server."""

    status: int
    headers: Message
    body: bytes

    def says(self, name: str) -> str | None:
        """Return a header, None if there is none; one that came more than once is joined as browsers do."""
        values = self.headers.get_all(name)
        return ", ".join(str(value) for value in values) if values else None


def ask(address: str, method: str = "GET", **headers: str) -> Answer:
    """Return the answer of an address; underscores in the names of headers are dashes."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, parts.path, headers=named)
    answer = connection.getresponse()
    said = Answer(answer.status, answer.headers, answer.read())
    connection.close()
    return said
