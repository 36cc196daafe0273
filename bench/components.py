"""What components cost: a tenant's program against the same resources made flat.

Both make the same resources from the same code, through Pulumi's own mocks, in one process and in
turn. In the flat run a component registers nothing and is nobody's parent. The ratio of medians, of
processor time, is per resource, so it tells what a component costs on top of its children.

    python -m bench.components
"""

import asyncio
import statistics
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pulumi
from pulumi.runtime.stack import run_pulumi_func

from bench.figures import Figure
from components.network.tenant_network import HubOffer
from components.tenant.tenant_environment import TenantEnvironment, TenantEnvironmentArgs
from tenancy.load import load_fleet
from tenancy.plan import TenantPlan, plan_tenant

ROOT = Path(__file__).resolve().parent.parent
TENANT = "soumu-shinsei"
ROUNDS = 15
LIMIT = 1.15


class _Counting(pulumi.runtime.Mocks):
    """Answers each registration with its own inputs, and counts those of AWS resources."""

    def __init__(self) -> None:
        self.resources = 0

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        if args.typ.startswith("aws:"):
            self.resources += 1
        return f"{args.name}-id", args.inputs

    def call(
        self, args: pulumi.runtime.MockCallArgs
    ) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        return {}, None


def measure() -> list[Figure]:
    """Run both in turn, and return the ratio of their costs per resource."""
    plan = _plan()
    composed: list[float] = []
    flat: list[float] = []
    _seconds_per_resource(lambda: _tenant(plan))  # imports are paid here
    for _ in range(ROUNDS):
        composed.append(_seconds_per_resource(lambda: _tenant(plan)))
        with _without_components():
            flat.append(_seconds_per_resource(lambda: _tenant(plan)))
    ratio = statistics.median(composed) / statistics.median(flat)
    return [
        Figure(
            name="cost per resource, components against flat",
            value=ratio,
            unit="times",
            limit=LIMIT,
            detail=f"{statistics.median(composed) * 1000:.2f} ms against "
            f"{statistics.median(flat) * 1000:.2f} ms, median of {ROUNDS}",
        )
    ]


def _plan() -> TenantPlan:
    fleet = load_fleet(ROOT, today=date.min)
    return plan_tenant(fleet, TENANT, fleet.stages["local"])


def _tenant(plan: TenantPlan) -> None:
    TenantEnvironment(
        "tenant",
        TenantEnvironmentArgs(
            plan=plan,
            account_id="111111111111",
            recovery_region="ap-northeast-3",
            organization_id="o-example",
            log_archive_bucket_arn="arn:aws:s3:::example",
            log_archive_bucket_name="example",
            load_balancer_log_bucket_name="example-requests",
            log_archive_key_arn="arn:aws:kms:ap-northeast-1:222222222222:key/example",
            log_destination_arn="arn:aws:logs:ap-northeast-1:222222222222:destination:example",
            hub=HubOffer(
                transit_gateway_id="tgw-example",
                shared_vpc_id="vpc-example",
                dns_profile_id="rp-example",
                government_prefix_list_id="pl-example",
            ),
        ),
    )


def _seconds_per_resource(program: Callable[[], None]) -> float:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    mocks = _Counting()
    pulumi.runtime.set_mocks(mocks, project="kyotsu", stack=f"local.{TENANT}")
    started = time.process_time()
    loop.run_until_complete(run_pulumi_func(program))
    elapsed = time.process_time() - started
    loop.close()
    return elapsed / mocks.resources


@contextmanager
def _without_components() -> Generator[None]:
    """Let components register nothing, and their children have no parent."""
    make = pulumi.CustomResource.__init__

    def orphan(self: pulumi.CustomResource, *args: Any, **kwargs: Any) -> None:
        opts = args[3] if len(args) > 3 else kwargs.get("opts")
        if opts is not None:
            opts.parent = None
        make(self, *args, **kwargs)

    def nothing(*args: Any, **kwargs: Any) -> None:
        del args, kwargs

    with (
        patch.object(pulumi.ComponentResource, "__init__", nothing),
        patch.object(pulumi.ComponentResource, "register_outputs", nothing),
        patch.object(pulumi.CustomResource, "__init__", orphan),
    ):
        yield
