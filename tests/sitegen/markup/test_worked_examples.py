"""The worked examples that visitors read, run as cases."""

import json

import pytest

from calculator.page.answer import answer_json
from sitegen.markup.worked_examples import Example, agrees
from tests.support.examples import page_examples

EXAMPLES = page_examples()
IDS = [f"{example.place}:{example.line}" for example in EXAMPLES]


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_an_example_on_a_page_is_what_the_calculator_says(example: Example) -> None:
    outcome = json.loads(answer_json(json.dumps(dict(example.values))))["outcome"]
    outcome |= outcome["deadlines"]
    outcome["problems"] = [finding["problem"] for finding in outcome["problems"]]
    assert example.claims
    assert {name: outcome[name] for name, claim in example.claims.items() if not agrees(claim, outcome[name])} == {}


def test_the_pages_have_examples_of_a_subsidy_of_none_and_of_what_is_uncertain() -> None:
    statuses = {str(example.claims.get("status")) for example in EXAMPLES}
    assert statuses >= {"subsidie", "geen-subsidie", "onzeker"}
