"""The functions of the calculator that the browser calls, and the inputs with which the build calls each."""

EXPORTS = {
    "calculate": ("calculator", "calculate_json"),
    "answer": ("calculator.page.answer", "answer_json"),
    "calendar": ("calculator.page.calendar_file", "calendar_json"),
    "plan": ("calculator.page.year_planner", "planner_json"),
}
"""Module and name of each function, by the name that the worker uses."""

WARM_UP_INPUTS = (
    "",
    '{"theem": NaN}',
    '{"submitted_on":"2026-11-23","enterprise.size":"klein","project.service":"opleiding",'
    '"project.theme":"cybersecurity","project.vat_rate":"21","costs.deelname":"2.500,50"}',
)
"""Inputs on which every function answers and refuses, so that the snapshot holds what that needs."""

SELF_TEST = WARM_UP_INPUTS[-1]
"""The input of which every worker compares the output with the build's, before it answers."""
