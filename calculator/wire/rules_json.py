"""Write the rules as JSON, each figure with its date, source and certainty."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from calculator import rules as law
from calculator.rules import Rule, Ruleset, rules_on
from calculator.wire.write_outcome import Plain, encode

type Words = frozenset[StrEnum]


def rules_json(day: date | None = None) -> str | None:
    """Write the rules for applications submitted on `day`, the newest ones if that is None.

    >>> rules_json(date(2026, 2, 1))[:62]
    '{"schema":"kmo-rules/1","name":"R7","in_force_from":"2026-02-0'
    >>> rules_json(date(2016, 3, 31)) is None
    True
    """
    rules = law.RULESETS[-1] if day is None else rules_on(day)
    return None if rules is None else encode(publish(rules))


def all_rules_json() -> str:
    """Write every ruleset there has been, from old to new."""
    rulesets: list[Plain] = [publish(rules) for rules in law.RULESETS]
    return encode({"schema": "kmo-rulesets/1", "checked_on": law.CHECKED_ON.isoformat(), "rulesets": rulesets})


def publish(rules: Ruleset) -> dict[str, Plain]:
    """Return one ruleset, with the figures that hold on every date, as JSON values."""
    return {
        "schema": "kmo-rules/1",
        "name": rules.name,
        "in_force_from": rules.in_force_from.isoformat(),
        "checked_on": law.CHECKED_ON.isoformat(),
        "certainty": rules.certainty,
        "source": rules.source,
        "rates": {size: cite(rules.rates, str(rate)) for size, rate in rules.rates.value.items()},
        "ceilings": {size: cite(rules.ceilings, str(euro)) for size, euro in rules.ceilings.value.items()},
        "increases": publish_increases(rules),
        "themes": {service: cite(rule, in_words(rule.value)) for service, rule in rules.themes.items()},
        "size_exempt": cite(rules.size_exempt, in_words(rules.size_exempt.value)),
        "catering_limit": publish_money(law.CATERING_LIMIT),
        "invoiced_costs": cite(law.INVOICED_COSTS, law.INVOICED_COSTS.value),
        "vat_excluded": cite(law.VAT_EXCLUDED, law.VAT_EXCLUDED.value),
        "unclear_costs": cite(law.UNCLEAR_COSTS, in_words(law.UNCLEAR_COSTS.value)),
        "ineligible_to_provider": cite(law.INELIGIBLE_TO_PROVIDER, law.INELIGIBLE_TO_PROVIDER.value),
        "rounding": cite(law.ROUNDING, law.ROUNDING.value),
        "remainder_granted": cite(law.REMAINDER_GRANTED, law.REMAINDER_GRANTED.value),
        "minimum_cost": {service: publish_money(rule) for service, rule in law.MINIMUM_COST.items()},
        "application_days": publish_count(law.APPLICATION_DAYS),
        "counted_from_start": cite(law.COUNTED_FROM_START, law.COUNTED_FROM_START.value),
        "deposit_days": publish_count(law.DEPOSIT_DAYS),
        "finish_years": publish_count(law.FINISH_YEARS),
        "pay_years": publish_count(law.PAY_YEARS),
        "staff_limit": {size: publish_number(rule) for size, rule in law.STAFF_LIMIT.items()},
        "turnover_limit": {size: publish_money(rule) for size, rule in law.TURNOVER_LIMIT.items()},
        "balance_sheet_limit": {size: publish_money(rule) for size, rule in law.BALANCE_SHEET_LIMIT.items()},
        "partner_share": publish_number(law.PARTNER_SHARE),
        "linked_share": publish_number(law.LINKED_SHARE),
        "investor_share": publish_number(law.INVESTOR_SHARE),
        "size_change_years": publish_count(law.SIZE_CHANGE_YEARS),
        "public_share_limit": publish_number(law.PUBLIC_SHARE_LIMIT),
        "public_share_exempt": cite(law.PUBLIC_SHARE_EXEMPT, in_words(law.PUBLIC_SHARE_EXEMPT.value)),
        "excluded_forms": {form: cite(rule, rule.value) for form, rule in law.EXCLUDED_FORMS.items()},
        "in_flanders": cite(law.IN_FLANDERS, law.IN_FLANDERS.value),
        "eligible_activity": cite(law.ELIGIBLE_ACTIVITY, law.ELIGIBLE_ACTIVITY.value),
        "registered_provider": cite(law.REGISTERED_PROVIDER, law.REGISTERED_PROVIDER.value),
    }


def publish_increases(rules: Ruleset) -> dict[str, Plain]:
    """Return the increases by service and theme."""
    increases: dict[str, dict[str, Plain]] = {}
    for (service, theme), rule in rules.increases.items():
        increases.setdefault(service, {})[theme] = cite(rule, str(rule.value))
    return dict(increases)


def publish_money(rule: Rule[Decimal]) -> Plain:
    """Return a rule about euro."""
    return cite(rule, f"{rule.value:.2f}")


def publish_number(rule: Rule[Decimal]) -> Plain:
    """Return a rule about work units or a percentage."""
    return cite(rule, str(rule.value))


def publish_count(rule: Rule[int]) -> Plain:
    """Return a rule about days or years."""
    return cite(rule, rule.value)


def in_words(words: Words) -> list[Plain]:
    """Return words in the order of their enumeration."""
    return [word for word in type(next(iter(words))) if word in words] if words else []


def cite(rule: Rule[object], value: Plain) -> Plain:
    """Return a value with the day since which it holds, its source and its certainty."""
    since = None if rule.since is None else rule.since.isoformat()
    return {"value": value, "since": since, "source": rule.source, "certainty": rule.certainty}
