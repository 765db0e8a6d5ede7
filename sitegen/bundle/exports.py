"""The functions of the calculator that the browser calls, and the inputs with which the build calls each."""

from importlib import import_module

EXPORTS = {
    "calculate": ("calculator", "calculate_json"),
    "answer": ("calculator.page.answer", "answer_json"),
    "calendar": ("calculator.page.calendar_file", "calendar_json"),
    "plan": ("calculator.page.year_planner", "planner_json"),
}
"""Module and name of each function, by the name that the worker uses."""

FORM = (
    '{"submitted_on":"2026-11-23","enterprise.size":"klein","project.service":"opleiding",'
    '"project.theme":"cybersecurity","project.vat_rate":"21","costs.deelname":"2.500,50","today":"2026-11-23"}'
)
PLAN_VALUES = (
    '{"enterprise.size":"klein","plan.0.name":"Een","plan.0.submitted_on":"23/11/2026","plan.0.project.service":"opleiding",'
    '"plan.0.project.theme":"cybersecurity","plan.0.project.vat_rate":"21","plan.0.costs.deelname":"2.500,50",'
    '"plan.1.name":"Twee","plan.1.submitted_on":"2026-11-24","plan.1.project.service":"opleiding",'
    '"plan.1.project.theme":"geen","plan.1.costs.deelname":"€ 100"}'
)
PLAN = '{"values":' + PLAN_VALUES + ',"today":"2026-11-23"}'
"""A plan of which the first application is granted and the second refused."""

SELF_TEST = ("plan", PLAN)
"""The function and input of which every worker compares the output with the build's, before it answers."""

WARM_UP_INPUTS = (
    "",
    '{"theem": NaN}',
    '{"submitted_on":"2026-11-23","enterprise":{"size":"klein"},"project":{"service":"opleiding",'
    '"theme":"cybersecurity","costs":[{"kind":"deelname","amount":"2.500,50"}]}}',
    FORM,
    '{"values":' + FORM + ',"words":{"deposit_by":{"summary":"Stort","description":"Stort uw deel"}}}',
    PLAN,
    '{"values":' + PLAN_VALUES + ',"words":{"deposit_by":{"summary":"Stort","description":"Stort uw deel"}}}',
    '{"values":' + PLAN_VALUES + ',"headings":{"name":"Naam"}}',
    '{"csv":"Naam;Datum;Dienst;Thema;Kosten\\r\\nEen;1/12/2026;Opleiding;cybersecurity;2500,50","headings":{"name":"Naam"}}',
)
"""Inputs on which every function answers and refuses, so that the snapshot holds what that needs."""


def call(name: str, text: str) -> str:
    """Return what a function returns for a text, in this Python."""
    module, function = EXPORTS[name]
    output: str = getattr(import_module(module), function)(text)
    return output
