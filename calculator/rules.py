"""The figures of the kmo-portefeuille: every ruleset since 1 April 2016, dated and sourced.

A ruleset has a start date only, so periods can neither overlap nor leave a gap, and a day before
the first one has no rules at all. Each rule in it carries the day since which it holds, the
address of its source, and how sure that source makes it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from calculator.model import CostKind, EnterpriseSize, LegalForm, Service, Theme

CHECKED_ON = date(2026, 11, 28)
STALE_AFTER = timedelta(days=180)

VLAIO = "https://www.vlaio.be/nl"
KMO = f"{VLAIO}/subsidies-financiering/kmo-portefeuille"
FLANDERS = "https://www.vlaanderen.be/economie-en-ondernemen"

NEWS_2016 = (
    "https://www.vlaio.be/nieuws/"
    "een-vernieuwd-ondersteuningsbeleid-voor-kmo%E2%80%99s-een-vereenvoudigde-kmo-portefeuille"
)
NEWS_2026 = f"{VLAIO}/nieuws/hervorming-kmo-portefeuille-vanaf-1-februari-2026-enkel-nog-advies-voor-cybersecurity"
AMOUNTS = f"{KMO}/hoeveel-subsidies-kan-ik-krijgen"
DATABASE = f"{VLAIO}/subsidies-financiering/subsidiedatabank/kmo-portefeuille-steun-voor-opleiding-en-advies"
SERVICES = f"{KMO}/kmo-portefeuille-voor-dienstverleners/subsidieerbare-diensten"
WORKSHOPS = "https://refli.be/fr/lex/2025007050"
PROJECTS = f"{FLANDERS}/opleiding-en-advies/voor-welke-projecten-kunt-u-steun-krijgen-via-de-kmo-portefeuille"
SME_DEFINITION = f"{FLANDERS}/financiering/een-kmo-volgens-de-europese-kmo-definitie-kleine-of-middelgrote-onderneming"
COSTS = (
    "https://www.vlaanderen.be/nl/ondernemen/kapitaal-en-krediet/"
    "subsidie-voor-opleiding-en-advies-voor-kmos-en-zelfstandigen-kmo-portefeuille/"
    "welke-kosten-komen-aanmerking-voor-steun-de-kmo-portefeuille"
)
ELIGIBILITY = "https://www.kortenberg.be/subsidie-voor-opleiding-en-advies-voor-kmos-en-zelfstandigen-kmo-portefeuille"
LEGAL_FORMS = "https://uniac.be/kmo"
LOWER_RATES = "https://www.vom.be/en/news/1283/regels-kmo-portefeuille-wijzigen-op-1-december-2019"
DEPOSIT = "https://www.vlaio.be/artikel/storten-betalen"
PAYMENT = "https://www.sonjakimpen.com/kmo-portefuille/algemene-voorwaarden/"
INVESTORS = f"{VLAIO}/subsidies-financiering/piloottrajecten-bio-gebaseerde-toepassingen/welke-voorwaarden-zijn-0"
SIZE_CHANGES = (
    f"{VLAIO}/subsidies-financiering/ontwikkelingsproject/financiele-steun-voor-een-ontwikkelingsproject/wanneer"
)

SMALL, MEDIUM = EnterpriseSize.SMALL, EnterpriseSize.MEDIUM
TRAINING, ADVICE = Service.TRAINING, Service.ADVICE


class Certainty(StrEnum):
    """How sure a rule is: by an official source, by an official source on an earlier regime, by
    others only (providers, advisers), or inferred from what the sources do say.
    """

    OFFICIAL = "officieel"
    OFFICIAL_EARLIER = "officieel-ouder"
    OTHERS = "derden"
    INFERRED = "afgeleid"


@dataclass(frozen=True, slots=True)
class Rule[T]:
    """A value of the law, the day since which it holds (None: the sources do not say), its source."""

    value: T
    since: date | None
    source: str
    certainty: Certainty = Certainty.OFFICIAL


type BySize = dict[EnterpriseSize, Decimal]
type ByPair = dict[tuple[Service, Theme], Rule[Decimal]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """The rules for applications submitted from `in_force_from` until the next ruleset starts.

    `rates` (steunpercentages) are fractions, `ceilings` (steunplafonds) euro per calendar year,
    `increases` (verhogingen) the points added to the rate for a pair of service and theme.
    `themes` holds the themes each service may be about, `size_exempt` the legal forms that
    qualify whatever their size. `source` and `certainty` are those of the start date.
    """

    name: str
    in_force_from: date
    source: str
    certainty: Certainty
    rates: Rule[BySize]
    ceilings: Rule[BySize]
    increases: ByPair
    themes: dict[Service, Rule[frozenset[Theme]]]
    size_exempt: Rule[frozenset[LegalForm]]

    def rate(self, service: Service, theme: Theme, size: EnterpriseSize) -> Decimal:
        """Return the rate for an enterprise of `size`, a fraction, with the increase for the pair if there is one.

        >>> R7.rate(Service.TRAINING, Theme.ENERGY, EnterpriseSize.SMALL)
        Decimal('0.45')
        """
        increase = self.increases.get((service, theme))
        return self.rates.value[size] + (increase.value if increase else 0)


# Figures that no source dates: they are applied on every date.

CATERING_LIMIT = Rule(Decimal("25.00"), None, PROJECTS)
"""Eligible catering, in euro per person per day."""

INVOICED_COSTS = Rule(True, None, PROJECTS)
"""What counts is what the provider invoices."""

VAT_EXCLUDED = Rule(True, None, PROJECTS)
"""VAT (btw) never counts: prices that include it count without."""

UNCLEAR_COSTS = Rule(frozenset({CostKind.LODGING, CostKind.OTHER}), None, PROJECTS, Certainty.INFERRED)
"""Kinds of cost that no source names, such as lodging and the rent of a room: left out, to be careful."""

INELIGIBLE_TO_PROVIDER = Rule(True, None, COSTS, Certainty.INFERRED)
"""What does not count is paid to the provider outside the wallet, as the source says of VAT (btw)."""

ROUNDING = Rule("half-up", None, AMOUNTS, Certainty.INFERRED)
"""How the subsidy is rounded to the cent; published amounts fit cents, but no source names the rule."""

REMAINDER_GRANTED = Rule(True, None, AMOUNTS, Certainty.INFERRED)
"""Where the subsidy would be more than is left of the ceiling, what is left is granted; no source says so."""

MINIMUM_COST = {
    TRAINING: Rule(Decimal("100.00"), None, PROJECTS),
    ADVICE: Rule(Decimal("500.00"), None, COSTS, Certainty.OFFICIAL_EARLIER),
}
"""Minimum eligible cost (minimale kostprijs) of an application, in euro."""

APPLICATION_DAYS = Rule(14, None, PROJECTS)
"""Calendar days after the start of the service within which to apply."""

COUNTED_FROM_START = Rule(True, None, PROJECTS, Certainty.INFERRED)
"""The day of the start is day zero of those days: no source gives an example with a date."""

DEPOSIT_DAYS = Rule(30, None, DEPOSIT, Certainty.OFFICIAL_EARLIER)
"""Calendar days after the application within which to deposit the own share."""

FINISH_YEARS = Rule(1, None, PROJECTS)
"""A training must end by 31 December of this many calendar years after the application."""

PAY_YEARS = Rule(1, None, PAYMENT, Certainty.OTHERS)
"""The order to pay should be carried out by 31 December of this many calendar years after the application."""

STAFF_LIMIT = {SMALL: Rule(Decimal(50), None, SME_DEFINITION), MEDIUM: Rule(Decimal(250), None, SME_DEFINITION)}
"""Annual work units (vte) that the enterprise must stay under."""

TURNOVER_LIMIT = {
    SMALL: Rule(Decimal(10_000_000), None, SME_DEFINITION),
    MEDIUM: Rule(Decimal(50_000_000), None, SME_DEFINITION),
}
"""Turnover (jaaromzet) in euro that the enterprise may not exceed, unless its balance sheet is small."""

BALANCE_SHEET_LIMIT = {
    SMALL: Rule(Decimal(10_000_000), None, SME_DEFINITION),
    MEDIUM: Rule(Decimal(43_000_000), None, SME_DEFINITION),
}
"""Balance sheet total (balanstotaal) in euro that may not be exceeded, unless turnover is small."""

PARTNER_SHARE = Rule(Decimal(25), None, SME_DEFINITION)
"""Percentage from which a related enterprise counts pro rata (partneronderneming)."""

LINKED_SHARE = Rule(Decimal(50), None, SME_DEFINITION)
"""Percentage above which a related enterprise counts whole (verbonden onderneming)."""

INVESTOR_SHARE = Rule(Decimal(50), None, INVESTORS, Certainty.INFERRED)
"""Percentage up to and including which an investor (venture capital fund, university …) does not count: VLAIO
says so of another measure, with the same definition."""

SIZE_CHANGE_YEARS = Rule(2, None, SIZE_CHANGES)
"""Closed years in a row on the other side of a limit, before the size changes."""

PUBLIC_SHARE_LIMIT = Rule(Decimal(25), None, SME_DEFINITION)
"""Percentage held by public authorities (overheidsaandeel) that the enterprise must stay under."""

PUBLIC_SHARE_EXEMPT = Rule(frozenset({LegalForm.SHELTERED_WORKSHOP}), None, WORKSHOPS, Certainty.INFERRED)
"""Legal forms that a public share does not exclude: no source says whether the limit holds for them."""

EXCLUDED_FORMS = {
    LegalForm.NON_PROFIT: Rule(True, None, DATABASE),
    LegalForm.PARTNERSHIP: Rule(True, None, LEGAL_FORMS, Certainty.OTHERS),
    LegalForm.DE_FACTO_ASSOCIATION: Rule(True, None, LEGAL_FORMS, Certainty.OTHERS),
    LegalForm.GOVERNMENT: Rule(True, None, SME_DEFINITION, Certainty.INFERRED),
}
"""Legal forms that never qualify: a government by its own share, two others by advisers only, of whom some
name a partnership (maatschap) as accepted. A sheltered workshop qualifies where a ruleset says so."""

IN_FLANDERS = Rule(True, None, ELIGIBILITY)
"""The enterprise must have an establishment in the Flemish Region."""

ELIGIBLE_ACTIVITY = Rule(True, None, ELIGIBILITY)
"""The main activity must be on the list of the ministerial decree."""

REGISTERED_PROVIDER = Rule(True, None, SERVICES)
"""The service provider (dienstverlener) must be registered."""

ANY_THEME = frozenset(Theme)
EIGHT_THEMES = ANY_THEME - {Theme.NONE}
"""The eight themes, with cyber security and energy, which lie inside two of them."""

R1 = Ruleset(
    name="R1",
    in_force_from=date(2016, 4, 1),
    source=NEWS_2016,
    certainty=Certainty.OFFICIAL,
    rates=Rule({SMALL: Decimal("0.40"), MEDIUM: Decimal("0.30")}, date(2016, 4, 1), NEWS_2016),
    ceilings=Rule({SMALL: Decimal("10000.00"), MEDIUM: Decimal("15000.00")}, date(2016, 4, 1), NEWS_2016),
    increases={},
    themes={
        TRAINING: Rule(ANY_THEME, date(2016, 4, 1), NEWS_2016),
        ADVICE: Rule(ANY_THEME, date(2016, 4, 1), NEWS_2016),
    },
    size_exempt=Rule(frozenset(), date(2016, 4, 1), NEWS_2016),
)

R2 = replace(
    R1,
    name="R2",
    in_force_from=date(2019, 12, 1),
    source=LOWER_RATES,
    certainty=Certainty.OTHERS,
    rates=Rule({SMALL: Decimal("0.30"), MEDIUM: Decimal("0.20")}, date(2019, 12, 1), AMOUNTS),
)

R3 = replace(
    R2,
    name="R3",
    in_force_from=date(2020, 1, 1),
    source=AMOUNTS,
    certainty=Certainty.OFFICIAL,
    ceilings=Rule({SMALL: Decimal("7500.00"), MEDIUM: Decimal("7500.00")}, date(2020, 1, 1), AMOUNTS),
)

R4 = replace(
    R3,
    name="R4",
    in_force_from=date(2021, 9, 13),
    source=AMOUNTS,
    certainty=Certainty.OFFICIAL,
    increases={
        (TRAINING, Theme.CYBER_SECURITY): Rule(Decimal("0.15"), date(2021, 9, 13), AMOUNTS),
        (ADVICE, Theme.CYBER_SECURITY): Rule(Decimal("0.15"), date(2021, 9, 13), AMOUNTS),
    },
)

R5 = replace(
    R4,
    name="R5",
    in_force_from=date(2023, 1, 1),
    source=SERVICES,
    certainty=Certainty.OFFICIAL,
    themes={
        TRAINING: Rule(EIGHT_THEMES, date(2023, 1, 1), SERVICES),
        ADVICE: Rule(EIGHT_THEMES, date(2023, 1, 1), SERVICES),
    },
)

R6 = replace(
    R5,
    name="R6",
    in_force_from=date(2023, 5, 1),
    source=DATABASE,
    certainty=Certainty.INFERRED,
    increases=R5.increases
    | {
        (TRAINING, Theme.ENERGY): Rule(Decimal("0.15"), date(2023, 5, 1), DATABASE, Certainty.INFERRED),
        (ADVICE, Theme.ENERGY): Rule(Decimal("0.15"), date(2023, 5, 1), DATABASE, Certainty.INFERRED),
    },
)

R6A = replace(
    R6,
    name="R6a",
    in_force_from=date(2026, 1, 1),
    source=WORKSHOPS,
    certainty=Certainty.OFFICIAL,
    size_exempt=Rule(frozenset({LegalForm.SHELTERED_WORKSHOP}), date(2026, 1, 1), WORKSHOPS),
)

R7 = replace(
    R6A,
    name="R7",
    in_force_from=date(2026, 2, 1),
    source=NEWS_2026,
    certainty=Certainty.OFFICIAL,
    increases={pair: rule for pair, rule in R6A.increases.items() if pair != (ADVICE, Theme.ENERGY)},
    themes={
        TRAINING: R6A.themes[TRAINING],
        ADVICE: Rule(frozenset({Theme.CYBER_SECURITY}), date(2026, 2, 1), NEWS_2026),
    },
)

RULESETS = (R1, R2, R3, R4, R5, R6, R6A, R7)


@dataclass(frozen=True, slots=True)
class Transition:
    """Days, first and last included, on which the sources do not agree about a theme."""

    first: date
    last: date
    theme: Theme
    source: str


TRANSITIONS = (
    Transition(date(2021, 9, 13), date(2021, 9, 13), Theme.CYBER_SECURITY, AMOUNTS),
    Transition(date(2023, 3, 15), date(2023, 4, 30), Theme.ENERGY, DATABASE),
)

ADVICE_CHANGE = Rule(date(2026, 2, 1), date(2026, 2, 1), NEWS_2026, Certainty.INFERRED)
"""The change for which no source says whether the day of start or of application decides for advice
begun before it; every earlier change went by the day of application, and so do we."""


def rules_on(day: date) -> Ruleset | None:
    """Return the rules for an application submitted on `day`; None before the first ruleset.

    >>> rules_on(date(2026, 1, 31)).name, rules_on(date(2026, 2, 1)).name, rules_on(date(2016, 3, 31))
    ('R6a', 'R7', None)
    """
    for rules in reversed(RULESETS):
        if rules.in_force_from <= day:
            return rules
    return None


def rules_before(rules: Ruleset) -> Ruleset | None:
    """Return the ruleset that `rules` replaced; None for the first.

    >>> rules_before(R7).name
    'R6a'
    """
    return rules_on(rules.in_force_from - timedelta(days=1))
