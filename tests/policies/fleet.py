"""Evaluates the project's own stacks through Pulumi's mocks, into what a pack is given."""

import asyncio
import zlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pulumi
from google.protobuf import json_format
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.stack import run_pulumi_func

from infra.program import declare, plan_stack
from policies.graph import Graph, Node
from policies.session import Ruling, Session
from policies.values import plain
from tenancy.load import load_fleet

ROOT = Path(__file__).resolve().parents[2]
FLEET = load_fleet(ROOT, today=date.min)


def account(name: str) -> str:
    """Return an account's id that is the same in each stack."""
    return f"{zlib.crc32(name.encode()):012d}"


@dataclass(frozen=True, kw_only=True)
class Registered:
    """One resource: what the program gave, and what came of it."""

    node: Node
    outputs: dict[str, Any]


class _Answers(pulumi.runtime.Mocks):
    """Answers as AWS would: with ids and ARNs, or before the first update without them."""

    def __init__(self, stage: str, tenant: str, *, first: bool) -> None:
        self._first = first
        self._tenant = tenant
        prefix = FLEET.stages[stage].name_prefix
        archive = account("log-archive")
        self._foundation = {
            "organization_id": "o-example123",
            "log_archive_bucket_arn": f"arn:aws:s3:::{prefix}-log-archive",
            "log_destination_arn": f"arn:aws:logs:ap-northeast-1:{archive}:destination:x",
            "account_ids": {key: account(key) for key in FLEET.tenants},
        }

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        if args.typ == "pulumi:pulumi:StackReference":
            return args.name, {**args.inputs, "outputs": self._foundation}
        if self._first and args.custom:
            return "", args.inputs
        made = {**args.inputs}
        service = args.typ.split("/")[0].removeprefix("aws:")
        made["arn"] = f"arn:aws:{service}:ap-northeast-1:{self._account(args)}:{args.name}"
        if args.typ == "aws:s3/bucket:Bucket":
            made["arn"] = f"arn:aws:s3:::{args.inputs['bucket']}"
        if args.typ == "aws:organizations/organization:Organization":
            made["roots"] = [{"id": "r-1"}]
        if args.typ == "aws:organizations/account:Account":
            return account(args.name), made
        return f"{args.name}-id", made

    def _account(self, args: pulumi.runtime.MockResourceArgs) -> str:
        """Return the account that the resource's provider acts in."""
        name = (args.provider or "").split("::")[-2:-1]
        return account(self._tenant if name == ["tenant"] else "".join(name))

    def call(
        self, args: pulumi.runtime.MockCallArgs
    ) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        return {}, None


class _Recording(MockMonitor):
    """Keeps what is registered, with what each property depends on."""

    def __init__(self, mocks: pulumi.runtime.Mocks) -> None:
        super().__init__(mocks)
        self.registered: dict[str, Registered] = {}

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - the protocol's
        answer = super().RegisterResource(request)
        self._keep(request, answer.urn, request.object, answer.object)
        return answer

    def ReadResource(self, request: Any) -> Any:  # noqa: N802 - the protocol's
        answer = super().ReadResource(request)
        self._keep(request, answer.urn, request.properties, answer.properties)
        return answer

    def _keep(self, request: Any, urn: str, inputs: Any, outputs: Any) -> None:
        depends = getattr(request, "propertyDependencies", {})
        provider = self.registered.get(str(request.provider).rpartition("::")[0])
        self.registered[urn] = Registered(
            node=Node(
                urn=urn,
                type=request.type,
                name=request.name,
                properties=plain(json_format.MessageToDict(inputs)),
                depends={name: tuple(depends[name].urns) for name in depends},
                parent=request.parent or None,
                provider=provider.node.properties if provider else None,
                protect=getattr(request, "protect", False),
            ),
            outputs=plain(json_format.MessageToDict(outputs)),
        )


@cache
def evaluated(stack: str, *, first: bool) -> tuple[Registered, ...]:
    """Return the resources of one of our stacks; `first` is before anything was ever made."""
    stage, _, tenant = stack.partition(".")
    settings = FLEET.stages[stage]
    plan = plan_stack(stack, FLEET, settings)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    monitor = _Recording(_Answers(stage, tenant, first=first))
    pulumi.runtime.set_mocks(
        monitor.mocks, project="kyotsu", stack=stack, preview=first, monitor=monitor
    )
    try:
        loop.run_until_complete(run_pulumi_func(lambda: declare(plan, settings)))
    finally:
        loop.close()
    return tuple(monitor.registered.values())


def rulings(session: Session, stack: str, *, first: bool) -> list[Ruling]:
    """Return what a session says of one of our stacks."""
    found: list[Ruling] = []
    resources = evaluated(stack, first=first)
    for one in resources:
        node = one.node
        found.extend(session.resource(node.type, node.name, node.urn, node.properties))
    graph = Graph(replace(one.node, properties=one.outputs) for one in resources)
    found.extend(session.stack(stack, graph))
    return found
