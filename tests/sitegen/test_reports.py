"""What code hosts are told of the diagnostics."""

import json
from dataclasses import replace

from sitegen.common.diagnostics import Diagnostic
from sitegen.reports import github_annotations, gitlab_report

FOUND = Diagnostic("site_src/pages/a, b.md", 3, 8, "KMO012", '"50%" is een cijfer\nop twee regels', "schrijf 100%: zo")


def test_github_gets_one_line_a_diagnostic_whatever_is_in_it() -> None:
    lines = github_annotations([FOUND, replace(FOUND, warning=True)]).splitlines()
    said = '::"50%25" is een cijfer\\nop twee regels; schrijf 100%25: zo'
    place = "file=site_src/pages/a%2C b.md,line=3,col=8,title=KMO012"
    assert lines == [f"::error {place}{said}", f"::warning {place}{said}"]


def test_gitlab_knows_a_finding_again_when_only_its_line_moves() -> None:
    def fingerprints(*found: Diagnostic) -> list[str]:
        return [finding["fingerprint"] for finding in json.loads(gitlab_report(found))]

    twice = fingerprints(FOUND, replace(FOUND, line=5))
    assert len(set(twice)) == 2
    assert fingerprints(replace(FOUND, line=4), replace(FOUND, line=6)) == twice
