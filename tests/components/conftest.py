"""Evaluates a program through Pulumi's own mocks, and keeps what it registered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pulumi
import pytest
from pulumi.runtime.stack import run_pulumi_func

from infra.clock import today
from tenancy.load import Fleet, load_fleet
from tenancy.plan import TenantPlan, plan_tenant

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class Registered:
    """One resource as the program registered it."""

    type: str
    name: str
    inputs: dict[str, Any] = field(repr=False)


class Recorder(pulumi.runtime.Mocks):
    """Answers each registration with its own inputs and an ARN, as most of AWS does."""

    def __init__(self) -> None:
        self.registered: list[Registered] = []

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        self.registered.append(Registered(type=args.typ, name=args.name, inputs=args.inputs))
        made = {
            "arn": f"arn:{args.name}",
            "keyId": f"{args.name}-key",
            "zoneId": f"{args.name}-zone",
            "domainValidationOptions": [
                {
                    "resourceRecordName": f"_proof.{args.inputs.get('domainName')}.",
                    "resourceRecordType": "CNAME",
                    "resourceRecordValue": "_value.acm-validations.aws.",
                }
            ],
            **args.inputs,
        }
        return f"{args.name}-id", made

    def call(
        self, args: pulumi.runtime.MockCallArgs
    ) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        raise AssertionError(f"components ask nobody: {args.token}")

    def of(self, token: str) -> dict[str, dict[str, Any]]:
        """Return the inputs of the resources of a type, by name."""
        return {found.name: found.inputs for found in self.registered if found.type == token}


def evaluate(program: Callable[[], object]) -> Recorder:
    """Run a program to its end, in an event loop of its own."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    recorder = Recorder()
    pulumi.runtime.set_mocks(recorder, project="kyotsu", stack="test")

    def run() -> None:
        program()

    try:
        loop.run_until_complete(run_pulumi_func(run))
    finally:
        loop.close()
    return recorder


@pytest.fixture(scope="session")
def fleet() -> Fleet:
    """The sample fleet."""
    return load_fleet(ROOT, today=today())


@pytest.fixture(scope="session")
def plan(fleet: Fleet) -> Callable[[str], TenantPlan]:
    """Return the plan of a sample tenant in the local stage."""
    return lambda key: plan_tenant(fleet, key, fleet.stages["local"])
