"""Ten thousand seeded applications, good and bad, for asking two runtimes the same.

The same count gives the same texts on every machine and in every run: only methods of
`random.Random` are used whose results Python keeps from version to version.
"""

import json
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from calculator.model import CostKind, EnterpriseSize, LegalForm, Theme
from calculator.rules import RULESETS

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None

SEED = 20261123
FIRST_DAY = date(2015, 12, 1)
STARTS = tuple(str(rules.in_force_from) for rules in RULESETS)
SIZES = tuple(map(str, EnterpriseSize))
FORMS = tuple(map(str, LegalForm))
THEMES = tuple(map(str, Theme))
KINDS = tuple(str(kind) for kind in CostKind if kind is not CostKind.CATERING)
MONEY = ("0", "9.999.999,99", "10000000", "10000000.01", "43 000 000", "43000000.01", "€ 50.000.000", "900000000")
STAFF = ("0", "12,5", "49,99", "50", "249.99", "250", "1.234")
SHARES = ("0", "24,99", "25", "33,333", "50", "50,01", "100 %")
VAT_RATES: tuple[Json, ...] = ("0", "6", "21", "21 %", 12, 0.5)
HOSTILE: tuple[Json, ...] = (
    "",
    " ",
    "\ud800",
    "\udfff\ud800",
    "\x00",
    "\N{RIGHT-TO-LEFT OVERRIDE}12",
    "１２",
    "١٢",
    "\N{MINUS SIGN}5",
    "-0",
    "1,234.56",
    "1.234.56",
    "1e400",
    "NaN",
    "0x1F",
    "2026-02-30",
    "9999-12-31",
    "0000-00-00",
    "</script>",
    '"\\',
    "€",
    "5 €",
    "9" * 60,
    "1" + "\N{NO-BREAK SPACE}000" * 3,
    "I\N{COMBINING DOT ABOVE}",
    "KLEIN",
    "ß",
    -1,
    10**30,
    0.1,
    1e300,
    5e-324,
    1e-7,
    True,
    False,
    None,
    [],
    {},
    [[[[]]]],
    {"a": {"b": ["c"]}},
    ["\ud83d", "\ude00"],
)


def applications(count: int = 10_000) -> list[str]:
    """Return `count` texts: applications that are granted, refused, left open or invalid, and hostile strings."""
    random = Random(SEED)
    kinds = (good, good, good, good, unclear, refused, broken, misspelt, mangled, hostile)
    return [pick(random, kinds)(random) for _ in range(count)]


def pick[T](random: Random, options: tuple[T, ...]) -> T:
    """Return one of the options."""
    return options[int(random.random() * len(options))]


def number(random: Random, most: int) -> int:
    """Return a number from 0 to `most`."""
    return int(random.random() * (most + 1))


def good(random: Random) -> str:
    """Return an application of a known size that mostly is granted."""
    return write(random, make(random, known=True))


def unclear(random: Random) -> str:
    """Return an application by an enterprise that tells little of itself."""
    application = make(random, known=False)
    return write(random, application)


def refused(random: Random) -> str:
    """Return an application with several reasons for refusal."""
    application = make(random, known=number(random, 1) == 1)
    enterprise, project = application["enterprise"], application["project"]
    assert isinstance(enterprise, dict)
    assert isinstance(project, dict)
    enterprise["in_flanders"] = pick(random, (True, False, None))
    enterprise["legal_form"] = pick(random, FORMS)
    enterprise["public_share"] = pick(random, SHARES)
    enterprise["eligible_activity"] = pick(random, (True, False, None))
    project["registered_provider"] = pick(random, (True, False, None))
    project["theme"] = pick(random, THEMES)
    application["subsidy_received"] = pick(random, ("7499,99", "7500", "9999.99", "10 000", "15.000"))
    return write(random, application)


def broken(random: Random) -> str:
    """Return an application in which some values are replaced by anything at all."""
    application: Json = make(random, known=True)
    for _ in range(1 + number(random, 3)):
        application = spoil(random, application)
    return write(random, application)


def misspelt(random: Random) -> str:
    """Return an application in which keys are misspelt, doubled or too many."""
    text = write(random, make(random, known=True))
    key = pick(random, ('"theme"', '"kind"', '"amount"', '"project"', '"enterprise"', '"submitted_on"', '"costs"'))
    changed = pick(random, (key[:-2] + '"', key[:-1] + 'e"', key.upper(), '"' + key[2:], f"{key}:null,{key}"))
    return text.replace(key, changed)


