"""From an outcome to the JSON of the contract: every key always there, in one order."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from calculator.model import Finding, Outcome, Step

type Plain = bool | int | str | list[Plain] | dict[str, Plain] | None

ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)
FLAGS = {True: "true", False: "false", None: "null"}


def write_outcome(outcome: Outcome, *, with_trace: bool = True) -> str:
    """Write the contract's envelope: money with two decimals, rates as fractions, dates ISO.

    As text at once, for only what the applicant wrote needs escaping.
    """
    problems = join_list([write_finding(finding) for finding in outcome.problems])
    notices = join_list([f'{{"field":"{remark.field}","notice":"{remark.notice}"}}' for remark in outcome.notices])
    trace = f',"trace":{join_list([write_step(step) for step in outcome.trace])}' if with_trace else ""
    return (
        f'{{"schema":"kmo-outcome/1"'
        f',"status":"{outcome.status}"'
        f',"rules":{{"in_force_from":{quote(outcome.in_force_from)},"checked_on":{quote(outcome.checked_on)}}}'
        f',"enterprise_size":{quote(outcome.enterprise_size)}'
        f',"rate":{quote(outcome.rate)}'
        f',"eligible_cost":{quote(outcome.eligible_cost)}'
        f',"ineligible_cost":{quote(outcome.ineligible_cost)}'
        f',"vat":{quote(outcome.vat)}'
        f',"subsidy":{quote(outcome.subsidy)}'
        f',"own_share":{quote(outcome.own_share)}'
        f',"paid_to_provider":{quote(outcome.paid_to_provider)}'
        f',"outlay":{quote(outcome.outlay)}'
        f',"ceiling":{quote(outcome.ceiling)}'
        f',"ceiling_left":{quote(outcome.ceiling_left)}'
        f',"ceiling_reached":{FLAGS[outcome.ceiling_reached]}'
        f',"cost_at_ceiling":{quote(outcome.cost_at_ceiling)}'
        f',"range":{write_range(outcome.lowest, outcome.highest)}'
        f',"deadlines":{{"apply_by":{quote(outcome.apply_by)}'
        f',"deposit_by":{quote(outcome.deposit_by)}'
        f',"finish_by":{quote(outcome.finish_by)}}}'
        f',"problems":{problems}'
        f',"notices":{notices}'
        f"{trace}}}"
    )


def write_range(lowest: Decimal | None, highest: Decimal | None) -> str:
    """Write a range of subsidies; null where there is none."""
    return "null" if lowest is None else f'{{"lowest":"{lowest!s}","highest":"{highest!s}"}}'


def write_finding(finding: Finding) -> str:
    """Write a problem; only a misspelt key has a `nearest` one."""
    nearest = "" if finding.nearest is None else f',"nearest":"{finding.nearest}"'
    return f'{{"field":{encode(finding.field)},"problem":"{finding.problem}"{nearest}}}'


def write_step(step: Step) -> str:
    """Write one step of the trace."""
    result = "null" if step.value is None else f'"{step.value}"'
    since = "null" if step.since is None else f'"{step.since!s}"'
    figures = ",".join([f'"{name}":"{figure}"' for name, figure in step.figures])
    return (
        f'{{"step":"{step.step}","value":{result},"because":"{step.because}",'
        f'"since":{since},"source":"{step.source}","figures":{{{figures}}}}}'
    )


def quote(word: object) -> str:
    """Write as JSON a figure, date or word in which nothing needs escaping; None is null."""
    return "null" if word is None else f'"{word!s}"'


def encode(value: Plain) -> str:
    """Write JSON in ASCII, so that no string can break its carrier."""
    return ENCODER.encode(value)


def join_object(members: Mapping[str, str]) -> str:
    """Write a JSON object of members that are JSON already.

    >>> join_object({"years": "{}", "problems": "[]"})
    '{"years":{},"problems":[]}'
    """
    return "{" + ",".join([f'"{key}":{text}' for key, text in members.items()]) + "}"


def join_list(items: Iterable[str]) -> str:
    """Write a JSON list of items that are JSON already.

    >>> join_list(["{}", "null"])
    '[{},null]'
    """
    return f"[{','.join(items)}]"
