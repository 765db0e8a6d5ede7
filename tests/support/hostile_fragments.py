"""Generate fragments that an attacker or a broken program could put behind a link to the calculator."""

from random import Random
from urllib.parse import parse_qsl

from calculator.page.form import NAMES
from tests.support.calculator import RAISED

GOOD = RAISED.partition("#")[2]
PAYLOADS = (
    "<script>hits.push(1)</script>",
    "<img src=x onerror=hits.push(2)>",
    "\"><svg onload=hits.push(3)>",
    "' autofocus onfocus='hits.push(4)",
    "javascript:hits.push(5)",
    "</template><iframe srcdoc='<script>parent.hits.push(6)</script>'></iframe>",
    "{{ constructor.constructor('hits.push(7)')() }}",
    "${hits.push(8)}",
    "__import__('os').system('true')",
    "'''+str(1/0)+'''",
    "]]>\"'`\\\\\"'\"'",
)  # fmt: skip
STRANGE = (
    "", " ", "0", "-1", "1e999", "NaN", "Infinity", "null", "undefined", "true", "[]", "{}", '{"a":1}', "1" * 5_000,
    "9" * 300, "€ 1.234,56", "\x00", "\x1b[31m", "\u202e", "\u2028\u2029", "\ufeff", "e\u0301" * 50, "\U0001f9ff" * 20,
    "\ud800", "\udfff\ud800", "\uffff", "%", "%%", "%zz", "%E0%A4%A", "%u0041", "%00", "%F5%80%80%80", "%ED%A0%80", "+",
    "&", "=", "#", "2026-11-23", "0000-00-00", "9999-99-99", "31/02/2026", "true' or '1'='1", "../../../etc/passwd",
    "klein", "opleiding",
)  # fmt: skip
PROTOTYPE_NAMES = (
    "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "__defineGetter__", "__proto__.v",
    "constructor.prototype.name", "length", "submit", "elements", "reset", "action",
)  # fmt: skip
NEAR_NAMES = (
    "V",
    "v ",
    "costs",
    "costs.",
    "costs.Deelname",
    "enterprise.related.99.share",
    "project",
    "..",
    "a" * 3_000,
)
SIZES = (1_000, 10_000, 100_000)


def make_up_fragment(random: Random) -> str:
    """Generate one fragment, without its number sign; most look enough like ours to be read."""
    made = random.choice((of_pairs, of_pairs, of_pairs, of_a_good_link, of_a_good_link, of_anything, of_bytes))(random)
    return made if random.random() < 0.15 else f"v=1&{made}"


def make_up_values(random: Random) -> dict[str, str]:
    """Generate the form values of such a fragment."""
    fragment = make_up_fragment(random).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    pairs = parse_qsl(fragment.replace("+", "%2B"), keep_blank_values=True)
    return {name: text for name, text in pairs if name in NAMES}


def of_pairs(random: Random) -> str:
    """Generate names with values, some of them more than once."""
    names = [
        random.choice(random.choice((NAMES, NAMES, PROTOTYPE_NAMES, NEAR_NAMES))) for _ in range(random.randint(1, 9))
    ]
    return "&".join(f"{name}={value(random)}" for name in (*names, *random.sample(names, len(names) // 3)))


def value(random: Random) -> str:
    """Generate a value, encoded rightly, wrongly or not at all."""
    text = random.choice(random.choice((PAYLOADS, STRANGE)))
    match random.randrange(4):
        case 0:
            return text
        case 1:
            return "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))
        case 2:
            return "".join(f"%{ord(sign) % 256:02X}" if random.random() < 0.5 else sign for sign in text)
        case _:
            return f"{text}{'%' * random.randint(0, 3)}{random.choice(PAYLOADS)}"


def of_a_good_link(random: Random) -> str:
    """Spoil a good link in a few places, or repeat parts of it."""
    text = GOOD.removeprefix("v=1&")
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(text))
        piece = random.choice((chr(random.randrange(0x20, 0x2FFF)), value(random), text[place : place + 20], ""))
        text = text[:place] + piece + text[place + random.randint(0, 3) :]
    return text


def of_anything(random: Random) -> str:
    """Generate any characters at all; once in a while very many of them."""
    signs = "".join(chr(random.randrange(0x110000)) for _ in range(random.randint(0, 60)))
    return signs * random.choice(SIZES) if random.random() < 0.002 else signs


def of_bytes(random: Random) -> str:
    """Generate random bytes, percent-encoded."""
    return "".join(f"%{byte:02x}" for byte in random.randbytes(random.randint(0, 200)))
