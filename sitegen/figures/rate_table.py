"""The rate for every service and theme by one ruleset, ready for a table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from calculator.engine.grant import find_rate
from calculator.model import Application, Enterprise, EnterpriseSize, LegalForm, Project, Service, Theme
from calculator.notation import write_rate
from calculator.rules import RULESETS, Rule, Ruleset
from sitegen.figures.diagrams import Origin, origin_of
from sitegen.figures.rule_changes import PARTS_OF_THEMES, SIZES


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """The rates, per size in words, of a service about a theme; about any other supported theme if that is None."""

    service: Service
    theme: Theme | None
    rates: tuple[tuple[EnterpriseSize, str], ...]
    origin: Origin


WORKSHOPS = LegalForm.SHELTERED_WORKSHOP.value
RAISED_THEMES = tuple(dict.fromkeys(theme.value for rules in RULESETS for _, theme in rules.increases))
"""Every theme that any ruleset raises."""
RATE_TABLES = (*RAISED_THEMES, WORKSHOPS)
"""What a table of rates may be limited to: a theme that any ruleset raises, or sheltered workshops."""


def rate_tables(rules: Ruleset) -> dict[str, tuple[RateRow, ...]]:
    """Return the rows of each table of rates, that of everything under the empty name."""
    rows = rate_table(rules)
    themes = {theme: tuple(row for row in rows if row.theme == theme) for theme in RAISED_THEMES}
    return {"": rows, **themes, WORKSHOPS: tuple(for_workshops(row, rules) for row in rows)}


def rate_table(rules: Ruleset) -> tuple[RateRow, ...]:
    """Return a row for each service without an increase, where it has such themes, and one for each increase."""
    return tuple(row for service in Service for row in rows_of(service, rules))


def for_workshops(row: RateRow, rules: Ruleset) -> RateRow:
    """Return a row with the rates of a sheltered workshop, for a large one too if it has one."""
    application = Application(
        submitted_on=rules.in_force_from,
        enterprise=Enterprise(legal_form=LegalForm.SHELTERED_WORKSHOP),
        project=Project(service=row.service, theme=row.theme or Theme.NONE, costs=()),
    )
    rates = ((size, find_rate(rules, application, size)) for size in EnterpriseSize)
    return replace(row, rates=tuple((size, write_rate(rate.value)) for size, rate in rates if rate is not None))


def rows_of(service: Service, rules: Ruleset) -> Iterator[RateRow]:
    """Return the rows of one service, the plain rate first."""
    supported = rules.themes[service].value
    increased = [theme for theme in Theme if theme in supported and (service, theme) in rules.increases]
    if supported - set(increased):
        yield row(service, None, rules, rules.rates)
    for theme in increased:
        yield row(service, theme, rules, rules.increases[service, theme])


def row(service: Service, theme: Theme | None, rules: Ruleset, rule: Rule[object]) -> RateRow:
    """Return one row; `rule` is what it comes from."""
    return RateRow(service=service, theme=theme, rates=rates_for(service, theme, rules), origin=origin_of(rule))


def rates_for(service: Service, theme: Theme | None, rules: Ruleset) -> tuple[tuple[EnterpriseSize, str], ...]:
    """Return the rate of each size, in words."""
    return tuple((size, write_rate(rules.rate(service, theme or Theme.NONE, size))) for size in SIZES)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRates:
    """The rates of a training about a theme; `within` another theme it has a page of its own."""

    theme: Theme
    rates: tuple[tuple[EnterpriseSize, str], ...]
    raised: bool
    within: bool


def theme_rates(rules: Ruleset) -> tuple[ThemeRates, ...]:
    """Return the rates of a training about each theme that is supported."""
    supported = rules.themes[Service.TRAINING].value - {Theme.NONE}
    return tuple(
        ThemeRates(
            theme=theme,
            rates=rates_for(Service.TRAINING, theme, rules),
            raised=any((service, theme) in rules.increases for service in Service),
            within=theme in PARTS_OF_THEMES,
        )
        for theme in Theme
        if theme in supported
    )
