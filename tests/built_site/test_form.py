"""The form on the page asks for every field that the calculator declares."""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from calculator.page.form import CONTROLS
from calculator.wire.fields import Kind


def form_of(site: Path) -> LexborHTMLParser:
    return LexborHTMLParser((site / "bereken" / "index.html").read_text("utf-8"))


def test_the_form_has_a_control_for_every_declared_field_and_no_other(built_site: Path) -> None:
    controls = form_of(built_site).css("subsidy-calculator form [name]")
    assert {control.attributes["name"] for control in controls} == set(CONTROLS)


def test_a_choice_offers_every_word_that_the_calculator_reads_and_no_other(built_site: Path) -> None:
    form = form_of(built_site)
    for name, control in CONTROLS.items():
        if control.kind in (Kind.CHOICE, Kind.FLAG):
            offered = form.css(f'form [name="{name}"][value], form [name="{name}"] option')
            words = control.words or ("true", "false")
            assert {option.attributes["value"] for option in offered} - {"", None} == set(words), name
