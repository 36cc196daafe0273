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
from pulumi.runtime.settings import set_root_resource
from pulumi.runtime.stack import run_in_stack

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

    def __init__(self, tenant: str, foundation: dict[str, Any], *, first: bool) -> None:
        self._first = first
        self._tenant = tenant
        self._foundation = foundation

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
            made["masterAccountId"] = account("management")
            return "o-example123", made
        if args.typ == "aws:networkfirewall/firewall:Firewall":
            made["firewallStatuses"] = [{"syncStates": [_endpoint(zone) for zone in "acd"]}]
        if args.typ == "aws:acm/certificate:Certificate":
            made["domainValidationOptions"] = [_proof(args.inputs["domainName"])]
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


def _endpoint(letter: str) -> dict[str, Any]:
    """Return what AWS says of a firewall in one zone."""
    zone = f"ap-northeast-1{letter}"
    return {"availabilityZone": zone, "attachments": [{"endpointId": f"vpce-{letter}"}]}


def _proof(domain: str) -> dict[str, Any]:
    """Return the record by which AWS knows that a domain is ours."""
    return {
        "resourceRecordName": f"_proof.{domain}.",
        "resourceRecordType": "CNAME",
        "resourceRecordValue": "_value.acm-validations.aws.",
    }


class _Recording(MockMonitor):
    """Keeps what is registered, with what each property depends on."""

    def __init__(self, mocks: pulumi.runtime.Mocks) -> None:
        super().__init__(mocks)
        self.registered: dict[str, Registered] = {}
        self.exported: dict[str, Any] = {}

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - the protocol's
        answer = super().RegisterResource(request)
        self._keep(request, answer.urn, request.object, answer.object)
        return answer

    def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802 - the protocol's
        if "::pulumi:pulumi:Stack::" in request.urn:
            self.exported = plain(json_format.MessageToDict(request.outputs))
        return super().RegisterResourceOutputs(request)

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
def _evaluation(stack: str, *, first: bool) -> _Recording:
    stage, _, tenant = stack.partition(".")
    settings = FLEET.stages[stage]
    plan = plan_stack(stack, FLEET, settings)
    # A tenant reads what the foundation exports once it is there.
    foundation = _evaluation(stage, first=False).exported if tenant else {}
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    monitor = _Recording(_Answers(tenant, foundation, first=first))
    pulumi.runtime.set_mocks(
        monitor.mocks, project="kyotsu", stack=stack, preview=first, monitor=monitor
    )
    # The stack before was the root; the SDK allows none beside it.
    set_root_resource(None)  # pyright: ignore[reportArgumentType]
    try:
        loop.run_until_complete(run_in_stack(lambda: declare(plan, settings)))
    finally:
        loop.close()
    return monitor


def evaluated(stack: str, *, first: bool) -> tuple[Registered, ...]:
    """Return the resources of one of our stacks; `first` is before anything was ever made."""
    registered = _evaluation(stack, first=first).registered.values()
    return tuple(one for one in registered if one.node.type != "pulumi:pulumi:Stack")


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
