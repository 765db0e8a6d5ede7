"""Draws the picture that stands for a page where its link is shared: its title on the site's paper."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import PIL
from PIL import Image, ImageDraw, ImageFont

from sitegen.bundle.packages import FONT_FILE
from sitegen.common.colours import channels
from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash
from sitegen.common.parallel import parallel_map
from sitegen.common.paths import CACHE, NODE_MODULES
from sitegen.source.pages import Page
from sitegen.source.settings import Settings

FOLDER = "delen"
SIZE = (1200, 630)
MARGIN = 90
BAR = 24
SHADES = 16
"""Colours in a picture: shades from paper to ink, the last of which the bar takes."""

TITLE_SIZE, SMALL_SIZE, BOLD, PLAIN = 80, 36, 650, 450
LINE_HEIGHT = 1.15
MOST_LINES = 4
FAST = 3
"""The level of compression: a smaller file is not worth the time."""

LETTER = NODE_MODULES / FONT_FILE

type Card = tuple[str, str, str, str, str, str]
"""What a picture shows: the page's title, the site above it and its publisher below; its paper, ink and accent."""


def write_cards(pages: Iterable[Page], settings: Settings, out: Path) -> None:
    """Write the picture of every page whose link can be shared; draw those that no build drew before."""
    shared = [page for page in pages if page.findable]
    colours = (settings.light.paper, settings.light.ink, settings.light.accent)
    cards = [(page.title, settings.title, settings.provider.naam, *colours) for page in shared]
    waiting = sum(not (CACHE / name_of(card)).is_dir() for card in cards)
    folder = out / FOLDER
    folder.mkdir()
    for page, file in zip(shared, parallel_map(draw_once, cards, waiting), strict=True):
        copyfile(file, folder / f"{page.slug}.png")


def draw_once(card: Card) -> Path:
    """Give the file with a picture, from the cache or drawn anew."""

    def write(folder: Path) -> None:
        (folder / "card.png").write_bytes(draw(card))

    return cached(name_of(card), write)


def name_of(card: Card) -> str:
    """Give the name under which a picture is kept."""
    return f"card-{short_hash(chr(0).join([*card, PIL.__version__, look()]).encode())}"


@cache
def look() -> str:
    """Give what changes whenever pictures would come out differently."""
    return short_hash(Path(__file__).read_bytes() + LETTER.read_bytes())


def draw(card: Card) -> bytes:
    """Draw a picture, as PNG."""
    title, above, below, *colours = card
    image = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(image)
    lines = wrap(title, SIZE[0] - 2 * MARGIN)
    top = (SIZE[1] - len(lines) * TITLE_SIZE * LINE_HEIGHT) / 2
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + number * TITLE_SIZE * LINE_HEIGHT), line, font=font(TITLE_SIZE, BOLD), fill=0)
    draw.text((MARGIN, MARGIN), above, font=font(SMALL_SIZE, BOLD), fill=0, anchor="ls")
    draw.text((MARGIN, SIZE[1] - MARGIN), below, font=font(SMALL_SIZE, PLAIN), fill=0, anchor="ls")
    shades = image.point([value * (SHADES - 2) // 255 for value in range(256)])
    picture = Image.frombytes("P", SIZE, shades.tobytes())
    picture.putpalette(palette(*colours))
    ImageDraw.Draw(picture).rectangle((0, 0, BAR, SIZE[1]), fill=SHADES - 1)
    out = BytesIO()
    picture.save(out, "PNG", bits=4, compress_level=FAST)
    return out.getvalue()


def wrap(title: str, width: int) -> list[str]:
    """Break a title into lines that fit; what would be too much ends in three dots."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if font(TITLE_SIZE, BOLD).getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]


def palette(paper: str, ink: str, accent: str) -> list[int]:
    """Give the colours: from ink to paper, and the bar's."""
    steps = range(SHADES - 1)
    pairs = zip(channels(ink), channels(paper), strict=True)
    mixed = [[dark + (light - dark) * step // (SHADES - 2) for step in steps] for dark, light in pairs]
    return [value for colour in (*zip(*mixed, strict=True), channels(accent)) for value in colour]


@cache
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Give the site's own letter."""
    letter = ImageFont.truetype(LETTER, size, layout_engine=ImageFont.Layout.BASIC)
    letter.set_variation_by_axes([weight])
    return letter
