"""Grammar of the addresses that hosts are configured with: letters, digits and a few marks.

None of these characters ends a word or a quoted text, or has a meaning, in the configuration of any host.
"""

import re

LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ORIGIN = rf"https?://{LABEL}(?:\.{LABEL})*(?P<port>:[0-9]{{1,5}})?"
STEP = r"[A-Za-z0-9][A-Za-z0-9._~-]*"
PATH = re.compile(rf"/(?:{STEP}/)*(?:{STEP})?")
OF_A_SITE = re.compile(rf"{ORIGIN}(?:{PATH.pattern})?")
OF_A_PAGE = re.compile(rf"{ORIGIN}(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?")
MOST_PORTS = 65_535


def is_path(text: str) -> bool:
    """Return whether a text is a path of a site: no step leads up, is hidden or configures a host.

    >>> is_path("/vroeger/kosten/"), is_path("/../kosten/"), is_path("/.hosting/"), is_path("/_headers/")
    (True, False, False, False)
    """
    return PATH.fullmatch(text) is not None


def is_site_address(text: str) -> bool:
    """Return whether a text is the address of a site, with its scheme, host and path.

    >>> is_site_address("https://kmo.example.org/pad"), is_site_address("https://kmo.example.org/;return 302 /x")
    (True, False)
    """
    return has_port(OF_A_SITE.fullmatch(text))


def is_page_address(text: str) -> bool:
    """Return whether a text is the address of a page of any site, without a query or a fragment."""
    return has_port(OF_A_PAGE.fullmatch(text))


def has_port(found: re.Match[str] | None) -> bool:
    """Return whether an address was found and its port, if it names one, exists."""
    return found is not None and 0 < int((found["port"] or ":443")[1:]) <= MOST_PORTS
