"""The changes of the kmo-portefeuille and their days, from the rulesets; the words stand in the template."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import groupby, pairwise
from urllib.parse import urlsplit

from calculator import rules as law
from calculator.model import EnterpriseSize, LegalForm, Service, Theme
from calculator.notation import write_rate, write_round_amount
from calculator.rules import BySize, Certainty, Rule, Ruleset, Transition

SIZES = (EnterpriseSize.SMALL, EnterpriseSize.MEDIUM)
PARTS_OF_THEMES = frozenset({Theme.CYBER_SECURITY, Theme.ENERGY})
"""Subjects that lie inside another theme, and do not count as a theme of their own."""

PUBLISHERS = {"vlaio.be": "VLAIO", "vlaanderen.be": "Vlaanderen", "refli.be": "Staatsblad", "vom.be": "VOM"}
"""Who published the pages of a host, where its name does not say so."""


class Kind(StrEnum):
    """The kind of a figure: the basic rate, the rate for one subject, or the ceiling."""

    RATE = "rate"
    SUBJECT_RATE = "subject-rate"
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure for one size, in words; None means that there is no subsidy.

    `services` and `theme` say for what a subject's rate holds.
    """

    kind: Kind
    size: EnterpriseSize
    old: str | None
    new: str | None
    services: tuple[Service, ...] = ()
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The themes a service may be about: `every` subject, a `count` of whole themes, or only `names`."""

    every: bool
    count: int
    names: tuple[Theme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChange:
    """The themes that `services` may be about; nothing is known of before the first ruleset."""

    services: tuple[Service, ...]
    old: Scope | None
    new: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All that one ruleset changed; the first ruleset is the `start`, and its old figures are None.

    `certainty` is that of the day, `admitted` and `dropped` the legal forms that qualify whatever
    their size, `uncertain` the days around the change on which the sources do not agree.
    """

    since: date
    source: str
    certainty: Certainty
    start: bool
    figures: tuple[FigureChange, ...]
    themes: tuple[ThemeChange, ...]
    admitted: tuple[LegalForm, ...]
    dropped: tuple[LegalForm, ...]
    uncertain: tuple[Transition, ...]

    @property
    def publisher(self) -> str:
        """Who published the source."""
        return publisher_of(self.source)

    @property
    def services(self) -> tuple[Service, ...]:
        """The services it is about, none if it is about all that is subsidised."""
        touched = {service for figure in self.figures for service in figure.services}
        touched |= {service for change in self.themes for service in change.services}
        return tuple(service for service in Service if service in touched)

    @property
    def subjects(self) -> tuple[Theme, ...]:
        """The themes it is about, none if it is about more than those."""
        if self.themes or any(figure.theme is None for figure in self.figures):
            return ()
        return tuple(theme for theme in Theme if any(figure.theme is theme for figure in self.figures))


def changes(today: date) -> tuple[Change, ...]:
    """Return a change per ruleset that has begun after the first, newest first, and the start as the last one.

    >>> [change.since.year for change in changes(date(2026, 11, 23))]
    [2026, 2026, 2023, 2023, 2021, 2020, 2019, 2016]
    """
    return tuple(change for change in reversed(all_changes()) if change.since <= today)


def announced(today: date) -> tuple[Change, ...]:
    """Return the changes that are still to come, the nearest first."""
    return tuple(change for change in all_changes() if change.since > today)


def all_changes() -> tuple[Change, ...]:
    """Return the start and every change, from old to new."""
    pairs: list[tuple[Ruleset | None, Ruleset]] = [(None, law.RULESETS[0]), *pairwise(law.RULESETS)]
    return tuple(compare(old, new) for old, new in pairs)


def compare(old: Ruleset | None, new: Ruleset) -> Change:
    """Return the change from one ruleset to the next."""
    exempt_before = old.size_exempt.value if old else frozenset()
    return Change(
        since=new.in_force_from,
        source=new.source,
        certainty=new.certainty,
        start=old is None,
        figures=(
            *differ(Kind.RATE, old.rates if old else None, new.rates, write_rate),
            *compare_subject_rates(old, new),
            *differ(Kind.CEILING, old.ceilings if old else None, new.ceilings, write_round_amount),
        ),
        themes=tuple(compare_themes(old, new)),
        admitted=tuple(sorted(new.size_exempt.value - exempt_before)),
        dropped=tuple(sorted(exempt_before - new.size_exempt.value)),
        uncertain=tuple(days for days in law.TRANSITIONS if touches(days, new.in_force_from)),
    )


def compare_subject_rates(old: Ruleset | None, new: Ruleset) -> Iterator[FigureChange]:
    """Return the rates that differ for subjects with an increase before or after the change."""
    if old is None:
        return
    increased = old.increases.keys() | new.increases.keys()
    for theme in Theme:
        services = [service for service in Service if (service, theme) in increased]
        for size in SIZES:

            def rates(service: Service, theme: Theme = theme, size: EnterpriseSize = size) -> tuple[str | None, ...]:
                return tuple(write_subject_rate(rules, service, theme, size) for rules in (old, new))

            for (before, after), same in groupby(services, rates):
                if before != after:
                    yield FigureChange(
                        kind=Kind.SUBJECT_RATE, size=size, old=before, new=after, services=tuple(same), theme=theme
                    )


def differ(
    kind: Kind, old: Rule[BySize] | None, new: Rule[BySize], write: Callable[[Decimal], str]
) -> Iterator[FigureChange]:
    """Return the figures that differ, size by size."""
    for size in SIZES:
        before, after = write(old.value[size]) if old else None, write(new.value[size])
        if before != after:
            yield FigureChange(kind=kind, size=size, old=before, new=after)


def write_subject_rate(rules: Ruleset, service: Service, theme: Theme, size: EnterpriseSize) -> str | None:
    """Write the rate for a subject, None if it is not subsidised."""
    if theme not in rules.themes[service].value:
        return None
    return write_rate(rules.rate(service, theme, size))


def compare_themes(old: Ruleset | None, new: Ruleset) -> Iterator[ThemeChange]:
    """Return the themes that differ, services with the same change together."""

    def scopes(service: Service) -> tuple[Scope | None, Scope]:
        before = scope_of(old.themes[service].value) if old else None
        return before, scope_of(new.themes[service].value)

    for (before, after), services in groupby(Service, scopes):
        if before != after:
            yield ThemeChange(services=tuple(services), old=before, new=after)


def scope_of(themes: frozenset[Theme]) -> Scope:
    """Return how wide a choice of themes is.

    >>> scope_of(law.EIGHT_THEMES).count
    8
    """
    whole = law.EIGHT_THEMES - PARTS_OF_THEMES
    names = () if whole <= themes else tuple(theme for theme in Theme if theme in themes)
    return Scope(every=Theme.NONE in themes, count=len(whole & themes), names=names)


def touches(days: Transition, since: date) -> bool:
    """Return whether uncertain days lie around or just before the start of a ruleset."""
    return days.first <= since <= days.last + timedelta(days=1)


def publisher_of(source: str) -> str:
    """Name who published the page at an address.

    >>> publisher_of("https://www.vlaio.be/nl/nieuws")
    'VLAIO'
    """
    host = (urlsplit(source).hostname or source).removeprefix("www.")
    return PUBLISHERS.get(host, host)
