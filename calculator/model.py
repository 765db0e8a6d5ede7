"""The application for subsidy: its parts, its vocabulary, and the problems it can have.

Money is a `Decimal` in euro, a rate a `Decimal` fraction (0.45), a percentage a `Decimal` from 0
to 100. The values of the enumerations are the Dutch words people see, send and share.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self, dataclass_transform


@dataclass_transform(frozen_default=True)
def value[T](made: type[T]) -> type[T]:
    """Return `made` as a dataclass that the type checker, not the interpreter, keeps frozen.

    Guarding every assignment at run time as well would cost a tenth of a calculation.
    """
    return dataclass(slots=True)(made)


class EnterpriseSize(StrEnum):
    """Size of the enterprise (ondernemingsgrootte), from small to large."""

    SMALL = "klein"
    MEDIUM = "middelgroot"
    LARGE = "groot"


class LegalForm(StrEnum):
    """Legal form (rechtsvorm), as far as it decides on the right to the subsidy."""

    SOLE_TRADER = "eenmanszaak"
    FREE_PROFESSION = "vrij-beroep"
    COMPANY = "vennootschap"
    SHELTERED_WORKSHOP = "maatwerkbedrijf"
    NON_PROFIT = "vzw"
    PARTNERSHIP = "maatschap"
    DE_FACTO_ASSOCIATION = "feitelijke-vereniging"
    GOVERNMENT = "overheid"
    OTHER = "ander"


class Service(StrEnum):
    """Kind of service (pijler)."""

    TRAINING = "opleiding"
    ADVICE = "advies"


class Theme(StrEnum):
    """Subject of the service (thema). Cyber security and energy are parts of larger themes."""

    BUSINESS_STRATEGY = "bedrijfsstrategie"
    OCCUPATIONAL_SKILLS = "beroepsspecifiek"
    DIGITALISATION = "digitalisering"
    CYBER_SECURITY = "cybersecurity"
    SUSTAINABILITY = "duurzaamheid"
    ENERGY = "energie"
    FINANCIAL_LITERACY = "financieel"
    INNOVATION = "innovatie"
    INTERNATIONALISATION = "internationalisering"
    STAFF_MANAGEMENT = "personeel"
    NONE = "geen"


class CostKind(StrEnum):
    """Kind of a cost line on the provider's invoice, and whether it counts as eligible; catering does up to a limit."""

    FEE = "deelname", True
    COURSE_MATERIAL = "cursusmateriaal", True
    TRAINER_TRAVEL = "verplaatsing-lesgever", True
    CATERING = "catering", True
    EXAM = "examen", False
    LODGING = "verblijf", False
    OTHER = "ander", False

    counts: bool

    def __new__(cls, word: str, counts: bool = False) -> Self:
        """Return the member that is `word`."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.counts = counts
        return member


class ReadingProblem(StrEnum):
    """Why a field of an application cannot be read."""

    NOT_JSON = "geen-json"
    REQUIRED = "verplicht"
    UNREADABLE = "onleesbaar"
    NEGATIVE = "negatief"
    TOO_LARGE = "te-groot"
    UNKNOWN_VALUE = "onbekende-waarde"
    UNKNOWN_KEY = "onbekende-sleutel"
    TOO_MANY = "te-veel"


class Refusal(StrEnum):
    """Why an application that can be read gives no right to subsidy."""

    ENTERPRISE_TOO_LARGE = "onderneming-te-groot"
    OUTSIDE_FLANDERS = "buiten-vlaanderen"
    LEGAL_FORM_EXCLUDED = "rechtsvorm-uitgesloten"
    PUBLIC_SHARE = "overheidsaandeel"
    ACTIVITY_EXCLUDED = "hoofdactiviteit-uitgesloten"
    THEME_EXCLUDED = "thema-uitgesloten"
    SERVICE_EXCLUDED = "dienst-uitgesloten"
    PROVIDER_NOT_REGISTERED = "dienstverlener-niet-geregistreerd"
    BELOW_MINIMUM = "onder-minimum"
    TOO_LATE = "te-laat"
    CEILING_USED_UP = "plafond-opgebruikt"
    NO_RULES = "geen-regels"


type Problem = ReadingProblem | Refusal


@value
class RelatedEnterprise:
    """Another enterprise of the group; `share` is the percentage held in it or by it.

    An `investor` is a venture capital fund, public investment company, university, institutional investor or the like.
    """

    share: Decimal
    staff: Decimal | None = None
    turnover: Decimal | None = None
    balance_sheet_total: Decimal | None = None
    investor: bool = False


@value
class Enterprise:
    """The enterprise that applies; what is None is unknown."""

    size: EnterpriseSize | None = None
    staff: Decimal | None = None
    turnover: Decimal | None = None
    balance_sheet_total: Decimal | None = None
    related: tuple[RelatedEnterprise, ...] = ()
    in_flanders: bool | None = None
    legal_form: LegalForm | None = None
    public_share: Decimal | None = None
    eligible_activity: bool | None = None


@value
class Cost:
    """One cost line: an amount that is on the bill `quantity` times; `persons` and `days` matter for catering only."""

    kind: CostKind
    amount: Decimal
    quantity: int = 1
    persons: int | None = None
    days: int | None = None


@value
class Project:
    """The training or advice that the subsidy is asked for.

    `vat_rate` is a percentage; the amounts of the costs include VAT (btw) if `prices_include_vat`.
    """

    service: Service
    theme: Theme
    costs: tuple[Cost, ...]
    starts_on: date | None = None
    registered_provider: bool | None = None
    vat_rate: Decimal = Decimal(0)
    prices_include_vat: bool = False


@value
class Application:
    """Application for subsidy (steunaanvraag)."""

    submitted_on: date
    enterprise: Enterprise
    project: Project
    subsidy_received: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem at the field with path `field`; `nearest` is the known key nearest to a misspelt one."""

    field: str
    problem: Problem
    nearest: str | None = None


@value
class Planned:
    """A project of a plan as an application; if that cannot be read, why, and its date if there is one."""

    application: Application | None
    submitted_on: date | None = None
    findings: tuple[Finding, ...] = ()


@value
class Plan:
    """Several projects of one enterprise; `findings` is what is wrong with what they share."""

    projects: tuple[Planned, ...] = ()
    findings: tuple[Finding, ...] = ()


class InvalidError(ValueError):
    """Input that cannot be read; `findings` names every faulty field, each fault once."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings)
        self.findings = tuple(dict.fromkeys(findings))
