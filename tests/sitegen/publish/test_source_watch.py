"""What became of the sources, on a real server with everything that the web sends."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import override

import pytest
from click.testing import CliRunner, Result

from calculator.notation import write_date
from sitegen.cli import main
from sitegen.common.diagnostics import UnavailableError
from sitegen.publish.source_documents import MOST_BYTES, USER_AGENT
from sitegen.publish.source_watch import Finding, State, compare_sources
from sitegen.source.citations import Citation
from sitegen.source.readings import FILE, Reading
from tests.conftest import TODAY
from tests.support.servers import reserved_port

type Answer = Callable[[BaseHTTPRequestHandler], object]

HTML = "text/html; charset=utf-8"
PAGE = """<!doctype html><title>Steun</title><script>let visit = 1</script><style>p { color: red }</style>
<nav>Menu</nav><main><h1>Hoeveel steun?</h1><p>U krijgt 30 procent.</p></main><footer>Vandaag</footer>"""


class Web:
    """A server that gives each path its answer, and how the visitors of it named themselves."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.visitors: set[str] = set()
        self.over = Event()
        self.address = ""

    def put(self, path: str, body: str | bytes, media_type: str = HTML) -> str:
        """Serve a body; return its address."""
        data = body if isinstance(body, bytes) else body.encode()
        return self.answer(path, lambda handler: send(handler, 200, data, Content_Type=media_type))

    def answer(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.address + path


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in ({"Content_Length": str(len(body))} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    with suppress(ConnectionError):
        handler.wfile.write(body)


def missing(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 404)


@pytest.fixture
def web() -> Iterator[Web]:
    site = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.visitors.add(self.headers["User-Agent"])
            site.answers.get(self.path, missing)(self)

        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        site.address = f"http://127.0.0.1:{server.server_port}"
        yield site
        site.over.set()
        server.shutdown()
        thread.join()


def look(address: str, before: Reading | None = None, *, seconds: float = 20) -> Finding:
    """Return what became of one source."""
    return compare_sources([Citation(address, (), (), before)], TODAY, seconds=seconds)[0]


def reading_of(address: str) -> Reading:
    reading = look(address).now
    assert reading is not None
    return reading


def test_a_source_is_read_as_its_visitors_see_it(web: Web) -> None:
    finding = look(web.put("/steun", PAGE))
    assert finding.state is State.NEVER_READ
    assert finding.now == Reading(
        read_on=TODAY,
        sha256=hashlib.sha256(b"Hoeveel steun? U krijgt 30 procent.").hexdigest(),
        excerpt="Hoeveel steun? U krijgt 30 procent.",
    )


def test_the_program_says_who_it_is(web: Web) -> None:
    look(web.put("/steun", PAGE))
    assert web.visitors == {USER_AGENT}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("let visit = 1", "let visit = 2"),
        ("color: red", "color: blue"),
        ("Menu", "Ander menu"),
        ("Vandaag", "Morgen"),
        ("steun?</h1><p>", "steun?</h1>\n\n  <p class=groot>"),
        ("<!doctype html>", "<!doctype html><!-- gemaakt om 10 uur -->"),
    ],
)
def test_what_readers_do_not_see_is_no_change(web: Web, old: str, new: str) -> None:
    before = reading_of(web.put("/steun", PAGE))
    assert look(web.put("/steun", PAGE.replace(old, new)), before).state is State.SAME


def test_another_figure_is_a_change(web: Web) -> None:
    before = reading_of(web.put("/steun", PAGE))
    finding = look(web.put("/steun", PAGE.replace("30", "25")), before)
    assert finding.state is State.CHANGED
    assert str(finding) == f"anders: {web.address}/steun (gelezen op {write_date(TODAY)})"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_no_longer_there_vanished(web: Web, status: int) -> None:
    before = reading_of(web.put("/steun", PAGE))
    finding = look(web.answer("/steun", lambda handler: send(handler, status)), before)
    assert finding.state is State.GONE
    assert finding.reason == f"de server antwoordt {status}"


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_server_that_refuses_for_now_says_nothing_about_the_page(web: Web, status: int) -> None:
    finding = look(web.answer("/steun", lambda handler: send(handler, status)))
    assert (finding.state, finding.alarming) == (State.UNREADABLE, False)


