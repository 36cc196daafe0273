"""No mistake that pydantic can report is answered in pydantic's own words for long."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic_core import core_schema

from tenancy.explain import model_at, sentence, summary
from tenancy.model import Environment, Link, Ministries, Ministry, Tenant


@pytest.mark.parametrize("kind", get_args(core_schema.ErrorType))
def test_every_error_of_pydantic_is_a_problem_and_a_remedy(kind: str) -> None:
    context = {
        "expected": "'a' or 'b'",
        "gt": 1,
        "ge": 1,
        "lt": 1,
        "le": 1,
        "max_length": 3,
        "pattern": "x",
    }
    problem, remedy = sentence(
        {"type": kind, "loc": (), "msg": "Said by pydantic", "input": "x", "ctx": context}
    )
    assert problem
    assert remedy
    assert "\n" not in problem + remedy


@pytest.mark.parametrize(
    ("at", "model"),
    [
        ((), Tenant),
        (("environments", "prod"), Environment),
        (("links", 3), Link),
        (("no-such",), Tenant),
    ],
)
def test_the_model_of_a_place(at: tuple[str | int, ...], model: type) -> None:
    assert model_at(Tenant, at) is model


def test_the_model_of_a_mappings_value() -> None:
    assert model_at(Ministries, ("ministries", "soumu")) is Ministry


def test_a_summary_leaves_out_the_items_of_the_standards() -> None:
    assert summary("2.1.2(1)-1 b), 5.4.1(2)-1 b). The division.") == "The division"
    assert summary("1 public, 2 not.") == "1 public, 2 not"
    assert summary(None) == ""
