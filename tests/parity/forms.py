"""Generate the form's values for `answer` and `calendar`: empty, begun, filled in, half typed and hostile."""

from random import Random

from calculator.page.answer import DEADLINES
from calculator.page.form import CONTROLS, FIRST_COST, MOST_RELATED, prefixed
from calculator.wire.fields import ENTERPRISE_CONDITIONS
from tests.parity.chance import HOSTILE, Json, number, one_in, pick, write
from tests.parity.values import half_typed, iso_day, text_for
from tests.support.hostile_fragments import GOOD, PAYLOADS, STRANGE

REQUIRED = (name for name, control in CONTROLS.items() if control.required and "related" not in name)
SIZE = "enterprise.size"
NEEDED = {SIZE, FIRST_COST, *REQUIRED}
"""What an answer mostly needs, by the names of the controls."""

CONDITIONS = set(prefixed("enterprise", ENTERPRISE_CONDITIONS))

WORDS = (
    "Dien in",
    "Stort uw deel; bewaar het bewijs, en kijk na\nof het klopt",
    "De opleiding moet één keer doorgaan",
    "Vóór €\N{NO-BREAK SPACE}1.000: ‘zeker’",
    "\U0001f4c5 Laatste dag",
    "a\\b",
    "",
)


def make_form(random: Random) -> str:
    """Return the form's values as JSON, with the day of today as the page gives it."""
    values: dict[str, Json] = dict(form(random))
    if number(random, 9):
        values["today"] = iso_day(random)
    return write(random, values)


def form(random: Random) -> dict[str, str]:
    """Return the form's values in one of its states."""
    related, rarity = pick(random, (0, 0, 0, 1, 2, MOST_RELATED)), pick(random, (10, 7, 7, 5, 1))
    chosen = [name for name in CONTROLS if is_open(name, related) and is_filled(random, name, rarity)]
    values = {name: text_for(random, CONTROLS[name]) for name in chosen}
    if number(random, 2):
        values = {name: text for name, text in values.items() if name not in CONDITIONS}
        values |= {"project.service": "opleiding"}
    if one_in(random, 3):
        values.pop(SIZE, None)
    if values and one_in(random, 4):
        name = pick(random, tuple(values))
        values[name] = half_typed(random, values[name])
    return spoilt(random, values) if one_in(random, 12) else values


def is_open(name: str, related: int) -> bool:
    """Return whether a control is there when so many related enterprises are."""
    parts = name.split(".")
    return parts[1:2] != ["related"] or int(parts[2]) < related


def is_filled(random: Random, name: str, rarity: int) -> bool:
    """Return whether something stands in a control: mostly in what an answer needs."""
    return one_in(random, rarity) or (name in NEEDED and not one_in(random, 15))


def spoilt(random: Random, values: dict[str, str]) -> dict[str, str]:
    """Return values some of which no form of ours ever had."""
    for _ in range(1 + number(random, 3)):
        name = pick(random, (*CONTROLS, "v", "costs", "enterprise.related.99.share"))
        values = values | {name: pick(random, STRANGE + PAYLOADS + (GOOD,))}
    return values


BESIDE_DAYS = ("title", "amount", "if_submitted_on", "bank_day")
"""Names of the words of a calendar file that are about no day or notice."""


def make_calendar_request(random: Random) -> str:
    """Return a request for a calendar file: the form's values, and the words for each deadline."""
    words: dict[str, Json] = {name: describe(random) for name in DEADLINES if number(random, 9)}
    words |= {name: describe(random) for name in BESIDE_DAYS if number(random, 4)}
    request: dict[str, Json] = {"values": dict(form(random)), "words": words}
    request |= {"name": pick(random, WORDS), "link": "https://voorbeeld.be/#v=1"} if number(random, 4) else {}
    request |= {"today": iso_day(random)} if number(random, 4) else {}
    return write(random, request | ({"words": pick(random, HOSTILE)} if one_in(random, 20) else {}))


def describe(random: Random) -> Json:
    """Return the words for one deadline, short or long."""
    description = " ".join(pick(random, WORDS) for _ in range(number(random, 9)))
    return {"summary": pick(random, WORDS), "description": description}
