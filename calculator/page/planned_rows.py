"""Calculate what stands in the planner's form: each row as an application, with its outcome in the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from calculator.engine.year_plan import PlanOutcome, calculate_plan
from calculator.model import Application, InvalidError, Plan, Planned, value
from calculator.outcome import Outcome, Status
from calculator.page.answer import check_vat
from calculator.page.form import application_of, members
from calculator.page.plan_form import NAME, PlanForm
from calculator.wire.read_application import read_plan
from calculator.wire.strict_json import Json
from calculator.wire.write_outcome import Plain


@value
class PlannedRow:
    """A row of the planner by its number on the page; its application is None if it cannot be read."""

    number: int
    texts: dict[str, str]
    application: Application | None
    outcome: Outcome

    @property
    def title(self) -> dict[str, Plain]:
        """Return what tells the row from the others: its number for people, and its name."""
        return {"number": str(self.number + 1), "name": self.texts.get(NAME, "").strip()}


@value
class CalculatedPlan:
    """The rows with their outcomes, what is wrong with what they share, and the years and advice of all together."""

    plan: Plan
    planned: PlanOutcome
    rows: tuple[PlannedRow, ...]


def calculate_form(form: PlanForm) -> CalculatedPlan:
    """Return what comes of the rows; of too many rows none can be read."""
    plan = read_rows(form) if form.rows else Plan()
    planned = calculate_plan(plan.projects)
    projects = plan.projects or [Planned(application=None) for _ in form.rows]
    outcomes = planned.outcomes or [Outcome(status=Status.INVALID) for _ in form.rows]
    rows = [
        PlannedRow(number, texts, project.application, outcome)
        for (number, texts), project, outcome in zip(form.rows.items(), projects, outcomes, strict=True)
    ]
    return CalculatedPlan(plan, planned, tuple(rows))


def read_rows(form: PlanForm) -> Plan:
    """Read the rows as projects of one enterprise."""
    common = application_of(form.shared)
    common["projects"] = list(projects_of(form.rows.values()))
    common.pop("project", None)
    plan = read_plan(members(common))
    checked = [need_vat(*pair) for pair in zip(plan.projects, form.rows.values(), strict=False)]
    return replace(plan, projects=tuple(checked))


def projects_of(rows: Iterable[Mapping[str, str]]) -> Iterable[Json]:
    """Yield each row as a project of a plan in JSON."""
    for row in rows:
        application = application_of({control: text for control, text in row.items() if control != NAME})
        yield members({key: application[key] for key in ("submitted_on", "project") if key in application})


def need_vat(project: Planned, row: Mapping[str, str]) -> Planned:
    """Return a project as it is, or as one that cannot be read if its prices include a VAT without a rate."""
    try:
        if project.application is not None:
            check_vat(project.application, row)
    except InvalidError as error:
        return Planned(application=None, submitted_on=project.submitted_on, findings=error.findings)
    return project
