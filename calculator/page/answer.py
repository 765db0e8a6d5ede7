"""Answer the form with every text that the page shows, written for people.

Names and figures only: the sentences around them stand in the templates.
"""

from collections.abc import Mapping
from datetime import date

from calculator.engine.calculate import calculate
from calculator.engine.trace import trim_zeros
from calculator.engine.what_if import Scenario, Variant, find_scenarios, find_shortfalls, imagine_coming_rules
from calculator.model import Application, Finding, InvalidError, ReadingProblem, Refusal
from calculator.notation import (
    WEEKDAYS,
    UnreadableError,
    read_amount,
    read_date,
    read_percentage,
    write_amount,
    write_date,
    write_percentage,
    write_weekday,
)
from calculator.outcome import Outcome, Status, Step
from calculator.page.bank_days import last_bank_day
from calculator.page.form import (
    CONTROLS,
    NAMES,
    application_of,
    control_of,
    read_request,
    read_today,
    share_fragment,
    values_of,
)
from calculator.page.texts import write_bar, write_scenario, write_shortfall, write_step_texts, write_texts
from calculator.wire.fields import Kind
from calculator.wire.read_application import read_application
from calculator.wire.write_outcome import Plain, days_of, encode, write_outcome

DEADLINES = ("apply_by", "deposit_by", "finish_by", "pay_by")
PAYMENTS = {"deposit_by", "pay_by"}
"""Deadlines by which a bank must have carried out a payment."""

FROM_APPLICATION = {"deposit_by", "finish_by", "pay_by"}
"""Deadlines that count from the day of the application."""

SHOWN_ELSEWHERE = {"own_share", "outlay", *DEADLINES}
"""Steps of the reasoning that the timeline and the amounts show; the page has sentences for all others."""


def answer_json(text: str) -> str:
    """Return everything the page shows, as JSON, for an object of control names and texts.

    Its member `today`, a date, lets each day tell where it stands to it, for the calculator reads no clock.
    Never raises; what is no such object gets the outcome `ongeldig`.
    """
    request = read_request(text)
    values = values_of(request)
    application = None
    try:
        application = read_application(application_of(values))
        check_vat(application, values)
        outcome = calculate(application)
    except InvalidError as error:
        outcome = Outcome(status=Status.INVALID, problems=error.findings)
    beside = encode(
        {
            "schema": "kmo-answer/1",
            "fragment": share_fragment(values),
            "errors": [{"name": name, "problem": problem} for name, problem in find_errors(outcome, values)],
            "texts": write_texts(outcome) | write_vat_rate(application),
            "inputs": [{"name": name, "text": write_input(name, values[name])} for name in NAMES if name in values],
            "split": write_split(outcome),
            "ceiling": write_ceiling(outcome),
            "steps": [write_step_texts(step) for step in visible_steps(outcome)],
            "shortfalls": [write_shortfall(shortfall) for shortfall in find_shortfalls(application, outcome)]
            if application
            else [],
            "what_if": [write_choice(scenario, application) for scenario in visible_scenarios(application, outcome)]
            if application
            else [],
            "timeline": write_timeline(outcome, application, read_today(request)),
            "application_day": write_moment("submitted_on", application.submitted_on, read_today(request))
            if application
            else None,
            "coming": write_coming(application),
        }
    )
    return f'{{"outcome":{write_outcome(outcome)},{beside[1:]}'


def check_vat(application: Application, values: Mapping[str, str]) -> None:
    """Raise InvalidError if prices include a VAT whose rate a person did not give: no rate is no zero on a bill."""
    if application.project.prices_include_vat and not values.get("project.vat_rate", "").strip():
        raise InvalidError([Finding("project.vat_rate", ReadingProblem.REQUIRED)])


