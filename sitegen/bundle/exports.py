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
    '"project.theme":"cybersecurity","project.vat_rate":"21","costs.deelname":"2.500,50"}'
)
PLAN = (
    '{"values":{"enterprise.size":"klein"},"headings":["€"],"rows":['
    '{"name":"Een","submitted_on":"23/11/2026","project.service":"opleiding",'
    '"project.theme":"cybersecurity","costs.deelname":"2.500,50"},'
    '{"name":"Twee","submitted_on":"2026-11-24","project.service":"opleiding",'
    '"project.theme":"geen","costs.deelname":"€ 100"}]}'
)
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
    '{"csv":"Naam;Datum;Dienst;Thema;Kosten\\r\\nEen;1/12/2026;Opleiding;cybersecurity;2500,50"}',
)
"""Inputs on which every function answers and refuses, so that the snapshot holds what that needs."""


def call(name: str, text: str) -> str:
    """Return what a function returns for a text, in this Python."""
    module, function = EXPORTS[name]
    output: str = getattr(import_module(module), function)(text)
    return output
