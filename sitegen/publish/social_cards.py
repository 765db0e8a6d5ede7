"""Draw the preview image of each page for social media: its title on the site's background."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import PIL
from PIL import Image, ImageDraw, ImageFont

from sitegen.bundle.packages import DISPLAY_FONT_FILE
from sitegen.common.colours import channels
from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash
from sitegen.common.parallel import parallel_map
from sitegen.common.paths import CACHE, NODE_MODULES, SOCIAL_CARDS
from sitegen.source.pages import Page
from sitegen.source.settings import Settings

SIZE = (1200, 630)
MARGIN = 90
MARK = (MARGIN, 56, 132, 34)
"""The split bar above the title: its place, its width and its height; its full part is `SPLIT` of it."""

SPLIT = 0.45
SHADES = 16
"""Colours in an image: shades from ink to paper, and last the accent of the bar."""

TITLE_SIZE, SMALL_SIZE, BOLD, PLAIN = 80, 36, 700, 500
LINE_HEIGHT = 1.15
MOST_LINES = 4
COMPRESSION = 3
"""Level of 9: a smaller file is not worth the time."""

FONT_PATH = NODE_MODULES / DISPLAY_FONT_FILE

type Card = tuple[str, str, str, str, str, str]
"""An image's title, the site's name above and the publisher's below; its paper, ink and accent colours."""


def write_cards(pages: Iterable[Page], settings: Settings, out: Path) -> None:
    """Write the image of every findable page, drawn now or by an earlier build."""
    shared = [page for page in pages if page.findable]
    colours = (settings.light.paper, settings.light.ink, settings.light.accent)
    cards = [(page.title, settings.title, settings.provider.naam, *colours) for page in shared]
    pending = sum(not (CACHE / cache_name(card)).is_dir() for card in cards)
    folder = out / SOCIAL_CARDS
    for page, file in zip(shared, parallel_map(draw_cached, cards, pending), strict=True):
        target = folder / f"{page.slug}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        copyfile(file, target)


def draw_cached(card: Card) -> Path:
    """Return the file of an image, from the cache or drawn now."""

    def write(folder: Path) -> None:
        (folder / "card.png").write_bytes(draw(card))

    return cached(cache_name(card), write)


def cache_name(card: Card) -> str:
    """Return the name of an image in the cache."""
    return f"card-{short_hash(chr(0).join([*card, PIL.__version__, drawing_hash()]).encode())}"


@cache
def drawing_hash() -> str:
    """Return the hash of the code and the font that determine the images."""
    return short_hash(Path(__file__).read_bytes() + FONT_PATH.read_bytes())


def draw(card: Card) -> bytes:
    """Return an image, as PNG."""
    title, above, below, *colours = card
    image = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(image)
    lines = wrap(title, SIZE[0] - 2 * MARGIN)
    top = (SIZE[1] - len(lines) * TITLE_SIZE * LINE_HEIGHT) / 2
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + number * TITLE_SIZE * LINE_HEIGHT), line, font=font(TITLE_SIZE, BOLD), fill=0)
    draw.text((MARGIN + MARK[2] + 24, MARGIN), above, font=font(SMALL_SIZE, BOLD), fill=0, anchor="ls")
    draw.text((MARGIN, SIZE[1] - MARGIN), below, font=font(SMALL_SIZE, PLAIN), fill=0, anchor="ls")
    shades = image.point([value * (SHADES - 2) // 255 for value in range(256)])
    picture = Image.frombytes("P", SIZE, shades.tobytes())
    picture.putpalette(palette(*colours))
    draw_mark(ImageDraw.Draw(picture))
    out = BytesIO()
    picture.save(out, "PNG", bits=4, compress_level=COMPRESSION)
    return out.getvalue()


def draw_mark(drawing: ImageDraw.ImageDraw) -> None:
    """Draw the split bar: a full part in the accent, an open part in ink."""
    left, top, width, height = MARK
    drawing.rounded_rectangle((left, top, left + width, top + height), radius=8, outline=0, width=5)
    drawing.rounded_rectangle((left, top, left + width * SPLIT, top + height), radius=8, fill=SHADES - 1)


def wrap(title: str, width: int) -> list[str]:
    """Return the lines of a title that fit the width, ending in three dots where it is too long."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if font(TITLE_SIZE, BOLD).getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]


def palette(paper: str, ink: str, accent: str) -> list[int]:
    """Return the palette: shades from ink to paper, and the accent."""
    steps = range(SHADES - 1)
    pairs = zip(channels(ink), channels(paper), strict=True)
    mixed = [[dark + (light - dark) * step // (SHADES - 2) for step in steps] for dark, light in pairs]
    return [value for colour in (*zip(*mixed, strict=True), channels(accent)) for value in colour]


@cache
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Return the site's font at a size and a weight."""
    typeface = ImageFont.truetype(FONT_PATH, size, layout_engine=ImageFont.Layout.BASIC)
    typeface.set_variation_by_axes([weight])
    return typeface
