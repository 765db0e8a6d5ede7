"""A frame with the calculator: as high as a whole number of steps that show all that is in it."""

STEP = 80
"""Pixels."""

NEEDED = "Math.ceil(document.documentElement.getBoundingClientRect().height)"
FITTED = f"innerHeight % {STEP} === 0 && innerHeight >= {NEEDED} && innerHeight < {NEEDED} + 2 * {STEP}"
FITS = f"() => {FITTED}"
