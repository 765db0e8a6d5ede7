"""What is published as it is, is of a kind that may be, and holds no program and no secret."""

from pathlib import Path

import pytest

from sitegen.source.published_files import check_published_files
from tests.support.hostile_files import HARMLESS_FILES, HIDDEN_FILES, HOSTILE_DRAWINGS, OTHER_KINDS, SECRETS
from tests.support.pictures import picture
from tests.support.sources import build, diagnostics_of, edit


def put(source: Path, name: str, text: str) -> None:
    path = source / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def found(source: Path) -> list[tuple[str, str]]:
    return [(diagnostic.code, diagnostic.path) for diagnostic in check_published_files(source)]


@pytest.mark.parametrize(("name", "text"), (HIDDEN_FILES | OTHER_KINDS | SECRETS).items())
def test_what_nobody_may_see_is_named(tmp_path: Path, name: str, text: str) -> None:
    put(tmp_path / "bron", name, text)
    assert found(tmp_path / "bron") == [("KMO124", f"bron/{name}")]


@pytest.mark.parametrize("name", HOSTILE_DRAWINGS)
def test_a_drawing_that_does_more_than_draw_is_named(tmp_path: Path, name: str) -> None:
    put(tmp_path / "bron", "assets/img/tekening.svg", HOSTILE_DRAWINGS[name])
    assert found(tmp_path / "bron") == [("KMO125", "bron/assets/img/tekening.svg")]


def test_what_only_shows_something_is_published(tmp_path: Path) -> None:
    for name, text in HARMLESS_FILES.items():
        put(tmp_path, name, text)
    assert found(tmp_path) == []


def test_a_build_refuses_such_a_file_before_it_writes_anything(source: Path) -> None:
    put(source, "fixed/.env", "geheim")
    put(source, "fixed/pagina.html", "<script>alert(1)</script>")
    assert [(diagnostic.code, diagnostic.path) for diagnostic in diagnostics_of(source)] == [
        ("KMO124", "bron/fixed/.env"),
        ("KMO124", "bron/fixed/pagina.html"),
    ]
    assert not (source.parent / "dist").exists()


PICTURES = {
    "foto.png": (picture("PNG"), None),
    "foto.jpg": (picture("JPEG"), None),
    "camera.jpg": (picture("MPO"), None),
    "foto.webp": (picture("WEBP"), None),
    "foto.avif": (picture("AVIF"), None),
    "anders.png": (picture("JPEG"), "KMO127 dit is geen png maar jpeg; hernoem het naar anders.jpg"),
    "stuk.jpg": (
        picture("JPEG")[:20],
        "KMO127 deze afbeelding is niet te lezen; bewaar ze opnieuw als png, jpg of webp",
    ),
    "niets.webp": (b"", "KMO127 deze afbeelding is niet te lezen; bewaar ze opnieuw als png, jpg of webp"),
    "thuis.jpg": (
        picture("JPEG", located=True),
        "KMO128 in deze foto staat waar ze genomen is; bewaar ze opnieuw zonder de locatie",
    ),
}


@pytest.mark.parametrize(("name", "made"), PICTURES.items(), ids=PICTURES)
def test_a_picture_is_what_its_name_says_and_does_not_tell_its_place(
    tmp_path: Path, name: str, made: tuple[bytes, str | None]
) -> None:
    data, says = made
    path = tmp_path / "bron" / "assets" / "img" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    said = [str(diagnostic).partition(":1:1: ")[2] for diagnostic in check_published_files(tmp_path / "bron")]
    assert said == ([says] if says else [])


def test_an_editor_can_offer_a_pdf(source: Path) -> None:
    (source / "fixed" / "voorwaarden.pdf").write_bytes(b"%PDF-1.7")
    edit(source / "pages" / "kosten.md", "## ", "Lees [de voorwaarden (PDF)](/voorwaarden.pdf).\n\n## ")
    out = build(source)
    assert (out / "voorwaarden.pdf").read_bytes() == b"%PDF-1.7"
    assert '<a href="../voorwaarden.pdf">' in (out / "kosten" / "index.html").read_text("utf-8")
