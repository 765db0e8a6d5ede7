"""The colours of the site: those of its style sheet, and the provider's accent, which must be legible on them."""

import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sitegen.common.colours import DARKEST, LIGHTEST, is_legible, luminance, mix

STYLE_SHEET = Path("assets/css/base.css")
CUSTOM_PROPERTY = re.compile(r"--(?P<name>[a-z-]+):\s*(?P<colour>#[0-9a-f]{6});")
GROUNDS = ("paper", "surface", "warning-ground")
"""Custom properties of the backgrounds behind links and headings in the accent."""

STEPS = 20


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
    """Return the light and the dark palette of a source with these accents."""
    found: dict[str, list[str]] = {}
    for match in CUSTOM_PROPERTY.finditer((source / STYLE_SHEET).read_text("utf-8")):
        found.setdefault(match["name"], []).append(match["colour"])
    schemes = ((0, light), (1, dark))
    one, other = (
        Palette(
            paper=found["paper"][scheme],
            ink=found["ink"][scheme],
            accent=accent,
            grounds=tuple(found[ground][scheme] for ground in GROUNDS),
        )
        for scheme, accent in schemes
    )
    return one, other
