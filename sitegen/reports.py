"""The diagnostics as a code host shows them beside the changed lines of a proposal."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from sitegen.common.diagnostics import Diagnostic, one_line
from sitegen.common.hashes import sha256

type Report = Callable[[Iterable[Diagnostic]], str]


def github_annotations(diagnostics: Iterable[Diagnostic]) -> str:
    r"""Write each diagnostic as a workflow command of GitHub Actions.

    >>> github_annotations([Diagnostic("site_src/site.toml", 3, 1, "KMO033", "50% is geen kleur", "schrijf #0a5f63")])
    '::error file=site_src/site.toml,line=3,col=1,title=KMO033::50%25 is geen kleur; schrijf #0a5f63\n'
    """
    return "".join(f"{line}\n" for line in map(github_annotation, diagnostics))


def github_annotation(diagnostic: Diagnostic) -> str:
    """Write a diagnostic as a workflow command; percent signs, and in the path commas and colons, are encoded."""
    path = escape(diagnostic.path).replace(":", "%3A").replace(",", "%2C")
    place = f"file={path},line={diagnostic.line},col={diagnostic.column},title={diagnostic.code}"
    level = "warning" if diagnostic.warning else "error"
    return f"::{level} {place}::{escape(f'{diagnostic.message}; {diagnostic.remedy}')}"


def escape(text: str) -> str:
    """Write a text as a workflow command holds it, on one line."""
    return one_line(text).replace("%", "%25")


def gitlab_report(diagnostics: Iterable[Diagnostic]) -> str:
    """Write the diagnostics as a code quality report, the JSON that GitLab compares with that of the target branch."""
    return json.dumps(list(gitlab_findings(diagnostics)), ensure_ascii=False, indent=1) + "\n"


def gitlab_findings(diagnostics: Iterable[Diagnostic]) -> Iterator[dict[str, object]]:
    """Yield the finding of each diagnostic; its fingerprint stays when only its line moves."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for found in diagnostics:
        same = (found.path, found.code, found.message)
        seen[same] += 1
        yield {
            "description": one_line(f"{found.message}; {found.remedy}"),
            "check_name": found.code,
            "fingerprint": sha256(repr((same, seen[same])).encode()),
            "severity": "minor" if found.warning else "major",
            "location": {"path": found.path, "lines": {"begin": found.line}},
        }


REPORTS: Mapping[str, Report] = {"github": github_annotations, "gitlab": gitlab_report}
"""The formats of code hosts, each with the function that writes it."""
