"""Old addresses send visitors to where a page is now."""

from pathlib import Path

from tests.support.sources import build, edit


def test_an_old_address_leads_to_the_page_by_a_file_and_by_a_page(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "verwant:", "oude_adressen: [/vroeger/kosten/, /prijs/]\nverwant:")
    out = build(source)
    assert (out / "_redirects").read_text("utf-8") == "/prijs/ /kosten/ 301\n/vroeger/kosten/ /kosten/ 301\n"
    html = (out / "vroeger" / "kosten" / "index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../kosten/">' in html
    assert '<a href="../../kosten/">Welke kosten tellen mee?</a>' in html
    assert '<link rel="canonical" href="https://kmo.example.org/kosten/">' in html


def test_redirects_know_the_path_under_which_the_site_lives(source: Path) -> None:
    edit(source / "site.toml", "https://kmo.example.org/", "https://example.org/kmo/")
    edit(source / "pages" / "kosten.md", "verwant:", "oude_adressen: [/prijs/]\nverwant:")
    out = build(source)
    assert (out / "_redirects").read_text("utf-8") == "/kmo/prijs/ /kmo/kosten/ 301\n"
    assert 'href="/kmo/hoeveel/"' in (out / "404.html").read_text("utf-8")


def test_a_site_without_old_addresses_redirects_nobody(built_site: Path) -> None:
    assert (built_site / "_redirects").read_text("utf-8") == ""
