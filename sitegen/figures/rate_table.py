"""The rate for every service and theme by one ruleset, ready for a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.model import EnterpriseSize, Service, Theme
from calculator.notation import write_rate
from calculator.rules import Rule, Ruleset
from sitegen.figures.diagrams import Origin, origin_of
from sitegen.figures.rule_changes import PARTS_OF_THEMES, SIZES


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """The rates, per size in words, of a service about a theme; about any other supported theme if that is None."""

    service: Service
    theme: Theme | None
    rates: tuple[tuple[EnterpriseSize, str], ...]
    origin: Origin


def rate_table(rules: Ruleset) -> tuple[RateRow, ...]:
    """Return a row for each service without an increase, where it has such themes, and one for each increase."""
    return tuple(row for service in Service for row in rows_of(service, rules))


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
