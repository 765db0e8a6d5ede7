"""The outcome of an application and its parts; each part carries the steps of the reasoning behind it.

Money is a `Decimal` in euro, a rate a `Decimal` fraction.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from calculator.model import EnterpriseSize, Finding, value
from calculator.rules import Certainty


class Status(StrEnum):
    """Kind of outcome: a subsidy, a refusal, a range, or an application that cannot be read."""

    SUBSIDY = "subsidie"
    REFUSED = "geen-subsidie"
    UNCERTAIN = "onzeker"
    INVALID = "ongeldig"


class Notice(StrEnum):
    """A warning that does not change the outcome."""

    TO_CHECK = "te-controleren"
    TRANSITION_UNCERTAIN = "overgang-onzeker"
    RULES_STALE = "regels-verouderd"
    YEAR_UNKNOWN = "jaar-niet-gekend"
    SIZE_TWO_YEARS = "grootte-twee-jaren"
    PARTNER_EXACTLY = "partner-precies-25"
    INVESTOR = "investeerder"


@value
class Remark:
    """A notice about the field with path `field`."""

    field: str
    notice: Notice


@value
class Step:
    """One step of the reasoning: its result, its reason, the rule it rests on, and the figures used.

    `since` is the day since which the rule holds; None where no source names it.
    """

    step: str
    value: str | None
    because: str
    since: date | None
    source: str
    certainty: Certainty
    figures: tuple[tuple[str, str], ...] = ()


type Steps = tuple[Step, ...]


@value
class Regime:
    """The ruleset that decides, by its first day (None: the day lies before every ruleset)."""

    in_force_from: date | None
    checked_on: date
    step: Step


@value
class Costs:
    """The costs of a project, without VAT, the VAT (btw) on all of them, and the `invoice`: both together.

    `catering_excess` is the part of the ineligible costs that lies above the catering limit.
    """

    total: Decimal
    eligible: Decimal
    ineligible: Decimal
    catering_excess: Decimal
    vat: Decimal
    vat_rate: Decimal
    invoice: Decimal
    steps: Steps


@value
class Ceiling:
    """The yearly ceiling (steunplafond), what is left of it before and after this subsidy, and the
    eligible cost that uses up what is left.
    """

    yearly: Decimal
    available: Decimal
    left: Decimal
    cost_at_ceiling: Decimal

    @property
    def reached(self) -> bool:
        """Return whether this subsidy uses up the ceiling."""
        return not self.left


@value
class Grant:
    """The subsidy for an enterprise of one size (None: not known), and why there is none if there are `problems`.

    A size that the measure does not know has no rate and no ceiling.
    """

    size: EnterpriseSize | None
    problems: tuple[Finding, ...]
    subsidy: Decimal
    rate: Decimal | None = None
    increased: bool = False
    ceiling: Ceiling | None = None
    steps: Steps = ()


@value
class Payment:
    """What the enterprise pays; with the subsidy it adds up to all costs and the VAT.

    `own_share` (eigen aandeel) goes through the wallet, `paid_to_provider` outside it, `outlay` is both.
    """

    own_share: Decimal
    paid_to_provider: Decimal
    outlay: Decimal
    steps: Steps


@value
class SubsidyRange:
    """The lowest and the highest subsidy over the sizes still possible."""

    lowest: Decimal
    highest: Decimal


@value
class Likely:
    """The subsidy for the smallest size still possible, and what the enterprise pays with it."""

    size: EnterpriseSize
    rate: Decimal
    subsidy: Decimal
    own_share: Decimal
    outlay: Decimal


@value
class Deadlines:
    """The last days of an application; `apply_by` needs a known start, `finish_by` is for training only.

    `too_late` is the reason for refusal if the application comes after `apply_by`.
    """

    apply_by: date | None
    deposit_by: date
    finish_by: date | None
    pay_by: date
    too_late: Finding | None
    steps: Steps


@value
class Outcome:
    """Outcome (resultaat) of one application; what does not apply is None."""

    status: Status
    problems: tuple[Finding, ...] = ()
    regime: Regime | None = None
    grant: Grant | None = None
    costs: Costs | None = None
    payment: Payment | None = None
    range: SubsidyRange | None = None
    likely: Likely | None = None
    deadlines: Deadlines | None = None
    notices: tuple[Remark, ...] = ()
    trace: Steps = ()
