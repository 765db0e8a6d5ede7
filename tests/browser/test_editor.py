"""The editor at `/beheer/`, with the repository that it keeps in the browser for tests."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from sitegen.preview.static_server import make_server
from sitegen.site import build_site
from tests.conftest import OTHER_PROVIDER, ROOT, TODAY, made_once
from tests.support.commands import call

SETTINGS = '\n[redactie]\nbroncode = "https://github.com/naam/site"\nverbeterlink = true\nbeheer = true\n'
CONFIGURATION = "/beheer/beheer.json"
PAGES = "/beheer/#/collections/paginas/entries"
KOSTEN = "site_src/pages/kosten.md"
SENTENCE = "Alle bedragen op deze pagina zijn zonder btw"

WRITE = """async (files) => {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("sveltia-cms-test", { create: true });
  for (const [path, text] of Object.entries(files)) {
    const steps = path.split("/");
    const name = steps.pop();
    let folder = root;
    for (const step of steps) folder = await folder.getDirectoryHandle(step, { create: true });
    const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
  }
}"""
READ = """async (path) => {
  const steps = path.split("/");
  const name = steps.pop();
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("sveltia-cms-test");
  for (const step of steps) folder = await folder.getDirectoryHandle(step);
  return (await (await folder.getFileHandle(name)).getFile()).text();
}"""
"""Write and read the files of the repository that the editor keeps in the browser."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The folder of a repository, with the source of a site that has courses and an editor."""
    return copy_source(tmp_path)


def copy_source(folder: Path) -> Path:
    source = Path(shutil.copytree(ROOT / "site_src", folder / "site_src"))
    shutil.copyfile(OTHER_PROVIDER / "opleidingen.toml", source / "opleidingen.toml")
    with (source / "site.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    return source


@pytest.fixture(scope="module")
def edited_site(run_folder: Path) -> Path:
    """The folder with a site that has an editor."""
    source = run_folder / "edited"
    return made_once(run_folder / "edited-site", lambda out: build_site(copy_source(source), out, TODAY, print))


@pytest.fixture(scope="module")
def origin(edited_site: Path) -> Iterator[str]:
    """The address of that site on a real server."""
    with make_server(edited_site, 8200) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def editor(browser: Browser, origin: str, source: Path) -> Iterator[Page]:
    """The editor, opened on the repository in the browser, which holds the source."""

    def use_test_backend(route: Route) -> None:
        told = route.fetch().json()
        told["config"] |= {"backend": {"name": "test-repo"}, "publish_mode": "simple"}
        route.fulfill(json=told)

    context = browser.new_context(base_url=origin, locale="nl-BE")
    page = context.new_page()
    page.goto(CONFIGURATION)
    paths = [*(source / "pages").rglob("*.md"), source / "opleidingen.toml"]
    page.evaluate(WRITE, {path.relative_to(source.parent).as_posix(): path.read_text("utf-8") for path in paths})
    page.route(f"**{CONFIGURATION}", use_test_backend)
    page.goto("/beheer/")
    page.get_by_role("button", name="Werken met een testrepository").click()
    expect(page.get_by_role("row", name="Begrippen")).to_be_visible()
    yield page
    context.close()


def type_behind(page: Page, words: str) -> None:
    """Put the cursor in the text of the page, behind these words."""
    text = page.get_by_role("textbox", name="tekst")
    text.evaluate(
        """(area, words) => {
          const place = area.value.indexOf(words) + words.length;
          area.focus();
          area.setSelectionRange(place, place);
        }""",
        words,
    )


def save(page: Page, path: str, source: Path) -> str:
    """Save in the editor; write the file into the source as well, and return its text."""
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Item opgeslagen")).to_be_visible()
    text = str(page.evaluate(READ, path))
    (source.parent / path).write_text(text, "utf-8")
    return text


def check(source: Path) -> tuple[int, str]:
    done = call("--source", source, "--today", f"{TODAY}", "check", "--format", "github")
    return done.exit_code, done.stdout


def test_a_changed_sentence_with_a_figure_from_a_list_changes_one_line(editor: Page, source: Path) -> None:
    before = (source.parent / KOSTEN).read_text("utf-8")
    editor.goto(f"{PAGES}/kosten")
    type_behind(editor, SENTENCE)
    editor.keyboard.type(", ook het plafond van ")
    editor.get_by_label("Cijfers").select_option("{{ steunplafond }}")
    after = save(editor, KOSTEN, source)
    assert after == before.replace(SENTENCE, f"{SENTENCE}, ook het plafond van {{{{ steunplafond }}}}")
    assert check(source)[0] == 0


def test_the_build_refuses_a_mistake_of_an_editor_at_its_line(editor: Page, source: Path) -> None:
    editor.goto(f"{PAGES}/kosten")
    type_behind(editor, SENTENCE)
    editor.keyboard.type(", en u krijgt 30%")
    lines = save(editor, KOSTEN, source).splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "30%" in text)
    code, said = check(source)
    assert code == 1
    assert f"::error file={KOSTEN},line={line},col=" in said


