"""Generate form values, the same for the same seed, for links that must bring everything back."""

from random import Random

from calculator.page.form import CONTROLS, MOST_RELATED
from calculator.wire.fields import Kind

CHOICES: dict[str, tuple[str, ...]] = {
    name: (*control.words, "") if control.kind is Kind.CHOICE else ("true", "false", "")
    for name, control in CONTROLS.items()
    if control.kind in (Kind.CHOICE, Kind.FLAG)
} | {"project.service": ("opleiding", "advies")}
CHOICES |= {name: ("true", "") for name in CHOICES if name.endswith((".investor", ".prices_include_vat"))}
TEXTS = tuple(name for name in CONTROLS if name not in CHOICES)
STRANGE = (
    "€ 1.234,56",
    "1 000",
    "12,5",
    "50%",
    "a&b=c#d",
    "+1",
    "ça coûte 100 €",
    "100 %",
    "“tien”",
    "%20",
    "1\u202f000",
    " 5 ",
)

READABLE = {
    "subsidy_received": ("", "", "1000", "7500", "20000"),
    "enterprise.staff": ("", "8", "120", "300"),
    "enterprise.turnover": ("", "900000", "60000000"),
    "enterprise.balance_sheet_total": ("", "900000", "60000000"),
    "enterprise.public_share": ("", "", "10", "30"),
    "project.theme": ("cybersecurity", "innovatie", "energie", "geen"),
    "project.vat_rate": ("", "21"),
    "costs.deelname": ("60", "400", "2500,55", "30000"),
    "costs.deelname.quantity": ("", "", "3"),
    "enterprise.related.0.share": ("30", "60"),
    "enterprise.related.0.staff": ("", "5", "210"),
    "enterprise.related.0.turnover": ("", "100000"),
    **{f"enterprise.related.{index}.investor": ("",) for index in range(1, MOST_RELATED)},
    "costs.catering": ("", "20", "400"),
    "costs.verblijf": ("", "", "", "80"),
    "costs.catering.persons": ("2",),
    "costs.catering.days": ("2",),
}
"""What is typed in a form that can be read, often enough near a limit."""


def make_up_readable_form(random: Random) -> dict[str, str]:
    """Generate a form that the calculator can read."""
    chosen = {name: random.choice(values) for name, values in (CHOICES | READABLE).items()}
    return chosen | {"submitted_on": make_up_day(random), "project.starts_on": random.choice(("", make_up_day(random)))}


def make_up_form(random: Random) -> dict[str, str]:
    """Generate the values of the form's controls; empty ones are left out."""
    chosen = {name: random.choice(values) for name, values in CHOICES.items()}
    typed = {name: make_up_text(random, name) for name in TEXTS if random.random() < 0.4}
    form = {"submitted_on": make_up_day(random)} | chosen | typed
    return {name: text for name, text in form.items() if text.strip()}


def make_up_text(random: Random, name: str) -> str:
    """Generate the text of a field: a day, a number or something strange."""
    if CONTROLS[name].kind is Kind.DATE:
        return make_up_day(random)
    return random.choice(STRANGE) if random.random() < 0.3 else str(random.randrange(100_000))


def make_up_day(random: Random) -> str:
    """Generate a day as a date field holds it."""
    return f"{random.randrange(2015, 2030)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
