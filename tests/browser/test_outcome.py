"""The outcome: amounts that add up, bars that agree with them, and a sum that a reader can redo."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.calculator import (
    ANSWER,
    CEILING_REACHED,
    RAISED,
    UNCERTAIN,
    expect_outcome,
    link_to,
    open_link,
    outcome_of,
    written,
)

SHELTERED = RAISED.replace("size=klein", "size=groot").replace("vennootschap", "maatwerkbedrijf")
BY_FIGURES = RAISED.replace("&enterprise.size=klein", "&enterprise.staff=8&enterprise.turnover=900000")
EXPLAINED = {
    "plain": ANSWER,
    "raised": RAISED,
    "ceiling reached": CEILING_REACHED,
    "sheltered workshop": SHELTERED,
    "by figures": BY_FIGURES,
    "size unknown": UNCERTAIN,
}


def amount_in(place: Locator) -> Decimal:
    """Read an amount off the page."""
    text = place.text_content() or ""
    return Decimal(re.sub("[^0-9,]", "", text).replace(",", "."))


def widths_of(picture: Locator) -> dict[str, Decimal]:
    """Give the width of each part of a bar, of a hundred."""
    parts = picture.locator("[data-bar]").evaluate_all(
        "parts => parts.map((part) => [part.dataset.bar, part.getAttribute('width')])"
    )
    return {name: Decimal(width.removesuffix("%")) for name, width in parts}


def open_steps(page: Page) -> Locator:
    """Give the sentences of the sum that can be read without opening anything."""
    return page.locator(".steps > li").filter(visible=True)


def test_the_subsidy_stands_out_beside_what_one_pays_where(shared_tab: Page) -> None:
    open_link(shared_tab, RAISED)
    expect_outcome(
        shared_tab, subsidy="€ 1.192,50", own_share="€ 1.457,50", paid_to_provider="€ 592,80", outlay="€ 2.050,30"
    )
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert outcome_of(shared_tab, "subsidy").evaluate(size) >= 2 * outcome_of(shared_tab, "outlay").evaluate(size)


def test_what_the_government_and_the_enterprise_pay_adds_up(shared_tab: Page) -> None:
    open_link(shared_tab, RAISED)
    own, direct, outlay = (
        amount_in(outcome_of(shared_tab, name)) for name in ("own_share", "paid_to_provider", "outlay")
    )
    assert own + direct == outlay
    assert amount_in(outcome_of(shared_tab, "subsidy")) + outlay == (Decimal(2500) + 180) * Decimal("1.21")


def test_the_bar_is_divided_as_the_amounts_are(shared_tab: Page) -> None:
    open_link(shared_tab, RAISED)
    picture = shared_tab.get_by_role("img", name="Balk: welk deel subsidie is, en welk deel u betaalt")
    amounts = {name: amount_in(outcome_of(shared_tab, name)) for name in ("subsidy", "own_share", "paid_to_provider")}
    total = sum(amounts.values())
    for name, width in widths_of(picture).items():
        assert abs(width - amounts[name] * 100 / total) < Decimal("0.01")


def test_a_second_bar_shows_what_is_used_and_left_of_the_ceiling(shared_tab: Page) -> None:
    open_link(shared_tab, CEILING_REACHED.replace("fee=20000", "fee=5000").replace("deelname=20000", "deelname=5000"))
    picture = shared_tab.get_by_role("img", name="Balk: wat u van het plafond al gebruikte")
    assert widths_of(picture) == {
        "received": Decimal("33.33"),
        "subsidy": Decimal("20.00"),
        "ceiling_left": Decimal("46.67"),
    }
    expect_outcome(shared_tab, ceiling="€ 7.500,00", ceiling_left="€ 3.500,00")


def test_the_rate_and_why_are_told(shared_tab: Page) -> None:
    open_link(shared_tab, RAISED)
    expect_outcome(shared_tab, rate="45 %")
    expect(open_steps(shared_tab).filter(has_text=written("Daarbij hoort 30 % subsidie"))).to_contain_text(
        written("Voor dit thema komt er 15 % bij: samen 45 %.")
    )


@pytest.mark.parametrize("link", EXPLAINED.values(), ids=EXPLAINED)
def test_the_sum_is_told_in_four_to_eight_open_sentences_each_with_its_source(shared_tab: Page, link: str) -> None:
    open_link(shared_tab, link)
    expect(open_steps(shared_tab).first).to_be_visible()
    sentences = [re.sub(r"\s+", " ", text) for text in open_steps(shared_tab).all_inner_texts()]
    assert 4 <= len(sentences) <= 8
    assert all(
        re.match(r"\S.*\. \(bron: [^,)]+(, sinds \d+ \w+ \d{4})?(, dat leiden wij af)?\)$", sentence)
        for sentence in sentences
    ), sentences
    assert shared_tab.locator("main details").count() == 0
    links = open_steps(shared_tab).get_by_role("link").evaluate_all("links => links.map(({ href }) => href)")
    assert len(links) == len(sentences)
    assert all(href.startswith("https://") for href in links)


def test_a_reader_can_redo_the_sum(shared_tab: Page) -> None:
    open_link(shared_tab, RAISED)
    steps = open_steps(shared_tab)
    expect(steps.filter(has_text="Van uw kosten van")).to_contain_text(
        written("Van uw kosten van € 2.680,00 telt € 2.650,00 mee, en € 30,00 niet.")
    )
    expect(steps.filter(has_text="Dat krijgt u")).to_contain_text(written("45 % van € 2.650,00 is € 1.192,50."))


def test_what_lowers_the_subsidy_is_told_with_the_largest_loss_first(shared_tab: Page) -> None:
    open_link(shared_tab, ANSWER)
    reasons = shared_tab.get_by_role("heading", name="Waarom niet meer?").locator("xpath=..").get_by_role("listitem")
    amounts = [amount_in(reasons.nth(place).locator("b")) for place in range(reasons.count())]
    assert len(amounts) == 3
    assert amounts == sorted(amounts, reverse=True)
    expect(reasons.first).to_have_text(written("€ 397,50 als het verhoogde percentage gold"))


def test_the_same_costs_stand_beside_each_other_in_other_circumstances(shared_tab: Page) -> None:
    open_link(shared_tab, ANSWER)
    table = shared_tab.get_by_role("table").filter(has_text="Situatie")
    rows = {row.split("\xa0%")[0].strip(): row for row in table.get_by_role("row").all_text_contents()[1:]}
    assert [re.sub(r"\s*\d+$", "", name) for name in rows] == [
        "Nu",
        "Als u middelgroot was",
        "Met het verhoogde percentage",
    ]
    cells = table.get_by_role("row").filter(has_text="Als u middelgroot was").get_by_role("cell")
    expect(cells).to_have_text([written("€ 530,00"), written("€ 2.712,80")])


def test_the_sum_says_which_rules_hold_and_when_they_were_checked(shared_tab: Page) -> None:
    open_link(shared_tab, ANSWER)
    expect_outcome(shared_tab, in_force_from="1 februari 2026")
    expect(outcome_of(shared_tab, "checked_on")).to_have_text(re.compile(r"\d+ \w+ 20\d\d"))


def test_an_outcome_without_vat_has_no_empty_rows(shared_tab: Page) -> None:
    open_link(shared_tab, link_to().replace("&project.vat_rate=21", ""))
    expect_outcome(shared_tab, subsidy="€ 750,00", paid_to_provider="€ 0,00", outlay="€ 1.750,00")
