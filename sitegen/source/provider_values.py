"""The values that tell who a provider is and how to reach it: numbers, addresses, the grounds of its processing."""

import re

from sitegen.common.diagnostics import Message, suggest

REGISTRATION_NUMBER = re.compile(r"DV\.[OA]\d{6}")
ENTERPRISE_NUMBER = re.compile(r"([01]\d{3})\.(\d{3})\.(\d{3})")
EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
PHONE = re.compile(r"\+?[\d ./()-]+")
FEWEST_DIGITS, MOST_DIGITS = 8, 15
"""Of a telephone number; an international one has fifteen at most (ITU-T E.164)."""

CHECK_MODULUS = 97
"""The last two digits of an enterprise number are this, less the remainder of the others divided by it."""

LEGAL_GROUNDS = (
    "toestemming",
    "overeenkomst",
    "wettelijke verplichting",
    "vitale belangen",
    "taak van algemeen belang",
    "gerechtvaardigd belang",
)
"""The grounds on which personal data may be processed (article 6 of the GDPR)."""


def check_number(number: str) -> Message | None:
    """Return a message about a text that is no registration number."""
    if REGISTRATION_NUMBER.fullmatch(number):
        return None
    remedy = "schrijf DV.O of DV.A, met de letter O en niet het cijfer nul, en dan zes cijfers"
    return "KMO035", f'"{number}" is geen registratienummer van een dienstverlener', remedy


def check_email(address: str) -> Message | None:
    """Return a message about a text that is no e-mail address."""
    if EMAIL.fullmatch(address):
        return None
    return "KMO037", f'"{address}" is geen e-mailadres', "schrijf bv. info@naam.be, zonder spaties of accenten"


def check_phone(number: str) -> Message | None:
    """Return a message about a text that is no telephone number."""
    if PHONE.fullmatch(number) and FEWEST_DIGITS <= sum(map(str.isdigit, number)) <= MOST_DIGITS:
        return None
    return "KMO038", f'"{number}" is geen telefoonnummer', 'schrijf bv. "02 123 45 67" of "+32 2 123 45 67"'


def check_enterprise_number(number: str) -> Message | None:
    """Return a message about a text that is no Belgian enterprise number: two of its digits check the others."""
    if found := ENTERPRISE_NUMBER.fullmatch(number):
        digits = "".join(found.groups())
        if int(digits[:-2]) % CHECK_MODULUS == CHECK_MODULUS - int(digits[-2:]):
            return None
        return (
            "KMO039",
            f'in "{number}" is een cijfer verkeerd',
            "schrijf het over uit de Kruispuntbank van Ondernemingen",
        )
    remedy = "schrijf tien cijfers met punten ertussen, zoals 0123.456.749"
    return "KMO039", f'"{number}" is geen ondernemingsnummer', remedy


def check_vat_number(number: str) -> Message | None:
    """Return a message about a text that is no Belgian VAT number: BE and an enterprise number."""
    if number.startswith("BE "):
        return check_enterprise_number(number.removeprefix("BE "))
    remedy = "schrijf BE, een spatie en het ondernemingsnummer, zoals BE 0123.456.749"
    return "KMO039", f'"{number}" is geen btw-nummer', remedy


def check_ground(ground: str) -> Message | None:
    """Return a message about a text that is none of the legal grounds."""
    if ground in LEGAL_GROUNDS:
        return None
    remedy = suggest(ground, LEGAL_GROUNDS, f"kies uit: {', '.join(LEGAL_GROUNDS)}")
    return "KMO033", f'"{ground}" is geen rechtsgrond', remedy
