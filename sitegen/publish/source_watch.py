"""Fetches the cited sources, and tells which no longer say what was read there."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from socket import gaierror
from urllib.error import HTTPError, URLError

from calculator.notation import write_date
from sitegen.common.diagnostics import UnavailableError, one_line
from sitegen.publish.source_documents import fetch, read, written
from sitegen.source.citations import Citation, read_citations
from sitegen.source.readings import Reading, write_readings

AT_ONCE = 4
SECONDS = 20.0
"""How long one answer may take."""


class State(StrEnum):
    """What became of a source since it was last read."""

    SAME = "gelijk"
    CHANGED = "anders"
    GONE = "verdwenen"
    NEVER_READ = "nog niet gelezen"
    UNREADABLE = "niet te lezen"
    UNREACHABLE = "niet te bereiken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A source today: what is read there, the address that it redirects to, or why it cannot be read."""

    citation: Citation
    state: State
    now: Reading | None = None
    redirected_to: str | None = None
    reason: str = ""

    @property
    def as_before(self) -> bool:
        """Whether the source says at its own address what it said before."""
        return self.state is State.SAME and self.redirected_to is None

    @property
    def alarming(self) -> bool:
        """Whether the site may rest on what is no longer there."""
        return self.state in (State.CHANGED, State.GONE)

    def __str__(self) -> str:
        """Write the finding as one line for editors."""
        before = self.citation.reading
        details = (
            f"gelezen op {write_date(before.read_on)}" if before else "",
            f"doorverwezen naar {self.redirected_to}" if self.redirected_to else "",
            self.reason,
        )
        said = "; ".join(detail for detail in details if detail)
        return one_line(f"{self.state}: {self.citation.address}{f' ({said})' if said else ''}")


def compare_sources(citations: Sequence[Citation], today: date, *, seconds: float = SECONDS) -> list[Finding]:
    """Return what is read at each source today, beside what was read before.

    Raises UnavailableError if none of them can be reached.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        findings = list(pool.map(partial(compare_source, today=today, seconds=seconds), citations))
    if findings and all(finding.state is State.UNREACHABLE for finding in findings):
        reason = findings[0].reason
        raise UnavailableError(
            f"geen enkele bron is te bereiken ({reason}); kijk na of deze computer een netwerk heeft"
        )
    return findings


def remember(source: Path, findings: Sequence[Finding]) -> None:
    """Write what was read today into the source; what was not read keeps its reading, what is not cited loses it."""
    before = {citation.address: citation.reading for citation in read_citations(source) if citation.reading}
    now = {finding.citation.address: finding.now for finding in findings if finding.now}
    write_readings(source, before | now)


def count_states(findings: Sequence[Finding]) -> str:
    """Return in words how many sources are in each state."""
    counts = Counter(finding.state for finding in findings)
    return ", ".join(f"{counts[state]} {state}" for state in State if counts[state])


def compare_source(citation: Citation, *, today: date, seconds: float) -> Finding:
    """Return what is read at a source today, beside what was read before."""
    unread = partial(Finding, citation=citation)
    try:
        document = fetch(citation.address, seconds)
        now = read(document, today)
    except HTTPError as error:
        error.close()
        gone = error.code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
        return unread(state=State.GONE if gone else State.UNREADABLE, reason=f"de server antwoordt {error.code}")
    except HTTPException:
        return unread(state=State.UNREADABLE, reason="het antwoord is niet volledig of geen HTTP")
    except ValueError as error:
        return unread(state=State.UNREADABLE, reason=str(error))
    except OSError as error:
        return unread(state=State.UNREACHABLE, reason=describe(error, seconds))
    before = citation.reading
    state = State.NEVER_READ if before is None else State.SAME if before.sha256 == now.sha256 else State.CHANGED
    redirected_to = document.address if document.address != written(citation.address) else None
    return Finding(citation=citation, state=state, now=now, redirected_to=redirected_to)


def describe(error: OSError, seconds: float) -> str:
    """Return in words why no answer came."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return f"geen antwoord binnen {seconds:g} seconden"
    return "de naam van de server is niet te vinden" if isinstance(cause, gaierror) else str(cause)
