"""The topics of the law that sentences speak of: since when each holds, and which of them a ruleset changes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from calculator.model import Service, Theme
from calculator.rules import RULESETS, Certainty, Rule, Ruleset, rules_on


class UndatedError(LookupError):
    """A topic whose first day no source names."""


def raised(rules: Ruleset, theme: Theme) -> Rule[object] | None:
    """Return the increase for a theme, that of a training where both services have one; None if there is none."""
    found = [rule for service in Service if (rule := rules.increases.get((service, theme)))]
    return found[0] if found else None


TOPICS: dict[str, Callable[[Ruleset], Rule[object] | None]] = {
    "percentages": lambda rules: rules.rates,
    "plafond": lambda rules: rules.ceilings,
    "cybersecurity": lambda rules: raised(rules, Theme.CYBER_SECURITY),
    "energie": lambda rules: raised(rules, Theme.ENERGY),
    "opleiding": lambda rules: rules.themes[Service.TRAINING],
    "advies": lambda rules: rules.themes[Service.ADVICE],
    "maatwerkbedrijven": lambda rules: rules.size_exempt,
}
"""The rule behind each topic, by the name that editors write."""

INCREASES = "verhogingen"
"""All increases together: a sentence such as "alleen cybersecurity en energie" rests on them."""

NAMES = (*TOPICS, INCREASES)


def first_day(topic: str, rules: Ruleset) -> date:
    """Return the day since which `rules` say what they say of a topic.

    >>> first_day("advies", RULESETS[-1])
    datetime.date(2026, 2, 1)

    Raise UndatedError where no source names that day, or the rules say nothing of the topic.
    """
    rule = TOPICS[topic](rules)
    if rule is None or rule.since is None or rule.certainty is Certainty.INFERRED:
        raise UndatedError(topic)
    return rule.since


def changed_topics(old: Ruleset, new: Ruleset) -> frozenset[str]:
    """Return the topics on which two rulesets differ.

    >>> sorted(changed_topics(*RULESETS[-2:]))
    ['advies', 'verhogingen']
    """
    changed = {name for name, rule_of in TOPICS.items() if value_of(rule_of(old)) != value_of(rule_of(new))}
    if increases_of(old) != increases_of(new):
        changed.add(INCREASES)
    return frozenset(changed)


def increases_of(rules: Ruleset) -> dict[tuple[Service, Theme], Decimal]:
    """Return how much each pair of a service and a theme adds to the rate."""
    return {pair: rule.value for pair, rule in rules.increases.items()}


def value_of(rule: Rule[object] | None) -> object:
    """Return what a rule says; None if there is none."""
    return None if rule is None else rule.value


def rules_of_site(today: date) -> Ruleset:
    """Return the rules in force on the day of a build; the first ones before there were any."""
    return rules_on(today) or RULESETS[0]
