"""Proves that our own program keeps all rules, in each stage, before and after the first update."""

import pytest

from policies.levels import Level
from policies.loading import load_session
from policies.verdict import Kind
from tests.policies.fleet import FLEET, rulings

STACKS = sorted(
    stack
    for name, stage in FLEET.stages.items()
    for stack in (name, *(f"{name}.{key}" for key in FLEET.keys_in(stage)))
)


@pytest.mark.parametrize("stack", STACKS)
def test_no_rule_refuses_the_first_update(stack: str) -> None:
    session = load_session(dry_run=True)
    refused = [
        f"{ruling.urn}: {ruling.rule.id} {ruling.text}"
        for ruling in rulings(session, stack, first=True)
        if ruling.level is Level.MANDATORY
    ]
    assert refused == []


@pytest.mark.parametrize("stack", STACKS)
def test_once_everything_is_known_nothing_is_refused_or_left_open(stack: str) -> None:
    session = load_session(dry_run=False)
    refused = [
        f"{ruling.urn}: {ruling.rule.id} {ruling.text}"
        for ruling in rulings(session, stack, first=False)
        if ruling.level is Level.MANDATORY or ruling.kind is Kind.CHECKED_LATER
    ]
    assert refused == []
