"""The files that are published as they are: which kinds may be, and that none of them holds a program or a secret."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from PIL import ExifTags, Image

from sitegen.common.diagnostics import Diagnostic, Message, place_of
from sitegen.source.files import FIXED, WORD_PROCESSORS, is_hidden

IMAGES = "assets/img"
IMAGE_KINDS = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
PICTURES = {".avif": "AVIF", ".gif": "GIF", ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
"""The endings of pictures made of dots, each with its kind as Pillow names it."""

SAME_KIND = {"MPO": "JPEG"}
"""Kinds that browsers show as another: with several pictures in one file, as cameras make them (JPEG)."""

OTHER_IMAGES = (".bmp", ".heic", ".heif", ".tif", ".tiff")
KINDS = {IMAGES: IMAGE_KINDS, FIXED: (*IMAGE_KINDS, ".css", ".js", ".json", ".pdf", ".txt", ".woff2")}
"""The folders whose files are published as they are, with the suffixes of those that may be.

Only pages that the build makes are HTML, for those are checked and carry the policy; XML can hold what HTML can.
"""

WELL_KNOWN = ".well-known"
"""The one hidden folder that visitors may see (RFC 8615)."""

KEY = b"PRIVATE KEY-----"
"""The end of the first line of a secret key, of any kind."""

SVG = "{http://www.w3.org/2000/svg}"
DRAWING = frozenset(
    f"{SVG}{name}"
    for name in (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line"),
        *("polyline", "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop"),
        *("clipPath", "mask", "pattern", "marker"),
    )
)
"""The elements of a drawing that only draw: none runs, animates, embeds or fetches."""

DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"<?xml-stylesheet")


def check_published_files(source: Path) -> Iterator[Diagnostic]:
    """Find files that would be published and may not be."""
    for folder, kinds in KINDS.items():
        for path in sorted((source / folder).rglob("*")):
            name = path.relative_to(source / folder)
            if not path.is_file() or (folder == IMAGES and is_hidden(path, source / folder)):
                continue  # hidden images are not copied
            if message := find_unpublishable(path, name, kinds):
                yield Diagnostic(place_of(path, source), 1, 1, *message)


def find_unpublishable(path: Path, name: Path, kinds: tuple[str, ...]) -> Message | None:
    """Return a message about a file that may not be published."""
    if any(part.startswith(".") and part != WELL_KNOWN for part in name.parts):
        return "KMO124", "een verborgen bestand zou op de site komen", "schrap het, of zet het buiten de bron"
    if path.suffix not in kinds:
        remedy = f"kies uit: {', '.join(kinds)}"
        if path.suffix.lower() in kinds:
            remedy = f"hernoem het naar {path.stem}{path.suffix.lower()}"
        elif path.suffix.lower() in OTHER_IMAGES:
            remedy = "bewaar de afbeelding als jpg, png of webp"
        elif path.suffix.lower() in WORD_PROCESSORS:
            remedy = "bewaar het document als PDF"
        return "KMO124", f"een bestand van deze soort komt niet op de site: {name.name}", remedy
    data = path.read_bytes()
    if KEY in data:
        return "KMO124", "hier staat een geheime sleutel in", "schrap het bestand, en vervang de sleutel"
    if path.suffix == ".svg" and (what := find_in_drawing(data)):
        return "KMO125", f"in deze tekening staat {what}", "bewaar ze als gewone SVG zonder stijlen, of als png"
    return find_in_picture(path, data) if path.suffix in PICTURES else None


@lru_cache(maxsize=200)
def find_in_picture(path: Path, data: bytes) -> Message | None:
    """Return a message about a picture that no browser shows, has the ending of another kind, or tells its place."""
    try:
        with Image.open(BytesIO(data)) as picture:
            kind, places = (
                SAME_KIND.get(picture.format or "", picture.format or ""),
                picture.getexif().get_ifd(ExifTags.IFD.GPSInfo),
            )
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return "KMO127", "deze afbeelding is niet te lezen", "bewaar ze opnieuw als png, jpg of webp"
    if kind != PICTURES[path.suffix]:
        better = next((suffix for suffix, name in PICTURES.items() if name == kind), None)
        remedy = f"hernoem het naar {path.stem}{better}" if better else "bewaar ze als png, jpg of webp"
        return "KMO127", f"dit is geen {path.suffix[1:]} maar {kind.lower()}", remedy
    if places:
        return "KMO128", "in deze foto staat waar ze genomen is", "bewaar ze opnieuw zonder de locatie"
    return None


def find_in_drawing(data: bytes) -> str | None:
    """Return the first thing in a drawing that does more than draw."""
    if any(declaration in data for declaration in DECLARATIONS):
        return "een verwijzing naar iets anders"
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - nothing is declared, so nothing expands
    except (ElementTree.ParseError, ValueError, LookupError):
        return "iets dat geen SVG is"
    for element in root.iter():
        if element.tag not in DRAWING:
            return f"het element <{str(element.tag).rpartition('}')[2]}>"
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2].lower()
            if name.startswith("on") or name == "style" or (name == "href" and not value.startswith("#")):
                return f'het attribuut "{name}"'
            if "url(" in value.replace("url(#", ""):
                return f'een adres in "{name}"'
    return None
