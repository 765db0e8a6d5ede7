"""Generate applications for `calculate`: granted, refused, left open, invalid and hostile."""

from random import Random

from calculator.model import CostKind, EnterpriseSize, LegalForm
from calculator.wire import fields
from tests.parity.chance import Json, hostile, mangle, number, one_in, pick, spoil, write
from tests.parity.values import members

SIZES = tuple(map(str, EnterpriseSize))
ELIGIBLE_FORMS = tuple(map(str, LegalForm))[:4]
KEYS = ('"theme"', '"kind"', '"amount"', '"project"', '"enterprise"', '"submitted_on"', '"costs"')


def make_application(random: Random) -> str:
    """Return the text of an application of any kind."""
    kinds = (*[good] * 8, unclear, unclear, refused, refused, broken, misspelt, mangled, hostile)
    return pick(random, kinds)(random)


def good(random: Random) -> str:
    """Return an application of a known size that mostly is granted."""
    return write(random, application(random, enterprise(random, known=True)))


def unclear(random: Random) -> str:
    """Return an application by an enterprise that tells little of itself."""
    return write(random, application(random, enterprise(random, known=False)))


def refused(random: Random) -> str:
    """Return an application with several reasons for refusal."""
    conditions = members(random, fields.ENTERPRISE_CONDITIONS)
    made = application(random, enterprise(random, known=number(random, 1) == 1) | conditions)
    made["subsidy_received"] = pick(random, ("7499,99", "7500", "9999.99", "10 000", "15.000"))
    return write(random, made)


def broken(random: Random) -> str:
    """Return an application in which some values are replaced by anything at all."""
    made: Json = application(random, enterprise(random, known=True))
    for _ in range(1 + number(random, 3)):
        made = spoil(random, made)
    return write(random, made)


def misspelt(random: Random) -> str:
    """Return an application in which keys are misspelt, doubled or too many."""
    key = pick(random, KEYS)
    changed = pick(random, (key[:-2] + '"', key[:-1] + 'e"', key.upper(), '"' + key[2:], f"{key}:null,{key}"))
    return good(random).replace(key, changed)


def mangled(random: Random) -> str:
    """Return the text of an application with a piece cut out or doubled."""
    return mangle(random, good(random))


def application(random: Random, applicant: dict[str, Json]) -> dict[str, Json]:
    """Return an application by an enterprise."""
    most = 120 if one_in(random, 60) else 5
    costs: list[Json] = [cost(random) for _ in range(1 + number(random, most))]
    project: dict[str, Json] = members(random, fields.PROJECT) | {"costs": costs}
    if number(random, 3):
        project["service"] = "opleiding"
        project.pop("registered_provider", None)
    return members(random, fields.APPLICATION) | {"enterprise": applicant, "project": project}


def enterprise(random: Random, *, known: bool) -> dict[str, Json]:
    """Return an enterprise; it tells its size, one way or another, if that is to be `known`."""
    made: dict[str, Json] = {"in_flanders": True, "legal_form": pick(random, ELIGIBLE_FORMS)}
    made |= members(random, fields.FIGURES)
    if known and number(random, 2):
        made["size"] = pick(random, SIZES if one_in(random, 3) else SIZES[:2])
    if one_in(random, 3):
        most = 120 if one_in(random, 40) else 3
        made["related"] = [members(random, fields.RELATED) for _ in range(number(random, most))]
    return made


def cost(random: Random) -> Json:
    """Return a cost line."""
    line = members(random, fields.COST)
    attendance = fields.CATERING_ATTENDANCE if line["kind"] == CostKind.CATERING else {}
    return line | members(random, attendance)
