"""From a JSON value to an application, or to every reason why it cannot be read."""

from decimal import Decimal

from calculator.model import (
    Application,
    Cost,
    CostKind,
    Enterprise,
    EnterpriseSize,
    Finding,
    InvalidError,
    LegalForm,
    Plan,
    Planned,
    Project,
    RelatedEnterprise,
    Service,
    Theme,
)
from calculator.notation import read_amount, read_count, read_date, read_percentage, read_staff
from calculator.wire.json_objects import Part, open_part
from calculator.wire.strict_json import Json

ZERO = Decimal(0)

SIZES = {str(size): size for size in EnterpriseSize}
LEGAL_FORMS = {str(form): form for form in LegalForm}
SERVICES = {str(service): service for service in Service}
THEMES = {str(theme): theme for theme in Theme}
COST_KINDS = {str(kind): kind for kind in CostKind}

FIGURES = frozenset({"staff", "turnover", "balance_sheet_total"})
APPLICATION_KEYS = frozenset({"submitted_on", "subsidy_received", "enterprise", "project"})
ENTERPRISE_KEYS = FIGURES | {"size", "related", "in_flanders", "legal_form", "public_share", "eligible_activity"}
RELATED_KEYS = FIGURES | {"share"}
PROJECT_KEYS = frozenset({"service", "theme", "starts_on", "registered_provider", "vat_rate", "costs"})
COST_KEYS = frozenset({"kind", "amount", "persons", "days"})
PLAN_KEYS = frozenset({"subsidy_received", "enterprise", "projects"})
PLANNED_KEYS = frozenset({"submitted_on", "project"})


def read_application(value: Json) -> Application:
    """Make an application of a JSON value. Raises InvalidError with every faulty field."""
    findings: list[Finding] = []
    root = open_part(value, "", APPLICATION_KEYS, findings)
    if root is None:
        raise InvalidError(findings)
    submitted_on = root.required("submitted_on", read_date)
    received = root.optional("subsidy_received", read_amount)
    enterprise = read_enterprise(root.part("enterprise", ENTERPRISE_KEYS))
    project = read_project(root.part("project", PROJECT_KEYS))
    if findings or submitted_on is None or project is None:
        raise InvalidError(findings)
    return Application(
        submitted_on=submitted_on, subsidy_received=received or ZERO, enterprise=enterprise, project=project
    )


def read_plan(value: Json) -> Plan:
    """Make an application of each project in a plan, or the reasons why it cannot be read.

    Raises InvalidError for what is no plan at all.
    """
    findings: list[Finding] = []
    root = open_part(value, "", PLAN_KEYS, findings)
    if root is None:
        raise InvalidError(findings)
    root.optional("subsidy_received", read_amount)
    read_enterprise(root.part("enterprise", ENTERPRISE_KEYS))
    shared: dict[str, Json] = {
        key: root.members[key] for key in ("subsidy_received", "enterprise") if key in root.members
    }
    items = root.items("projects", required=True)
    return Plan(findings=tuple(findings), projects=tuple([read_planned(item, shared) for item in items]))


def read_planned(value: Json, shared: dict[str, Json]) -> Planned:
    """Read one project of a plan as an application with what the plan's projects share."""
    findings: list[Finding] = []
    part = open_part(value, "", PLANNED_KEYS, findings)
    if part is None:
        return Planned(application=None, findings=tuple(findings))
    day = Part(part.members, "", []).optional("submitted_on", read_date)
    own = {key: part.members[key] for key in PLANNED_KEYS if key in part.members}
    try:
        application = read_application(shared | own)
    except InvalidError as error:
        return Planned(application=None, submitted_on=day, findings=(*findings, *error.findings))
    return Planned(application=None if findings else application, submitted_on=day, findings=tuple(findings))


def read_enterprise(part: Part | None) -> Enterprise:
    """Read who applies."""
    if part is None:
        return Enterprise()
    return Enterprise(
        size=part.choice("size", SIZES),
        staff=part.optional("staff", read_staff),
        turnover=part.optional("turnover", read_amount),
        balance_sheet_total=part.optional("balance_sheet_total", read_amount),
        related=tuple([read_related(related) for related in part.parts("related", RELATED_KEYS)]),
        in_flanders=part.flag("in_flanders"),
        legal_form=part.choice("legal_form", LEGAL_FORMS),
        public_share=part.optional("public_share", read_percentage),
        eligible_activity=part.flag("eligible_activity"),
    )


def read_related(part: Part) -> RelatedEnterprise:
    """Read another enterprise of the group."""
    return RelatedEnterprise(
        share=part.required("share", read_percentage) or ZERO,
        staff=part.optional("staff", read_staff),
        turnover=part.optional("turnover", read_amount),
        balance_sheet_total=part.optional("balance_sheet_total", read_amount),
    )


def read_project(part: Part | None) -> Project | None:
    """Read what the subsidy is for; None if a required part is missing."""
    if part is None:
        return None
    service = part.choice("service", SERVICES, required=True)
    theme = part.choice("theme", THEMES, required=True)
    starts_on = part.optional("starts_on", read_date)
    registered_provider = part.flag("registered_provider")
    vat_rate = part.optional("vat_rate", read_percentage)
    costs = [read_cost(cost) for cost in part.parts("costs", COST_KEYS, required=True)]
    if service is None or theme is None:
        return None
    return Project(
        service=service,
        theme=theme,
        starts_on=starts_on,
        registered_provider=registered_provider,
        vat_rate=vat_rate or ZERO,
        costs=tuple([cost for cost in costs if cost is not None]),
    )


def read_cost(part: Part) -> Cost | None:
    """Read a cost line; None if a required part is missing."""
    kind = part.choice("kind", COST_KINDS, required=True)
    amount = part.required("amount", read_amount)
    read = part.required if kind is CostKind.CATERING else part.optional
    persons = read("persons", read_count)
    days = read("days", read_count)
    if kind is None or amount is None:
        return None
    return Cost(kind=kind, amount=amount, persons=persons, days=days)
