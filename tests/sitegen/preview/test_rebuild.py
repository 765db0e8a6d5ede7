"""The preview: in step with the source after every save, and equal to a clean build."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Event, Thread
from typing import NoReturn, cast

import pytest

from sitegen.build_cache import BuildCache
from sitegen.common.paths import SOCIAL_CARDS
from sitegen.preview import watch
from sitegen.preview.live_server import make_live_server
from sitegen.preview.rebuild import TITLE, Preview
from sitegen.preview.static_server import HOST
from sitegen.preview.watch import rebuild_on_save, report_status
from sitegen.site import build_site
from tests.conftest import OTHER_PROVIDER, TODAY
from tests.support.sources import edit

FOR_HOSTS = {
    *(".br", ".gz", ".hosting", ".htaccess", ".nojekyll", "_headers", "_redirects", "build.json", "sbom.json"),
    SOCIAL_CARDS,
}
"""What only a published site needs, by its name, its ending or its folder; a preview also lacks the worker that keeps
the site on a device."""


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "sw.js" and not FOR_HOSTS & {path.suffix, path.name, path.parent.name}
    }


@pytest.fixture
def preview(source: Path, tmp_path: Path) -> Preview:
    cache = BuildCache(tmp_path / "kept")
    return Preview(lambda out: build_site(source, out, TODAY, print, cache=cache), tmp_path / "work", source)


def change_a_sentence(pages: Path) -> None:
    edit(pages / "kosten.md", "Wat niet meetelt,", "Wat niet telt,")


def change_a_title(pages: Path) -> None:
    edit(pages / "kosten.md", "titel: ", "titel: Nieuw! ")


def take_a_page_out_of_the_menu(pages: Path) -> None:
    edit(pages / "kosten.md", "menu: 3\n", "")


def change_a_term(pages: Path) -> None:
    edit(
        pages / "begrippen.md",
        "Balanstotaal {: #balanstotaal }",
        "Balans {: #balans }\nBalanstotaal {: #balanstotaal }",
    )


def add_a_page(pages: Path) -> None:
    top = "titel: Nog een pagina\nomschrijving: Iets.\nnagekeken_op: 2026-11-23"
    (pages / "nog-een.md").write_text(f"---\n{top}\n---\nEen zin.\n", "utf-8")


def take_it_away(pages: Path) -> None:
    (pages / "nog-een.md").unlink()


def change_a_template(pages: Path) -> None:
    edit(pages.parent / "templates" / "pages" / "pagina.html", "Nagekeken op", "Laatst nagekeken op")


def change_a_style(pages: Path) -> None:
    edit(pages.parent / "assets" / "css" / "base.css", "--paper: #fbfaf6", "--paper: #fbfaf5")


def change_the_settings(pages: Path) -> None:
    edit(pages.parent / "site.toml", "ie-net ingenieursvereniging", "ie-net")


def offer_courses(pages: Path) -> None:
    shutil.copyfile(OTHER_PROVIDER / "opleidingen.toml", pages.parent / "opleidingen.toml")


SAVES = (
    change_a_sentence, change_a_title, take_a_page_out_of_the_menu, change_a_term, add_a_page, take_it_away,
    change_a_template, change_a_style, change_the_settings, offer_courses,
)  # fmt: skip


def test_after_every_kind_of_save_the_preview_equals_a_clean_build(source: Path, preview: Preview) -> None:
    preview.rebuild()
    for number, save in enumerate(SAVES):
        save(source / "pages")
        status = preview.rebuild()
        assert status.diagnostics == ()
        assert status.folder is not None
        clean = source.parent / f"clean-{number}"
        build_site(source, clean, TODAY, print)
        assert files_in(status.folder) == files_in(clean), save.__name__
        shutil.rmtree(clean)


def test_the_status_names_only_the_page_that_changed(source: Path, preview: Preview) -> None:
    preview.rebuild()
    change_a_sentence(source / "pages")
    assert preview.rebuild().changed == ("/kosten/",)
    change_a_template(source / "pages")
    assert "/hoeveel/" in preview.rebuild().changed


def test_a_mistake_leaves_the_last_good_site_and_goes_away_when_mended(source: Path, preview: Preview) -> None:
    good = preview.rebuild()
    assert good.folder is not None
    before = files_in(good.folder)
    edit(source / "pages" / "hoeveel.md", "{{ steunplafond }}", "{{ steunplafon }}")
    bad = preview.rebuild()
    assert [diagnostic.code for diagnostic in bad.diagnostics] == ["KMO010"]
    assert files_in(good.folder) == before
    edit(source / "pages" / "hoeveel.md", "{{ steunplafon }}", "{{ steunplafond }}")
    mended = preview.rebuild()
    assert mended.folder is not None
    assert (mended.diagnostics, files_in(mended.folder)) == ((), before)


def test_every_mistake_is_told_with_its_line_and_what_is_only_advised_comes_last(
    source: Path, preview: Preview
) -> None:
    edit(source / "pages" / "kosten.md", "## ", "Reeds zeven keer.\n\n## ")
    advised = preview.rebuild()
    assert (advised.stopped, advised.generation, advised.written) == (False, 1, ("Reeds zeven keer.",))
    edit(source / "pages" / "hoeveel.md", "{{ steunplafond }}", "{{ steunplafon }}")
    edit(source / "pages" / "energie.md", "titel:", "titl:")
    stopped = preview.rebuild()
    assert [found.code for found in stopped.diagnostics] == ["KMO003", "KMO010", "KMO081"]
    assert stopped.written[0].startswith("titl:")
    said: list[str] = []
    report_status(stopped, said.append)
    assert [line.startswith("let op: ") for line in said] == [False, False, True]


def test_drafts_and_pages_of_another_day_are_there_with_the_reason(source: Path, preview: Preview) -> None:
    edit(source / "pages" / "energie.md", "titel:", "concept: true\ntitel:")
    edit(source / "pages" / "kosten.md", "titel:", "vanaf: 2030-01-01\ntitel:")
    status = preview.rebuild()
    assert status.drafts == {"/energie/": "een concept", "/kosten/": "verschijnt op 1 januari 2030"}
    assert status.folder is not None
    assert (status.folder / "energie" / "index.html").is_file()


def test_a_link_to_a_draft_is_advised_against_for_visitors_do_not_find_it(source: Path, preview: Preview) -> None:
    edit(source / "pages" / "energie.md", "titel:", "concept: true\ntitel:")
    edit(source / "pages" / "kosten.md", "## ", "Lees [meer](/energie/), of [hier](/energie/#wat-is-energie).\n\n## ")
    status = preview.rebuild()
    assert not status.stopped
    told = [found for found in status.diagnostics if found.path == "bron/pages/kosten.md"]
    assert [(found.warning, found.code, found.message) for found in told] == [
        (True, "KMO020", "/energie/ is er voor bezoekers niet: een concept")
    ]


def test_a_mistake_in_the_front_matter_comes_and_goes_without_a_change_of_the_text(
    source: Path, preview: Preview
) -> None:
    page = source / "pages" / "kosten.md"
    edit(page, "titel: ", "titel: 30 % ")
    assert [found.code for found in preview.rebuild().diagnostics if not found.warning] == ["KMO016"]
    edit(page, "titel: 30 % ", "titel: ")
    assert not preview.rebuild().stopped
    edit(page, "titel: ", "# een opmerking\ntitel: ")
    edit(page, "{{ ", "{{ on")
    before = {found.line for found in preview.rebuild().diagnostics if found.code == "KMO010"}
    edit(page, "# een opmerking\n", "")
    assert {found.line for found in preview.rebuild().diagnostics if found.code == "KMO010"} == {
        line - 1 for line in before
    }


def test_even_a_defect_of_the_program_is_shown_and_survived(tmp_path: Path) -> None:
    def fail(out: Path) -> NoReturn:
        raise ZeroDivisionError(out.name)

    preview = Preview(fail, tmp_path, tmp_path)
    assert preview.rebuild().failure == "ZeroDivisionError: 1"


@pytest.fixture
def live(source: Path, preview: Preview) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """A server in step with the source, and what the terminal said."""
    said: list[str] = []
    stop = Event()
    with make_live_server(preview, 8200) as server:
        threads = [
            Thread(target=server.serve_forever, daemon=True),
            Thread(target=rebuild_on_save, args=(preview, source, said.append, stop), daemon=True),
        ]
        for thread in threads:
            thread.start()
        assert preview.wait(0, 60) is not None
        yield f"{HOST}:{server.server_port}", lambda: said
        stop.set()
        server.shutdown()
        for thread in threads:
            thread.join()


@contextmanager
def get(place: str, path: str) -> Iterator[HTTPResponse]:
    connection = HTTPConnection(place, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    yield response
    response.close()
    connection.close()


def next_status(stream: HTTPResponse) -> dict[str, object]:
    while not (line := stream.readline()).startswith(b"data: "):
        assert line, "the stream ended"
    status: dict[str, object] = json.loads(line.removeprefix(b"data: "))
    return status


def test_the_server_tells_the_browser_and_the_terminal_what_is_wrong_and_lives_on(
    source: Path, live: tuple[str, Callable[[], list[str]]]
) -> None:
    place, said = live
    with get(place, "/__kmo/events") as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert next_status(stream)["diagnostics"] == []
        edit(source / "pages" / "hoeveel.md", "{{ steunplafond }}", "{{ steunplafon }}")
        status = next_status(stream)
        assert status["title"] == TITLE
        assert status["stopped"] is True
        (diagnostic,) = cast("list[dict[str, object]]", status["diagnostics"])
        assert (diagnostic["path"], diagnostic["code"]) == ("bron/pages/hoeveel.md", "KMO010")
        assert "{{ steunplafon }}" in str(diagnostic["written"])
        edit(source / "pages" / "hoeveel.md", "{{ steunplafon }}", "{{ steunplafond }}")
        assert next_status(stream)["diagnostics"] == []
    assert [line for line in said() if "KMO010" in line] == [diagnostic["text"]]
    with get(place, "/hoeveel/") as response:
        assert response.status == 200


def test_only_the_server_puts_its_script_on_a_page(preview: Preview, live: tuple[str, Callable[[], list[str]]]) -> None:
    place, _ = live
    for path in ("/hoeveel/", "/", "/bestaat-niet/"):
        with get(place, path) as response:
            assert b'<script type="module" src="/__kmo/live.js?' in response.read()
    with get(place, "/__kmo/live.js") as response:
        assert response.headers["Content-Type"].startswith("text/javascript")
    with get(place, "/__kmo/../rebuild.py") as response:
        assert response.status == 404
    assert preview.status.folder is not None
    assert not any(b"__kmo" in content for content in files_in(preview.status.folder).values())


def test_a_program_that_changed_starts_anew_only_if_it_can(
    source: Path, preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "code"
    code.mkdir()
    monkeypatch.setattr(watch, "CODE", (code,))
    diagnostics = iter(["SyntaxError: invalid syntax", None])
    monkeypatch.setattr(watch, "error_in_program", lambda: next(diagnostics))
    outcome: list[bool] = []
    watching = Thread(target=lambda: outcome.append(rebuild_on_save(preview, source, print)), daemon=True)
    watching.start()
    assert preview.wait(0, 60) is not None
    save_until(code, lambda: preview.status.stopped)
    assert preview.status.failure == "SyntaxError: invalid syntax"
    save_until(code, lambda: bool(outcome))
    watching.join()
    assert outcome == [True]


def save_until(folder: Path, seen: Callable[[], bool]) -> None:
    """Save a module again and again: when watching begins cannot be seen from outside."""
    waiting = Event()
    for number in range(600):
        (folder / "module.py").write_text(f"x = {number}\n", "utf-8")
        if seen() or waiting.wait(0.1):
            return
    raise AssertionError("nobody noticed")
