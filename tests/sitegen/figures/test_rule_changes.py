"""The list of changes says what each ruleset changed, when, for whom and how surely."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2 import Template

from calculator.model import EnterpriseSize, LegalForm, Service, Theme
from calculator.rules import R1, R6, R7, RULESETS, Certainty, Rule
from sitegen.figures.rule_changes import PUBLISHERS, Change, Kind, Scope, changes, compare
from sitegen.pages.renderer import make_templates
from tests.conftest import TODAY

SOURCE = Path(__file__).parents[3] / "site_src"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def template() -> Template:
    return make_templates(SOURCE, {"announced_changes": ()}).get_template("shortcodes/wijzigingen.html")


def show(template: Template, *shown: Change) -> str:
    return " ".join(template.render(rule_changes=shown).split())


def change_of(year: int, month: int, day: int) -> Change:
    (found,) = [change for change in changes(TODAY) if change.since == date(year, month, day)]
    return found


def test_every_ruleset_after_the_first_is_one_change_and_the_first_is_the_start() -> None:
    listed = changes(TODAY)
    assert [change.since for change in listed] == [
        rules.in_force_from for rules in reversed(RULESETS) if rules.in_force_from <= TODAY
    ]
    assert [change.start for change in listed] == [False] * (len(listed) - 1) + [True]


def test_no_change_is_empty() -> None:
    for change in changes(TODAY):
        assert change.figures or change.themes or change.admitted or change.dropped


def test_in_2019_the_rates_fell_and_the_ceilings_did_not() -> None:
    change = change_of(2019, 12, 1)
    assert [(figure.kind, figure.size, figure.old, figure.new) for figure in change.figures] == [
        (Kind.RATE, EnterpriseSize.SMALL, f"40{NBSP}%", f"30{NBSP}%"),
        (Kind.RATE, EnterpriseSize.MEDIUM, f"30{NBSP}%", f"20{NBSP}%"),
    ]


def test_in_2020_both_ceilings_became_the_same() -> None:
    assert [(figure.kind, figure.old, figure.new) for figure in change_of(2020, 1, 1).figures] == [
        (Kind.CEILING, f"€{NBSP}10.000", f"€{NBSP}7.500"),
        (Kind.CEILING, f"€{NBSP}15.000", f"€{NBSP}7.500"),
    ]


def test_cyber_security_rose_for_training_and_advice_together() -> None:
    change = change_of(2021, 9, 13)
    assert change.subjects == (Theme.CYBER_SECURITY,)
    assert [(figure.services, figure.old, figure.new) for figure in change.figures] == [
        ((Service.TRAINING, Service.ADVICE), f"30{NBSP}%", f"45{NBSP}%"),
        ((Service.TRAINING, Service.ADVICE), f"20{NBSP}%", f"35{NBSP}%"),
    ]


def test_in_2023_any_subject_became_eight_themes() -> None:
    (themes,) = change_of(2023, 1, 1).themes
    assert themes.services == (Service.TRAINING, Service.ADVICE)
    assert themes.old is not None
    assert themes.old.every
    assert themes.new == Scope(every=False, count=8, names=())


def test_in_2026_sheltered_workshops_joined() -> None:
    assert change_of(2026, 1, 1).admitted == (LegalForm.SHELTERED_WORKSHOP,)


def test_in_2026_advice_was_kept_for_cyber_security_only() -> None:
    change = change_of(2026, 2, 1)
    (themes,) = change.themes
    assert themes.services == change.services == (Service.ADVICE,)
    assert themes.new.names == (Theme.CYBER_SECURITY,)
    assert [(figure.theme, figure.services, figure.old, figure.new) for figure in change.figures] == [
        (Theme.ENERGY, (Service.ADVICE,), f"45{NBSP}%", None),
        (Theme.ENERGY, (Service.ADVICE,), f"35{NBSP}%", None),
    ]


def test_the_page_tells_of_the_advice_change_in_words(template: Template) -> None:
    text = show(template, change_of(2026, 2, 1))
    assert "1 februari 2026" in text
    assert "Wie subsidie vraagt voor advies." in text
    assert "8 thema’s" in text
    assert "<b>alleen cybersecurity</b>" in text
    assert "<b>geen subsidie</b>" in text


def test_the_page_shows_the_old_and_the_new_figure_of_every_change(template: Template) -> None:
    for change in changes(TODAY):
        text = show(template, change)
        for figure in change.figures:
            assert change.start or (figure.old or "geen subsidie").replace(NBSP, " ") in text
            assert (figure.new or "geen subsidie").replace(NBSP, " ") in text


def test_the_start_has_no_old_figures(template: Template) -> None:
    text = show(template, changes(TODAY)[-1])
    assert "Het begin: 1 april 2016" in text
    assert "→" not in text


def test_a_form_that_no_longer_qualifies_is_shown(template: Template) -> None:
    later = replace(R7, in_force_from=date(2030, 1, 1), size_exempt=R1.size_exempt)
    change = compare(R7, later)
    assert change.dropped == (LegalForm.SHELTERED_WORKSHOP,)
    assert "<b>mag niet meedoen</b>" in show(template, change)


def test_a_lower_basic_rate_lowers_the_rates_of_subjects_too() -> None:
    lower = Rule({size: rate - Decimal("0.05") for size, rate in R6.rates.value.items()}, None, R6.rates.source)
    change = compare(R6, replace(R6, rates=lower))
    assert {figure.theme for figure in change.figures} == {None, Theme.CYBER_SECURITY, Theme.ENERGY}
    assert change.subjects == ()


def test_days_on_which_sources_disagree_stand_with_the_change_they_touch(template: Template) -> None:
    assert [change.since for change in changes(TODAY) if change.uncertain] == [date(2023, 5, 1), date(2021, 9, 13)]
    assert "de dagen van 15 maart 2023 tot en met 30 april 2023" in show(template, change_of(2023, 5, 1))
    cyber = show(template, change_of(2021, 9, 13))
    assert "Over 13 september 2021 zelf" in cyber
    assert "is zeker" not in cyber


def test_every_certainty_has_its_own_sentence(template: Template) -> None:
    start = changes(TODAY)[-1]
    shown = {show(template, replace(start, certainty=certainty)) for certainty in Certainty}
    assert len(shown) == len(Certainty)
    assert all("De datum is" in text or "Geen bron noemt de dag." in text for text in shown)


def test_every_change_links_to_a_publisher_with_a_name(template: Template) -> None:
    for change in changes(TODAY):
        assert change.publisher in PUBLISHERS.values()
        assert f'<a href="{change.source}">{change.publisher}</a>' in show(template, change)


def test_changes_stand_newest_first_on_the_page(template: Template) -> None:
    text = show(template, *changes(TODAY))
    places = [text.index(f'id="sinds-{change.since}"') for change in changes(TODAY)]
    assert all(earlier < later for earlier, later in pairwise(places))