def test_a_redirect_is_followed_and_told(web: Web) -> None:
    new = web.put("/nieuw", PAGE)
    old = web.answer("/oud", lambda handler: send(handler, 301, Location="/nieuw"))
    finding = look(old, reading_of(new))
    assert (finding.state, finding.as_before) == (State.SAME, False)
    assert str(finding) == f"gelijk: {old} (gelezen op {write_date(TODAY)}; doorverwezen naar {new})"


def test_redirects_in_a_circle_end(web: Web) -> None:
    circle = web.answer("/kring", lambda handler: send(handler, 302, Location="/kring"))
    assert look(circle).state is State.UNREADABLE


def test_an_address_with_letters_that_a_request_cannot_hold_is_no_redirect(web: Web) -> None:
    web.put("/kmo%E2%80%99s", PAGE)
    assert look(f"{web.address}/kmo’s").redirected_to is None


def test_nobody_waits_for_a_server_that_is_silent(web: Web) -> None:
    silent = web.answer("/stil", lambda _: web.over.wait())
    there = web.put("/steun", PAGE)
    findings = compare_sources([Citation(address, (), (), None) for address in (silent, there)], TODAY, seconds=0.3)
    assert [finding.state for finding in findings] == [State.UNREACHABLE, State.NEVER_READ]
    assert findings[0].reason == "geen antwoord binnen 0.3 seconden"


def test_nobody_waits_for_a_server_that_sends_letter_by_letter(web: Web) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, Content_Type=HTML, Content_Length="1000000")
        with suppress(ConnectionError):
            while not web.over.wait(0.02):
                handler.wfile.write(b"x")

    with pytest.raises(UnavailableError, match=r"geen antwoord binnen 0\.3 seconden"):
        look(web.answer("/druppel", drip), seconds=0.3)


def test_a_page_without_end_is_left_at_the_limit(web: Web) -> None:
    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with suppress(ConnectionError):
            while not web.over.is_set():
                handler.wfile.write(bytes(1_000_000))

    finding = look(web.answer("/zondvloed", pour))
    assert finding.state is State.UNREADABLE
    assert finding.reason == f"meer dan {MOST_BYTES // 1_000_000} MB"


def test_a_page_that_breaks_off_is_not_taken_for_a_change(web: Web) -> None:
    before = reading_of(web.put("/steun", PAGE))
    broken = web.answer("/steun", lambda handler: send(handler, 200, b"<main>Hoe", Content_Length="5000"))
    assert look(broken, before).state is State.UNREADABLE


def test_what_is_no_http_is_not_read(web: Web) -> None:
    assert look(web.answer("/ftp", lambda handler: handler.wfile.write(b"220 klaar\r\n"))).now is None


def test_a_file_that_is_no_text_is_compared_byte_by_byte(web: Web) -> None:
    pdf = b"%PDF-1.7\n\x00\xff\xfe"
    before = reading_of(web.put("/besluit.pdf", pdf, "application/pdf"))
    assert (before.sha256, before.excerpt) == (hashlib.sha256(pdf).hexdigest(), "application/pdf, 12 bytes")
    assert look(web.put("/besluit.pdf", pdf, "application/pdf"), before).state is State.SAME
    assert look(web.put("/besluit.pdf", pdf + b" ", "application/pdf"), before).state is State.CHANGED


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "text/html"),
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-8-sig", HTML),
        ("windows-1252", "text/html"),
        ("windows-1252", HTML),
        ("iso-8859-15", "text/html; charset=iso-8859-15"),
        ("windows-1252", "text/html; charset=dit-bestaat-niet"),
        ("windows-1252", "text/html; charset=hex"),
    ],
)
def test_accents_are_read_whatever_the_server_says_of_them(web: Web, encoding: str, said: str) -> None:
    page = "<main>Eén onderneming, € 7.500</main>".encode(encoding)
    assert reading_of(web.put("/steun", page, said)).excerpt == "Eén onderneming, € 7.500"


def test_plain_text_is_read_as_it_stands(web: Web) -> None:
    assert reading_of(web.put("/tekst", "1 < 2\n\n<nav>", "text/plain")).excerpt == "1 < 2 <nav>"


def test_a_page_that_shows_nothing_without_scripts_is_not_taken_for_read(web: Web) -> None:
    finding = look(web.put("/leeg", "<body><nav>Menu</nav><div hidden><nav>x</nav></div><script>toon()</script>"))
    assert (finding.state, finding.reason) == (State.UNREADABLE, "er staat geen tekst op")


def test_a_page_without_a_main_part_is_read_whole(web: Web) -> None:
    assert reading_of(web.put("/oud", "<div hidden>x<nav>y</nav></div><p>Steun</p><p>30</p>")).excerpt == "Steun 30"


