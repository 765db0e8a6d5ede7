"""Read an application or a year plan from a JSON value, or report every field that cannot be read."""

from collections.abc import Callable, Mapping
from datetime import date

from calculator.model import (
    Application,
    Cost,
    CostKind,
    Enterprise,
    Finding,
    InvalidError,
    Plan,
    Planned,
    Project,
    ReadingProblem,
    RelatedEnterprise,
)
from calculator.wire import fields
from calculator.wire.json_objects import JsonObject, open_object
from calculator.wire.strict_json import Json

APPLICATION_KEYS = frozenset({*fields.APPLICATION, "enterprise", "project"})
ENTERPRISE_KEYS = frozenset({*fields.ENTERPRISE_SIZE, *fields.ENTERPRISE_CONDITIONS, "related"})
RELATED_KEYS = frozenset(fields.RELATED)
PROJECT_KEYS = frozenset({*fields.PROJECT, "costs"})
COST_KEYS = frozenset({*fields.COST, *fields.QUANTITY, *fields.ATTENDANCE})
PLAN_KEYS = frozenset({"subsidy_received", "enterprise", "projects"})
PLANNED_KEYS = frozenset({"submitted_on", "project"})

SUBMITTED_ON = {"submitted_on": fields.APPLICATION["submitted_on"]}
SUBSIDY_RECEIVED = {"subsidy_received": fields.APPLICATION["subsidy_received"]}


def read_application(value: Json) -> Application:
    """Return the application that a JSON value holds. Raises InvalidError with every faulty field."""
    findings: list[Finding] = []
    root = open_object(value, "", APPLICATION_KEYS, findings)
    if root is None:
        raise InvalidError(findings)
    members = root.read(fields.APPLICATION)
    enterprise = read_enterprise(root.object("enterprise", ENTERPRISE_KEYS))
    project = read_project(root.object("project", PROJECT_KEYS))
    if findings:
        raise InvalidError(findings)
    return make(Application, members | {"enterprise": enterprise, "project": project})


def read_plan(value: Json) -> Plan:
    """Return each project of a plan as an application, or with the reasons why it cannot be read.

    Raises InvalidError for what is no plan at all.
    """
    findings: list[Finding] = []
    root = open_object(value, "", PLAN_KEYS, findings)
    if root is None:
        raise InvalidError(findings)
    root.read(SUBSIDY_RECEIVED)
    read_enterprise(root.object("enterprise", ENTERPRISE_KEYS))
    shared: dict[str, Json] = {
        key: root.members[key] for key in ("subsidy_received", "enterprise") if key in root.members
    }
    items = root.items("projects", required=True)
    return Plan(findings=tuple(findings), projects=tuple([read_planned(item, shared) for item in items]))


def read_planned(value: Json, shared: dict[str, Json]) -> Planned:
    """Return one project of a plan as an application with what the plan's projects share."""
    findings: list[Finding] = []
    planned = open_object(value, "", PLANNED_KEYS, findings)
    if planned is None:
        return Planned(application=None, findings=tuple(findings))
    own = {key: planned.members[key] for key in PLANNED_KEYS if key in planned.members}
    application = None
    try:
        application = read_application(shared | own)
    except InvalidError as error:
        findings.extend(error.findings)
    return Planned(application=None if findings else application, submitted_on=read_day(own), findings=tuple(findings))


def read_day(members: dict[str, Json]) -> date | None:
    """Return the day of submission, if it can be read."""
    day = JsonObject(members, "", []).read(SUBMITTED_ON).get("submitted_on")
    return day if isinstance(day, date) else None


def read_enterprise(source: JsonObject | None) -> Enterprise:
    """Return who applies."""
    if source is None:
        return Enterprise()
    size = source.read(fields.ENTERPRISE_SIZE)
    related = [read_related(item) for item in source.objects("related", RELATED_KEYS)]
    conditions = source.read(fields.ENTERPRISE_CONDITIONS)
    known = tuple([enterprise for enterprise in related if enterprise is not None])
    return make(Enterprise, size | conditions | {"related": known})


def read_related(source: JsonObject) -> RelatedEnterprise | None:
    """Return another enterprise of the group; None if anything of the application cannot be read."""
    members = source.read(fields.RELATED)
    return None if source.findings else make(RelatedEnterprise, members)


def read_project(source: JsonObject | None) -> Project | None:
    """Return what the subsidy is for; None if anything of the application cannot be read."""
    if source is None:
        return None
    members = source.read(fields.PROJECT)
    costs = [read_cost(item) for item in source.objects("costs", COST_KEYS, required=True)]
    if source.findings:
        return None
    return make(Project, members | {"costs": tuple([cost for cost in costs if cost is not None])})


def read_cost(source: JsonObject) -> Cost | None:
    """Return a cost line; None if anything of the application cannot be read."""
    members = source.read(fields.COST)
    if members.get("kind") is CostKind.CATERING:
        members |= source.read(fields.CATERING_ATTENDANCE)
        if source.members.get("quantity") is not None:
            source.report("quantity", ReadingProblem.UNKNOWN_KEY)
    else:
        members |= source.read(fields.BILLED)
    return None if source.findings else make(Cost, members)


def make[T](made: Callable[..., T], members: Mapping[str, object]) -> T:
    """Return a value of the model with the members that were read; what was not has its default."""
    return made(**members)