def test_a_new_page_is_named_after_its_title_and_passes_the_check(editor: Page, source: Path) -> None:
    editor.get_by_role("button", name="Nieuw").click()
    editor.get_by_role("textbox", name="titel").first.fill("Nieuw: wat is 'er' te doen?")
    editor.get_by_role("textbox", name="tekst").fill("Een zin.")
    editor.get_by_role("textbox", name="omschrijving").fill("Wat er te doen is.")
    editor.get_by_label("nagekeken_op").locator("input").fill(f"{TODAY}")
    text = save(editor, "site_src/pages/nieuw-wat-is-er-te-doen.md", source)
    top = f"titel: \"Nieuw: wat is 'er' te doen?\"\nomschrijving: Wat er te doen is.\nnagekeken_op: {TODAY}\n"
    assert text == f"---\n{top}---\nEen zin.\n"
    assert check(source)[0] == 0


def test_a_page_in_a_folder_opens_at_the_address_that_its_link_has(editor: Page, edited_site: Path) -> None:
    link = f'href="https://kmo.example.org{PAGES}/insluiten"'
    assert link in (edited_site / "insluiten" / "index.html").read_text("utf-8")
    editor.goto(f"{PAGES}/insluiten/rekenmachine")
    expect(editor.get_by_role("textbox", name="tekst")).to_have_value("Alles wat u typt, blijft op uw toestel.")


def test_a_course_keeps_its_days_and_its_price(editor: Page, source: Path) -> None:
    editor.goto("/beheer/#/collections/lijsten/entries/opleidingen")
    editor.get_by_role("textbox").first.fill("Uw jaarrekening begrijpen")
    text = save(editor, "site_src/opleidingen.toml", source)
    assert 'titel = "Uw jaarrekening begrijpen"' in text
    assert check(source)[0] == 0


def test_the_editor_asks_only_the_site_and_names_the_host_of_the_source(editor: Page, origin: str) -> None:
    asked: list[str] = []
    editor.on("requestfinished", lambda request: asked.append(request.url))
    editor.reload()
    expect(editor.get_by_role("row", name="Begrippen")).to_be_visible()
    assert [url for url in asked if not url.startswith((origin, "blob:", "data:"))] == []
    policy = editor.locator("meta[http-equiv]").get_attribute("content") or ""
    assert "connect-src 'self' blob: data: https://api.github.com https://avatars.githubusercontent.com;" in policy


def test_an_editor_signs_in_at_the_host_of_the_source_with_a_token(browser: Browser, origin: str) -> None:
    page = browser.new_page(base_url=origin, locale="nl-BE")
    page.goto("/kosten/")
    link = page.get_by_role("link", name="Verbeter deze pagina")
    page.goto((link.get_attribute("href") or "").removeprefix("https://kmo.example.org"))
    expect(page.get_by_role("button", name="Inloggen met een toegangstoken")).to_be_visible()
    page.close()


def test_what_visitors_load_does_not_hold_the_editor(edited_site: Path) -> None:
    lists = [edited_site / name for name in ("sw.js", "sitemap.xml", "zoek/index.json", "manifest.webmanifest")]
    assert [path.name for path in lists if "beheer/" in path.read_text("utf-8")] == []
    components = json.loads((edited_site / "sbom.json").read_text("utf-8"))["components"]
    assert "@sveltia/cms" in {component["name"] for component in components}


def test_without_the_setting_there_is_no_editor_and_no_link(built_site: Path) -> None:
    assert not (built_site / "beheer").exists()
    assert [path for path in built_site.rglob("*.html") if "Verbeter deze pagina" in path.read_text("utf-8")] == []


def test_the_build_takes_all_that_the_editor_offers_to_insert(edited_site: Path, source: Path) -> None:
    told = json.loads((edited_site / "beheer" / "beheer.json").read_text("utf-8"))
    texts = [option["text"] for group in told["insertions"] for option in group["options"]]
    assert len(texts) > 100
    with (source / "pages" / "themas.md").open("a", encoding="utf-8") as page:  # it has the sections that a table names
        page.write("\n" + "\n\n".join(texts) + "\n")
    code, said = check(source)
    assert (code, [line for line in said.splitlines() if line.startswith("::error")]) == (0, [])