def find_errors(outcome: Outcome, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the control where each problem can be mended, and the problem, in the order of the form."""
    order = {name: place for place, name in enumerate(NAMES)}
    errors = [(control_of(finding.field, values), str(finding.problem)) for finding in outcome.problems]
    return sorted(errors, key=lambda error: order.get(error[0], -1))


def write_input(name: str, text: str) -> str:
    """Write what stands in a control the way it was read; what cannot be read, as it stands."""
    try:
        match CONTROLS[name].kind:
            case Kind.DATE:
                return write_weekday(read_date(text))
            case Kind.PERCENTAGE:
                return write_percentage(read_percentage(text))
            case Kind.AMOUNT:
                return write_amount(read_amount(text))
            case _:
                return text
    except UnreadableError:
        return text


def write_vat_rate(application: Application | None) -> dict[str, Plain]:
    """Write the VAT rate of the bill; nothing where there is none."""
    rate = application.project.vat_rate if application else None
    return {"vat_rate": write_percentage(rate)} if rate else {}


def write_split(outcome: Outcome) -> list[Plain]:
    """Write the bar of who pays which part of the bill."""
    if outcome.grant is None or outcome.payment is None:
        return []
    own_share, paid_to_provider = outcome.payment.own_share, outcome.payment.paid_to_provider
    return write_bar({"subsidy": outcome.grant.subsidy, "own_share": own_share, "paid_to_provider": paid_to_provider})


def write_ceiling(outcome: Outcome) -> list[Plain]:
    """Write the bar of the yearly ceiling: received before, this subsidy, and what is left.

    A refusal has none, unless the ceiling is its reason.
    """
    reasons = {finding.problem for finding in outcome.problems}
    if outcome.grant is None or outcome.grant.ceiling is None or reasons - {Refusal.CEILING_USED_UP}:
        return []
    ceiling = outcome.grant.ceiling
    received = ceiling.yearly - ceiling.available
    return write_bar({"received": received, "subsidy": outcome.grant.subsidy, "ceiling_left": ceiling.left})


def visible_steps(outcome: Outcome) -> list[Step]:
    """Return the steps with which a reader can redo the sum, and what decided it.

    A step is left out if another step, the timeline or the amounts show the same.
    """
    names = {step.step for step in outcome.trace}
    left_out = {
        ("size", "opgegeven"): "paid_as" in names,
        ("size", "cijfers"): "paid_as" in names,
        ("catering_limit", "binnen-grens"): True,
        ("minimum_cost", "gehaald"): outcome.status is not Status.UNCERTAIN,
        ("public_share", "onder-grens"): True,
        ("ceiling", "volstaat"): outcome.status is Status.REFUSED,
    }
    visible = [step for step in outcome.trace if step.step not in SHOWN_ELSEWHERE or step.because == Refusal.TOO_LATE]
    return [step for step in visible if not left_out.get((step.step, step.because))]


def visible_scenarios(application: Application, outcome: Outcome) -> list[Scenario]:
    """Return the scenarios with a known outcome; for a refusal only those that can still be had and pay."""
    refused = outcome.status is Status.REFUSED
    worth = {Status.SUBSIDY} if refused else {Status.SUBSIDY, Status.REFUSED}
    return [
        scenario
        for scenario in find_scenarios(application, outcome)
        if scenario.outcome.status in worth and not (refused and scenario.scenario is Variant.PREVIOUS_RULES)
    ]


def write_choice(scenario: Scenario, application: Application) -> Plain:
    """Write the outcome of a variant, and what to fill in for it: nothing where an applicant cannot choose it."""
    before = choices_of(application)
    changes: dict[str, Plain] = {
        name: text for name, text in choices_of(scenario.application).items() if text != before[name]
    }
    texts = write_texts(scenario.outcome) | {"submitted_on": write_date(scenario.application.submitted_on)}
    return {"scenario": scenario.scenario, "status": scenario.outcome.status, "texts": texts, "changes": changes}


def choices_of(application: Application) -> dict[str, str]:
    """Return what an applicant is free to choose, by the controls of the form."""
    return {
        "submitted_on": application.submitted_on.isoformat(),
        "subsidy_received": trim_zeros(application.subsidy_received),
        "project.service": application.project.service,
        "project.theme": application.project.theme,
    }


def write_coming(application: Application | None) -> Plain:
    """Write from when other rules hold, and what the same application gives then; None where none are near."""
    scenario = imagine_coming_rules(application) if application else None
    return None if scenario is None else write_scenario(scenario)


def write_timeline(outcome: Outcome, application: Application | None, today: date | None) -> list[Plain]:
    """Write the days of an application in order, with today among them; of a refused one only a missed deadline.

    A day that counts from an application still to be made says on which day that must be.
    """
    if application is None or outcome.status is Status.INVALID:
        return []
    deadlines: tuple[str, ...] = DEADLINES
    if outcome.status is Status.REFUSED:
        if Refusal.TOO_LATE not in {finding.problem for finding in outcome.problems}:
            return []
        deadlines = DEADLINES[:1]
    deadline_days = days_of(outcome)
    days = {
        "submitted_on": application.submitted_on,
        "starts_on": application.project.starts_on,
        **{name: deadline_days[name] for name in deadlines},
    }
    if today is not None and today not in days.values():
        days["today"] = today
    known = sorted(((day, name) for name, day in days.items() if day is not None), key=lambda known: known[0])
    made_on = application.submitted_on
    ahead: dict[str, Plain] = {"if_submitted_on": write_date(made_on)} if today is not None and made_on >= today else {}
    return [write_moment(name, day, today) | (ahead if name in FROM_APPLICATION else {}) for day, name in known]


def write_moment(name: str, day: date, today: date | None) -> dict[str, Plain]:
    """Write a day with its weekday, the bank day before it if a payment needs one, and where it stands to today."""
    moment: dict[str, Plain] = {"name": name, "weekday": WEEKDAYS[day.weekday()], "text": write_date(day)}
    if name in PAYMENTS and (bank_day := last_bank_day(day)) != day:
        moment["bank_day"] = write_weekday(bank_day)
    if today is not None:
        moment["when"] = "voorbij" if day < today else "vandaag" if day == today else "komt"
        if day >= today:
            moment["days_left"] = str((day - today).days)
    return moment
