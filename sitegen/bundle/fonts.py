"""The fonts of the site, each with only the characters, the weights and the features that its pages use."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from sitegen.bundle.packages import DISPLAY_FONT_FILE, TEXT_FONT_FILE
from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash

ASCII = range(0x20, 0x7F)
LATIN_1 = range(0xA0, 0x100)
ACCENTS = "\u00a0°²·ÀÁÂÄÇÈÉÊËÏÎÔÖÙÜàáâäçèéêëìíîïñòóôöùúûü"
MARKS = "–—‘’“”„•…€−×÷"
FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font: its file within the folder of packages, its characters, and its lightest and boldest weight."""

    file: str
    characters: tuple[int, ...]
    weights: tuple[int, int]


def code_points(*characters: Iterable[int] | str) -> tuple[int, ...]:
    """Return the code points of characters, in order, once each."""
    return tuple(sorted({ord(one) if isinstance(one, str) else one for group in characters for one in group}))


FONTS = {
    "text": Font(file=TEXT_FONT_FILE, characters=code_points(ASCII, LATIN_1, MARKS), weights=(400, 700)),
    "display": Font(file=DISPLAY_FONT_FILE, characters=code_points(ASCII, ACCENTS, MARKS), weights=(700, 700)),
}
"""The font of the text, and that of headings and large amounts, by their names in the style sheet."""


def font_file(name: str, modules: Path) -> Path:
    """Return the file of a font, from the cache or made now."""
    font = FONTS[name]
    source = (modules / font.file).read_bytes()
    key = short_hash(source + repr((font, FEATURES, version("fonttools"))).encode())

    def write(folder: Path) -> None:
        (folder / f"{name}.woff2").write_bytes(subset(source, font))

    return cached(f"font-{key}", write)


def subset(source: bytes, font: Font) -> bytes:
    """Return a variable font cut to its characters, weights and features, as WOFF2."""
    # these take half a second to import, and most builds find the fonts in the cache
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    lightest, boldest = font.weights
    whole = TTFont(BytesIO(source), recalcTimestamp=False)
    cut = instantiateVariableFont(whole, {"wght": (lightest, boldest) if lightest < boldest else boldest})
    subsetter = Subsetter(Options(layout_features=list(FEATURES)))
    subsetter.populate(unicodes=font.characters)
    subsetter.subset(cut)
    cut.flavor = "woff2"
    out = BytesIO()
    cut.save(out)
    return out.getvalue()
