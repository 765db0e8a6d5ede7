"""Colours of sRGB: channels, contrast by WCAG, and mixtures."""

from collections.abc import Iterator

LEAST_CONTRAST = 4.5
"""The contrast ratio that WCAG 2.2 level AA requires of text."""

DARKEST, LIGHTEST = "#000000", "#ffffff"
BLACK_LEVEL = 0.05
LINEAR_UP_TO = 0.04045


def is_legible(colour: str, backgrounds: tuple[str, ...]) -> bool:
    """Return whether text in a colour has enough contrast with every background.

    >>> is_legible("#777777", ("#ffffff",)), is_legible("#767676", ("#ffffff",))
    (False, True)
    """
    return all(contrast(colour, background) >= LEAST_CONTRAST for background in backgrounds)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + BLACK_LEVEL) / (darker + BLACK_LEVEL)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1, as WCAG defines it."""
    red, green, blue = (linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    """Return the linear intensity of a channel of sRGB, from 0 to 1."""
    return channel / 12.92 if channel <= LINEAR_UP_TO else ((channel + 0.055) / 1.055) ** 2.4


def mix(colour: str, end: str, part: float) -> str:
    """Return a colour mixed with a part of another, at most all of it.

    >>> mix("#808080", "#000000", 0.5), mix("#808080", "#ffffff", 2)
    ('#404040', '#ffffff')
    """
    pairs = zip(channels(colour), channels(end), strict=True)
    return "#" + "".join(f"{round(one + (other - one) * min(part, 1)):02x}" for one, other in pairs)


def channels(colour: str) -> Iterator[int]:
    """Return the red, green and blue of a colour, from 0 to 255.

    >>> list(channels("#0a5f63"))
    [10, 95, 99]
    """
    return (int(colour[place : place + 2], 16) for place in (1, 3, 5))
