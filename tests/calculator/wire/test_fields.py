"""The declared fields and the values of the model agree, which the type checker cannot see."""

import dataclasses
from datetime import date
from decimal import Decimal
from typing import get_args, get_type_hints

import pytest

from calculator.model import Application, Cost, Enterprise, Project, RelatedEnterprise
from calculator.wire import fields
from calculator.wire.fields import Field, Fields, Kind

TYPES = {
    Kind.AMOUNT: Decimal,
    Kind.STAFF: Decimal,
    Kind.PERCENTAGE: Decimal,
    Kind.COUNT: int,
    Kind.QUANTITY: int,
    Kind.DATE: date,
    Kind.FLAG: bool,
}
DECLARED: list[tuple[type, Fields, set[str]]] = [
    (Application, fields.APPLICATION, {"enterprise", "project"}),
    (Enterprise, {**fields.ENTERPRISE_SIZE, **fields.ENTERPRISE_CONDITIONS}, {"related"}),
    (RelatedEnterprise, fields.RELATED, set()),
    (Project, fields.PROJECT, {"costs"}),
    (Cost, {**fields.COST, **fields.BILLED}, set()),
]


def type_of(field: Field) -> type:
    return type(field.words[0]) if field.kind is Kind.CHOICE else TYPES[field.kind]


@pytest.mark.parametrize(("model", "declared", "parts"), DECLARED)
def test_every_member_of_the_model_is_declared_with_its_type(model: type, declared: Fields, parts: set[str]) -> None:
    hints = get_type_hints(model)
    assert {*declared, *parts} == set(hints)
    for key, field in declared.items():
        assert type_of(field) in (hints[key], *get_args(hints[key])), key


@pytest.mark.parametrize(("model", "declared", "parts"), DECLARED)
def test_what_is_required_is_what_has_no_default(model: type, declared: Fields, parts: set[str]) -> None:
    assert dataclasses.is_dataclass(model)
    without_default = {field.name for field in dataclasses.fields(model) if field.default is dataclasses.MISSING}
    assert {key for key in declared if declared[key].required} == without_default - parts
