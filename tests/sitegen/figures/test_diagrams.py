"""The pictures show what the rules say, to everyone: in words, on a phone, without colour."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from calculator import rules as law
from calculator.model import EnterpriseSize, Theme
from calculator.notation import read_amount, write_date, write_round_amount
from calculator.rules import R3, RULESETS, Certainty, Rule
from sitegen.bundle.assets import ACCENT
from sitegen.figures.charts import history, subsidy_chart
from sitegen.figures.diagrams import EXAMPLE_START, diagrams, example, key_figures, money_flow, size_test, timeline
from sitegen.figures.rule_changes import SIZES, changes
from sitegen.figures.rule_topics import rules_of_site
from sitegen.markup.shortcodes import named_arguments
from sitegen.pages.renderer import make_templates
from tests.conftest import TODAY

SOURCE = Path(__file__).parents[3] / "site_src"
CSS = (SOURCE / "assets/css/diagrams.css").read_text("utf-8")
NAMES = sorted(path.stem for path in (SOURCE / "templates/diagrams").glob("*.svg"))
NOW = rules_of_site(TODAY)
BEGUN = tuple(rules for rules in RULESETS if rules.in_force_from <= TODAY)
GEOMETRY = {"x", "y", "width", "height", "rx", "cx", "cy", "r", "d", "points", "viewBox", "patternUnits"}
MEANING = {"class", "id", "role", "aria-labelledby"}


@pytest.fixture(scope="module")
def parts() -> Mapping[str, str]:
    templates = make_templates(
        SOURCE, {"diagrams": diagrams(TODAY), "rule_changes": changes(TODAY), "announced_changes": ()}
    )

    def part(name: str, *arguments: str) -> str:
        return templates.get_template(f"shortcodes/{name}.html").render(named_arguments(name, arguments))

    return {
        **{name: part("figuur", name) for name in NAMES},
        "knop": part("knop", "bereken", "Bereken uw subsidie"),
        "kerncijfers": part("kerncijfers"),
        "wijzigingen": part("wijzigingen"),
    }


@pytest.fixture(params=NAMES)
def picture(request: pytest.FixtureRequest, parts: Mapping[str, str]) -> ET.Element:
    name: str = request.param
    return ET.fromstring(parts[name].split("<figcaption>")[0].removeprefix('<figure class="figure">'))


def test_every_picture_that_a_page_asks_for_exists() -> None:
    pages = "".join(path.read_text("utf-8") for path in (SOURCE / "pages").glob("*.md"))
    asked = re.findall(r'\{\{ *figuur\("([^"]+)"\)', pages) + re.findall(r"^figuur: (.+)$", pages, re.MULTILINE)
    assert set(asked) == set(NAMES)


def test_every_picture_has_a_title_and_a_description_that_name_it(picture: ET.Element) -> None:
    title, description = picture[0], picture[1]
    assert (title.tag, description.tag) == ("title", "desc")
    assert (title.text or "").strip()
    assert len((description.text or "").split()) > 30
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_every_bold_figure_in_a_picture_stands_in_its_description(picture: ET.Element) -> None:
    bold = " ".join("".join(part.itertext()) for part in picture.iter() if "vet" in part.get("class", "").split())
    for figure in re.findall(r"[0-9][0-9.,]+", bold):
        assert figure in (picture[1].text or "")


def test_a_picture_holds_no_style_no_script_and_no_colour(picture: ET.Element) -> None:
    for element in picture.iter():
        assert element.tag not in {"style", "script", "image", "use", "a"}
        for name, value in element.attrib.items():
            assert name in GEOMETRY | MEANING or (name == "fill" and value.startswith("url(#"))


def test_a_picture_is_drawn_for_a_phone(picture: ET.Element) -> None:
    left, top, width, _ = map(int, picture.attrib["viewBox"].split())
    assert (left, top, width) == (0, 0, 320)


def test_text_in_a_picture_is_never_smaller_than_twelve_pixels_on_a_phone() -> None:
    narrowest = 320 - 2 * 16
    sizes = [int(size) for size in re.findall(r"font-size: ([0-9]+)px", CSS)]
    assert sizes
    assert all(size * narrowest / 320 >= 12 for size in sizes)


def test_no_figure_is_typed_in_a_picture() -> None:
    for path in (SOURCE / "templates/diagrams").iterdir():
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", "", path.read_text("utf-8"))
        assert not re.search(r"[0-9]{2,}|%|€", text), path.name


def test_ids_are_unique_among_all_parts(parts: Mapping[str, str]) -> None:
    ids = re.findall(r'\bid="([^"]+)"', "".join(parts.values()))
    assert len(ids) == len(set(ids))


def test_no_part_has_inline_style_or_script(parts: Mapping[str, str]) -> None:
    for html in parts.values():
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script", html)


def test_the_style_sheet_names_no_colour_itself() -> None:
    assert not re.search(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix)a?\(", CSS)
    assert not re.search(r"(?:fill|stroke|color|background): (?!var\(|none)", CSS)


def test_every_colour_is_one_that_the_site_defines() -> None:
    sheets = (SOURCE / "assets/css/base.css").read_text("utf-8") + ACCENT
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", CSS)) <= set(re.findall(r"(--[a-z0-9-]+):", sheets))


def test_every_class_of_a_picture_has_a_style(picture: ET.Element) -> None:
    used = {name for element in picture.iter() for name in element.get("class", "").split()}
    assert used <= set(re.findall(r"\.([a-z][a-z-]*)", CSS)) | {"klein"}


@pytest.mark.parametrize(
    ("place", "text"),
    [(0, "45 % tot € 16.666,67"), (1, "35 % tot € 21.428,57"), (2, "30 % tot € 25.000"), (3, "20 % tot € 37.500")],
)
def test_the_ceiling_is_reached_at_these_costs(parts: Mapping[str, str], place: int, text: str) -> None:
    line = subsidy_chart(NOW).lines[place]
    assert f"{line.rate} tot {line.cost_at_ceiling}".replace("\N{NO-BREAK SPACE}", " ") == text
    assert text in parts["subsidie-per-kost"].replace("\N{NO-BREAK SPACE}", " ")


def test_a_line_reaches_the_ceiling_at_ceiling_divided_by_rate() -> None:
    for line in subsidy_chart(NOW).lines:
        rate = Decimal(line.rate.removesuffix("\N{NO-BREAK SPACE}%")) / 100
        assert abs(read_amount(line.cost_at_ceiling) * rate - NOW.ceilings.value[line.size]) < Decimal("0.01")


def test_costs_and_breakpoints_stand_on_the_same_scale() -> None:
    chart = subsidy_chart(NOW)
    per_euro = (chart.costs[-1].at - chart.frame.left) / float(read_amount(chart.costs[-1].text))
    for line in chart.lines:
        assert line.x == pytest.approx(chart.frame.left + float(read_amount(line.cost_at_ceiling)) * per_euro, abs=0.1)


def test_labels_of_lines_stand_above_each_other_in_the_order_of_the_lines() -> None:
    lines = subsidy_chart(NOW).lines
    for left, right in pairwise(lines):
        assert left.x < right.x
        assert left.label_y - right.label_y >= 40


def test_without_increases_there_is_one_line_per_size() -> None:
    assert [line.raised for line in subsidy_chart(R3).lines] == [False, False]
    assert [figure.name for figure in key_figures(R3)] == ["base", "ceiling"]


def test_the_size_test_shows_the_limits_of_the_law(parts: Mapping[str, str]) -> None:
    small, medium = size_test(NOW)
    assert (small.staff, medium.staff) == ("50", "250")
    assert medium.turnover != medium.balance_sheet
    for limits in (small, medium):
        for text in (limits.staff, limits.turnover, limits.balance_sheet, limits.rate):
            assert text in parts["groottetest"]


def test_the_money_in_the_flow_adds_up() -> None:
    flow = money_flow(example(NOW))
    assert read_amount(flow.own_share) + read_amount(flow.subsidy) == read_amount(flow.cost)
    assert read_amount(flow.vat) > 0


def test_the_timeline_counts_the_days_of_the_law() -> None:
    line = timeline(example(NOW), EXAMPLE_START)
    assert (line.apply_by.day - line.start.day).days == law.APPLICATION_DAYS.value
    assert (line.deposit_by.day - line.apply_by.day).days == law.DEPOSIT_DAYS.value
    assert (line.finish_by.day.year, line.finish_by.day.month) == (line.apply_by.day.year + 1, 12)


def test_the_timeline_is_to_scale_up_to_the_deposit() -> None:
    line = timeline(example(NOW), EXAMPLE_START)
    to_apply, to_deposit = line.apply_by.y - line.start.y, line.deposit_by.y - line.apply_by.y
    assert to_apply * line.days_to_deposit == to_deposit * line.days_to_apply
    assert {later - earlier for earlier, later in pairwise(line.weeks)} == {to_apply / line.days_to_apply * 7}


def test_the_steps_through_the_years_are_those_of_the_rulesets() -> None:
    drawn = history(BEGUN)
    for part in drawn.sizes:
        for step in (*part.rates, *part.raised):
            assert step.since in {rules.in_force_from for rules in BEGUN}
    assert [step.text.split("\N{NO-BREAK SPACE}")[0] for step in drawn.sizes[0].rates] == ["40", "30"]
    assert [step.since for step in drawn.sizes[1].raised] == [law.R4.in_force_from]


def test_a_higher_figure_is_a_higher_step_and_steps_follow_each_other() -> None:
    for part in history(BEGUN).sizes:
        for before, after in pairwise(part.rates):
            assert (before.text > after.text) == (before.height > after.height)
            assert before.x + before.width == pytest.approx(after.x, abs=0.1)


def test_ceilings_that_are_the_same_are_drawn_once() -> None:
    ceilings = history(BEGUN).ceilings
    assert [sizes for sizes, _ in ceilings] == [(EnterpriseSize.MEDIUM,), (EnterpriseSize.SMALL,), SIZES]


def test_key_figures_say_since_when_and_where_it_stands(parts: Mapping[str, str]) -> None:
    for figure in key_figures(NOW):
        for _, text in figure.amounts:
            assert f"<b>{text}</b>" in parts["kerncijfers"]
        for origin in figure.origins:
            assert origin.since is not None
            inferred = origin.certainty is Certainty.INFERRED
            shown = f"{origin.since.year}, dag niet bekend" if inferred else write_date(origin.since)
            assert f"inds\n{shown} (" in parts["kerncijfers"]
            assert f'<a href="{origin.source}">{origin.publisher}</a>' in parts["kerncijfers"]


def test_a_day_that_no_source_names_is_not_shown_as_a_day(parts: Mapping[str, str]) -> None:
    inferred = [o for figure in key_figures(NOW) for o in figure.origins if o.certainty is Certainty.INFERRED]
    assert [origin.theme for origin in inferred] == [Theme.ENERGY]
    assert parts["kerncijfers"].count("dag niet bekend") == 1
    assert "1 mei 2023" not in parts["kerncijfers"]


def test_ceilings_that_differ_are_shown_per_size() -> None:
    ceilings = Rule({EnterpriseSize.SMALL: Decimal(5000), EnterpriseSize.MEDIUM: Decimal(9000)}, None, "")
    amounts = key_figures(replace(NOW, ceilings=ceilings))[-1].amounts
    assert amounts == tuple((size, write_round_amount(ceilings.value[size])) for size in SIZES)


def test_the_button_leads_to_its_page(parts: Mapping[str, str]) -> None:
    assert parts["knop"] == '<p><a class="button" href="/bereken/">Bereken uw subsidie</a></p>'