def mangled(random: Random) -> str:
    """Return the text of an application with a piece cut out or doubled."""
    text = write(random, make(random, known=True))
    start = number(random, len(text) - 1)
    end = start + number(random, 12)
    return text[:start] + text[end:] if number(random, 1) else text[:end] + text[start:]


def hostile(random: Random) -> str:
    """Return a string or JSON value that is no application."""
    value = pick(random, HOSTILE)
    if isinstance(value, str) and number(random, 1):
        return value
    depth = pick(random, (0, 1, 3, 62, 63, 64, 65, 66, 500))
    return "[" * depth + json.dumps(value, ensure_ascii=False) + "]" * depth


def make(random: Random, *, known: bool) -> dict[str, Json]:
    """Return an application; its enterprise tells its size, one way or another, if that is to be `known`."""
    forms = FORMS[:3] if number(random, 4) else FORMS[3:4]
    enterprise: dict[str, Json] = {"in_flanders": True, "legal_form": pick(random, forms)}
    if known and number(random, 2):
        enterprise["size"] = pick(random, SIZES if number(random, 2) == 0 else SIZES[:2])
    for key, options in (("staff", STAFF), ("turnover", MONEY), ("balance_sheet_total", MONEY)):
        if known or number(random, 2) == 0:
            enterprise[key] = pick(random, options)
    related: list[Json] = [make_related(random) for _ in range(number(random, 2))]
    if related:
        enterprise["related"] = related
    submitted = pick(random, STARTS) if number(random, 3) == 0 else str(FIRST_DAY + timedelta(number(random, 5_000)))
    return {
        "submitted_on": pick(random, (submitted, "/".join(reversed(submitted.split("-"))))),
        "subsidy_received": euro(random, 9_000),
        "enterprise": enterprise,
        "project": make_project(random, date.fromisoformat(submitted)),
    }


def make_related(random: Random) -> Json:
    """Return an enterprise of the same group."""
    turnover = pick(random, MONEY) if number(random, 5) else None
    return {"share": pick(random, SHARES), "staff": pick(random, STAFF), "turnover": turnover}


def make_project(random: Random, submitted: date) -> Json:
    """Return a project that starts around the day of submission."""
    costs: list[Json] = [make_cost(random) for _ in range(1 + number(random, 5))]
    service = pick(random, ("opleiding", "opleiding", "advies"))
    project: dict[str, Json] = {"service": service, "theme": pick(random, THEMES[:10]), "costs": costs}
    project["vat_rate"] = pick(random, VAT_RATES)
    if number(random, 2):
        project["starts_on"] = str(submitted + timedelta(number(random, 60) - 20))
    return project


def make_cost(random: Random) -> Json:
    """Return a cost line."""
    if number(random, 4) == 0:
        persons: Json = number(random, 30) if number(random, 1) else str(number(random, 30))
        return {"kind": "catering", "amount": euro(random, 900), "persons": persons, "days": number(random, 5)}
    return {"kind": pick(random, KINDS), "amount": euro(random, 20_000)}


def euro(random: Random, most: int) -> Json:
    """Return an amount in one of the notations that are read."""
    whole, cents = number(random, most), number(random, 99)
    grouped = f"{whole:,}".replace(",", pick(random, (".", " ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")))
    spellings: tuple[Json, ...] = (
        whole,
        whole + cents / 100,
        f"{whole}",
        f"{whole}.{cents:02}",
        f"{whole},{cents:02}",
        f"€ {grouped},{cents:02}",
    )
    return pick(random, spellings)


def spoil(random: Random, value: Json) -> Json:
    """Replace one value, at any depth, by anything at all."""
    if isinstance(value, dict) and value and number(random, 4):
        key = pick(random, tuple(value))
        return value | {key: spoil(random, value[key])}
    if isinstance(value, list) and value and number(random, 3):
        index = number(random, len(value) - 1)
        return [*value[:index], spoil(random, value[index]), *value[index + 1 :]]
    return pick(random, HOSTILE)


def write(random: Random, application: Json) -> str:
    """Write JSON in one of the ways that mean the same."""
    styles: tuple[Callable[[Json], str], ...] = (
        json.dumps,
        lambda value: json.dumps(value, ensure_ascii=False),
        lambda value: json.dumps(value, indent=1),
        lambda value: json.dumps(value, separators=(",", ":")),
    )
    return pick(random, styles)(application)
