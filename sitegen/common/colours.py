"""The site's colours: what its style sheet is written in, and the provider's accent, which must be legible on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

STYLE_SHEET = Path("assets/css/basis.css")
CUSTOM_PROPERTY = re.compile(r"--(?P<name>[a-z-]+):\s*(?P<colour>#[0-9a-f]{6});")
COLOUR = re.compile(r"#[0-9a-f]{6}")
GROUNDS = ("papier", "vlak", "let-op-grond")
"""What links and headings in the accent stand on."""

LEAST_CONTRAST = 4.5
"""What WCAG 2.2 asks of text, level AA."""

STEPS = 20
DARKEST, LIGHTEST = "#000000", "#ffffff"
BLACK_LEVEL = 0.05
LINEAR_UP_TO = 0.04045

ACCENT = """
/* Made by the build: the accent that site.toml chose, unless a page in another site's chose its own. */

:root {{ --accent: var(--gekozen-licht, {light}); }}

@media (prefers-color-scheme: dark) {{
  :root {{ --accent: var(--gekozen-donker, {dark}); }}
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one scheme, light or dark, as `#rrggbb`."""

    paper: str
    ink: str
    accent: str
    grounds: tuple[str, ...] = ()

    @property
    def remedy(self) -> str | None:
        """The nearest accent that is legible on every ground; None if this one is."""
        if is_legible(self.accent, self.grounds):
            return None
        end = DARKEST if luminance(self.paper) > luminance(self.ink) else LIGHTEST
        nearer = (mix(self.accent, end, step / STEPS) for step in count(1))
        return next(colour for colour in nearer if colour == end or is_legible(colour, self.grounds))


def read_palettes(source: Path, light: str, dark: str) -> tuple[Palette, Palette]:
    """Give the light and the dark palette of a source with these accents."""
    found: dict[str, list[str]] = {}
    for match in CUSTOM_PROPERTY.finditer((source / STYLE_SHEET).read_text("utf-8")):
        found.setdefault(match["name"], []).append(match["colour"])
    schemes = ((0, light), (1, dark))
    one, other = (
        Palette(
            paper=found["papier"][scheme],
            ink=found["inkt"][scheme],
            accent=accent,
            grounds=tuple(found[ground][scheme] for ground in GROUNDS),
        )
        for scheme, accent in schemes
    )
    return one, other


def write_accent(light: Palette, dark: Palette) -> str:
    """Write what the style sheet lacks."""
    return ACCENT.format(light=light.accent, dark=dark.accent)


def is_legible(colour: str, grounds: tuple[str, ...]) -> bool:
    """Tell whether text in a colour can be read on every ground.

    >>> is_legible("#777777", ("#ffffff",)), is_legible("#767676", ("#ffffff",))
    (False, True)
    """
    return all(contrast(colour, ground) >= LEAST_CONTRAST for ground in grounds)


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 to 21.

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + BLACK_LEVEL) / (darker + BLACK_LEVEL)


def luminance(colour: str) -> float:
    """Give how light a colour is, from 0 to 1, as WCAG defines it."""
    red, green, blue = (linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    """Give the light that a channel of sRGB stands for."""
    return channel / 12.92 if channel <= LINEAR_UP_TO else ((channel + 0.055) / 1.055) ** 2.4


def mix(colour: str, end: str, part: float) -> str:
    """Give a colour with a part of another, at most all of it.

    >>> mix("#808080", "#000000", 0.5), mix("#808080", "#ffffff", 2)
    ('#404040', '#ffffff')
    """
    pairs = zip(channels(colour), channels(end), strict=True)
    return "#" + "".join(f"{round(one + (other - one) * min(part, 1)):02x}" for one, other in pairs)


def channels(colour: str) -> Iterator[int]:
    """Give the red, green and blue of a colour, from 0 to 255.

    >>> list(channels("#0a5f63"))
    [10, 95, 99]
    """
    return (int(colour[place : place + 2], 16) for place in (1, 3, 5))