def test_an_excerpt_is_short(web: Web) -> None:
    assert len(reading_of(web.put("/lang", f"<main>{'woord ' * 1000}</main>")).excerpt) == 200


def test_without_a_network_there_is_one_line(source: Path) -> None:
    with reserved_port() as port:
        address = cite(source, f"http://127.0.0.1:{port}/weg")
        done = run(source, "--vergelijk", address)
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 1
    assert done.output.startswith("geen enkele bron is te bereiken")


def cite(source: Path, *addresses: str) -> str:
    """Have a page of the source rest on these addresses; return the first one."""
    page = source / "pages" / "kosten.md"
    links = "\n".join(f"Zie [hier]({address})." for address in addresses)
    page.write_text(f"{page.read_text('utf-8')}\n{links}\n", "utf-8")
    return addresses[0]


def run(source: Path, *arguments: str, today: date = TODAY) -> Result:
    return CliRunner().invoke(main, ["--source", str(source), "--today", str(today), "bronnen", *arguments])


def test_a_source_is_never_read_then_remembered_then_changed(source: Path, web: Web) -> None:
    address = cite(source, web.put("/steun", PAGE))
    never = run(source, "--vergelijk", address)
    assert (never.exit_code, never.stdout) == (0, f"nog niet gelezen: {address}\n")
    assert run(source, "--onthoud", address).exit_code == 0
    same = run(source, "--vergelijk", address, today=date(2026, 12, 1))
    assert (same.exit_code, same.stdout) == (0, "")
    web.put("/steun", PAGE.replace("30", "25"))
    changed = run(source, "--vergelijk", address)
    assert (changed.exit_code, changed.stdout) == (1, f"anders: {address} (gelezen op {write_date(TODAY)})\n")
    del web.answers["/steun"]
    assert run(source, "--vergelijk", address).exit_code == 1


def test_the_list_shows_what_was_read_and_where_the_site_rests_on_it(source: Path, web: Web) -> None:
    address = cite(source, web.put("/steun", PAGE))
    line = len((source / "pages" / "kosten.md").read_text("utf-8").splitlines())
    place = f"  pagina: bron/pages/kosten.md:{line}"
    assert run(source, address).stdout.splitlines() == [address, "  nog niet gelezen", place]
    run(source, "--onthoud", address)
    read = f"  gelezen op {write_date(TODAY)}: Hoeveel steun? U krijgt 30 procent."
    assert run(source, address).stdout.splitlines() == [address, read, place]


def test_what_cannot_be_read_keeps_what_was_read_before(source: Path, web: Web) -> None:
    first, second = web.put("/een", PAGE), web.put("/twee", PAGE)
    cite(source, first, second)
    assert run(source, "--onthoud", first, second).exit_code == 0
    before = (source / FILE).read_text("utf-8")
    web.answer("/twee", lambda handler: send(handler, 503))
    done = run(source, "--onthoud", first, second)
    assert done.exit_code == 1
    assert done.stdout.startswith(f"niet te lezen: {second}")
    assert (source / FILE).read_text("utf-8") == before


def test_programs_get_every_source_and_what_became_of_it(source: Path, web: Web) -> None:
    address = cite(source, web.put("/steun", PAGE))
    listed = json.loads(run(source, "--format", "json").stdout)["sources"]
    assert len(listed) > 50
    (found,) = json.loads(run(source, "--vergelijk", "--format", "json", address).stdout)["findings"]
    assert (found["state"], found["citation"]["address"]) == ("nog niet gelezen", address)
    assert found["now"]["read_on"] == TODAY.isoformat()


def test_an_address_that_is_no_source_is_refused(source: Path) -> None:
    done = run(source, "--vergelijk", "https://uniac.be/km")
    assert done.exit_code == 1
    assert 'bedoelde u "https://uniac.be/kmo"?' in done.stderr


def test_a_spoilt_file_is_told_with_its_line(source: Path) -> None:
    (source / FILE).write_text(
        '# bewaard\n[[bron]]\nadres = "https://uniac.be/kmo"\ngelezen_op = "gisteren"\n', "utf-8"
    )
    done = run(source)
    assert done.exit_code == 1
    assert done.stderr.startswith('bron/bronnen.toml:2:1: KMO032 de sleutel "begin"')
    assert 'bron/bronnen.toml:4:1: KMO033 "gelezen_op" heeft een verkeerde waarde' in done.stderr
