"""The sample fleet's ledger, without an engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from infra.clock import today
from kyotsu.desired.graph import Graph, Resource
from kyotsu.ledger.build import ledger, subjects
from kyotsu.ledger.columns import Subject
from kyotsu.ledger.facts import facts_of
from kyotsu.ledger.model import Ledger
from tenancy.load import Fleet, load_fleet

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2026, 11, 23)
KEY = "mhlw-kansen"


@pytest.fixture(scope="session")
def fleet() -> Fleet:
    return load_fleet(ROOT, today=today())


@pytest.fixture
def subject(fleet: Fleet) -> Subject:
    """A system that handles the most sensitive information, in prod's environment."""
    of = {one.tenant.key: one for one in subjects(fleet, fleet.stages["local"])}
    return of[KEY]


def resource(type_: str, logical: str, /, **inputs: object) -> Resource:
    return Resource(
        urn=f"urn:pulumi:local.{KEY}::kyotsu::{type_}::{logical}",
        type=type_,
        name=logical,
        kind="custom",
        parent=None,
        inputs=inputs,
        region="ap-northeast-1",
    )


def graph(*resources: Resource, key: str = KEY) -> Graph:
    return Graph(f"local.{key}", resources)


@pytest.fixture
def of(fleet: Fleet) -> Callable[..., Ledger]:
    """Return the ledger of the local stage, from graphs."""

    def build(*graphs: Graph, **problems: str) -> Ledger:
        stage = fleet.stages["local"]
        return ledger(
            fleet,
            stage,
            day=DAY,
            basis="desired",
            facts=[(one.stack, facts_of(one, stage.region)) for one in graphs],
            problems={f"local.{key.replace('_', '-')}": why for key, why in problems.items()},
        )

    return build
