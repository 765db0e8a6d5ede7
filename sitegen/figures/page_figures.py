"""The figures that editors may write on pages: each name with its text."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from calculator import rules as law
from calculator.engine.costs import round_cent
from calculator.model import Service, Theme
from calculator.notation import (
    write_date,
    write_millions,
    write_number,
    write_percentage,
    write_rate,
    write_round_amount,
)
from calculator.rules import Ruleset, rules_on
from sitegen.figures.rule_changes import SIZES
from sitegen.figures.rule_topics import rules_of_site


def figures_now(today: date) -> dict[str, str]:
    """Return the figures of the ruleset in force on the day of the build, and those that hold on every date."""
    return figures_of(rules_of_site(today)) | figures_always()


def figures_on(day: str) -> Mapping[str, str]:
    """Return the figures of the ruleset in force on `day` (JJJJ-MM-DD).

    >>> figures_on("2019-11-30")["steunpercentage_klein"]
    '40\N{NO-BREAK SPACE}%'

    Raises ValueError for what is no date, LookupError for a day without rules.
    """
    rules = rules_on(date.fromisoformat(day))
    if rules is None:
        raise LookupError(day)
    return figures_of(rules)


def figures_of(rules: Ruleset) -> dict[str, str]:
    """Return the figures that depend on the ruleset."""
    increase = rules.increases.get((Service.TRAINING, Theme.CYBER_SECURITY))
    figures = {"huidige_regels_sinds": write_date(rules.in_force_from)}
    for size in SIZES:
        rate, ceiling = rules.rates.value[size], rules.ceilings.value[size]
        figures[f"steunpercentage_{size}"] = write_rate(rate)
        figures[f"steunplafond_{size}"] = write_round_amount(ceiling)
        figures[f"kost_bij_plafond_{size}"] = write_round_amount(round_cent(ceiling / rate))
        if increase is not None:
            raised = rules.rate(Service.TRAINING, Theme.CYBER_SECURITY, size)
            figures[f"verhoogd_steunpercentage_{size}"] = write_rate(raised)
            figures[f"kost_bij_plafond_verhoogd_{size}"] = write_round_amount(round_cent(ceiling / raised))
    if increase is not None:
        figures["verhoging"] = f"{write_number(increase.value * 100)} procentpunt"
    if len(set(rules.ceilings.value.values())) == 1:
        figures["steunplafond"] = figures["steunplafond_klein"]
    return figures


def figures_always() -> dict[str, str]:
    """Return the figures that no ruleset changes."""
    figures = {
        "regels_nagekeken_op": write_date(law.CHECKED_ON),
        "cateringgrens": write_round_amount(law.CATERING_LIMIT.value),
        "minimum_opleiding": write_round_amount(law.MINIMUM_COST[Service.TRAINING].value),
        "minimum_advies": write_round_amount(law.MINIMUM_COST[Service.ADVICE].value),
        "aanvraagtermijn": str(law.APPLICATION_DAYS.value),
        "stortingstermijn": str(law.DEPOSIT_DAYS.value),
        "grens_overheidsaandeel": write_percentage(law.PUBLIC_SHARE_LIMIT.value),
        "grens_partner": write_percentage(law.PARTNER_SHARE.value),
        "grens_verbonden": write_percentage(law.LINKED_SHARE.value),
    }
    for size in SIZES:
        figures[f"grens_vte_{size}"] = write_number(Decimal(law.STAFF_LIMIT[size].value))
        figures[f"grens_omzet_{size}"] = write_millions(law.TURNOVER_LIMIT[size].value)
        figures[f"grens_balanstotaal_{size}"] = write_millions(law.BALANCE_SHEET_LIMIT[size].value)
    return figures
