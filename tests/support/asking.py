"""Asks a server for something, and gives its answer as it came: nothing followed, nothing unpacked."""

from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: Message
    body: bytes

    def says(self, name: str) -> str | None:
        """Return a header, None if there is none; one that came more than once is joined as browsers do."""
        values = self.headers.get_all(name)
        return ", ".join(str(value) for value in values) if values else None


def ask(address: str, method: str = "GET", **headers: str) -> Answer:
    """Ask for an address; underscores in the names of headers are dashes."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, parts.path, headers=named)
    answer = connection.getresponse()
    said = Answer(answer.status, answer.headers, answer.read())
    connection.close()
    return said
