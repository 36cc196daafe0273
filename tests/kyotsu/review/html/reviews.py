"""A review of a small network and its neighbours, for tests that look at the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kyotsu.review.findings import CostChange, Danger, DangerKind, Place, Verdict, Yen
from kyotsu.review.meaning.classify import classify
from kyotsu.review.model import (
    Action,
    Change,
    Diagnostic,
    Outcome,
    Review,
    StackReview,
    Subject,
    Value,
)
from kyotsu.review.reach import reach_of
from policies.rule import Severity, Text

EC2 = "aws:ec2"
NAMES = {
    "Vpc": "vpc",
    "Subnet": "subnet",
    "RouteTable": "routeTable",
    "RouteTableAssociation": "routeTableAssociation",
    "Route": "route",
    "InternetGateway": "internetGateway",
    "NatGateway": "natGateway",
    "FlowLog": "flowLog",
    "SecurityGroup": "securityGroup",
}


def urn(token: str, name: str, stack: str = "prod.soumu-shinsei") -> str:
    return f"urn:pulumi:{stack}::kyotsu::{token}::{name}"


def change(
    token: str,
    name: str,
    action: Action = Action.SAME,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    *,
    stack: str = "prod.soumu-shinsei",
    values: tuple[Value, ...] = (),
    reasons: tuple[str, ...] = (),
    **depends: Change,
) -> Change:
    """A change; `depends` says by which property it points at which other resource."""
    return Change(
        urn=urn(token, name, stack),
        type=token,
        name=name,
        action=action,
        steps=(str(action),),
        before=before if before is not None or action is Action.CREATE else {},
        after=after if after is not None or action is Action.DELETE else {},
        id="" if action is Action.CREATE else f"{name}-id",
        dependencies=tuple(one.urn for one in depends.values()),
        property_dependencies={by: (one.urn,) for by, one in depends.items()},
        source=Place(path="components/network/tier.py", line=48),
        values=values,
        reasons=reasons,
    )


def ec2(kind: str, name: str, action: Action = Action.SAME, **rest: Any) -> Change:
    return change(f"{EC2}/{NAMES[kind]}:{kind}", name, action, **rest)


def network() -> tuple[Change, ...]:
    """A network of two zones; its private tier gains a way to the internet, a subnet is new."""
    vpc = ec2(
        "Vpc", "vpc", before={"cidrBlock": "10.16.0.0/20"}, after={"cidrBlock": "10.16.0.0/20"}
    )
    gateway = ec2("InternetGateway", "internet", vpcId=vpc)
    found = [vpc, gateway]
    for number, (tier, action) in enumerate(
        (("public", Action.SAME), ("private", Action.SAME), ("protected", Action.SAME))
    ):
        table = ec2("RouteTable", tier, vpcId=vpc)
        found.append(table)
        for zone in "ac":
            inputs = {
                "cidrBlock": f"10.16.{number * 4 + 'ac'.index(zone)}.0/24",
                "availabilityZone": f"ap-northeast-1{zone}",
                "tags": {"Tier": tier, "Name": f"{tier}-{zone}"},
            }
            subnet = ec2("Subnet", f"{tier}-{zone}", action, before=inputs, after=inputs, vpcId=vpc)
            tie = ec2(
                "RouteTableAssociation", f"{tier}-{zone}", subnetId=subnet, routeTableId=table
            )
            found += [subnet, tie]
        if tier == "public":
            way = {"destinationCidrBlock": "0.0.0.0/0", "gatewayId": "internet-id"}
            found.append(
                ec2("Route", "public", before=way, after=way, routeTableId=table, gatewayId=gateway)
            )
        if tier == "private":
            found.append(
                ec2(
                    "Route",
                    "private-out",
                    Action.CREATE,
                    after={"destinationCidrBlock": "0.0.0.0/0", "gatewayId": "internet-id"},
                    routeTableId=table,
                    gatewayId=gateway,
                )
            )
            new = {
                "cidrBlock": "10.16.6.0/24",
                "availabilityZone": "ap-northeast-1d",
                "tags": {"Tier": "private", "Name": "private-d"},
            }
            subnet = ec2("Subnet", "private-d", Action.CREATE, after=new, vpcId=vpc)
            tie = ec2(
                "RouteTableAssociation", "private-d", Action.CREATE, subnetId=subnet,
                routeTableId=table,
            )  # fmt: skip
            found += [subnet, tie]
    log = ec2("FlowLog", "vpc", Action.DELETE, before={"trafficType": "ALL"}, vpcId=vpc)
    wide = {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/8"]}
    web = ec2(
        "SecurityGroup",
        "web",
        Action.UPDATE,
        before={"ingress": [{**wide, "cidrBlocks": ["10.16.0.0/20"]}]},
        after={"ingress": [wide]},
        values=(Value(path="ingress[0].cidrBlocks[0]", before="10.16.0.0/20", after="10.0.0.0/8"),),
        vpcId=vpc,
    )
    return (*found, log, web)


def tenant(resources: tuple[Change, ...]) -> StackReview:
    """A tenant's stack with some of everything."""
    subject = Subject(
        project="kyotsu",
        stack="prod.soumu-shinsei",
        stage="prod",
        tenant="soumu-shinsei",
        ministry="soumu",
        ministry_name=Text(ja="総務省", en="Ministry of Internal Affairs and Communications"),
        system_name=Text(ja="電子申請受付システム", en="Online Application Reception System"),
        availability=2,
        posts=(
            Text(
                ja="行政管理局電子申請課 電子申請課長", en="Director, Online Application Division"
            ),
        ),
    )
    database = change(
        "aws:rds/instance:Instance",
        "records",
        Action.REPLACE,
        before={"storageEncrypted": True, "password": {"$secret": "1f3a9c2e"}},
        after={"storageEncrypted": True, "password": {"$secret": "77aa0b1c"}},
        values=(
            Value(path="password", before={"$secret": "1f3a9c2e"}, after={"$secret": "77aa0b1c"}),
            Value(path="endpoint", before="old", after={"$unknown": True}, replaces=True),
        ),
        reasons=("storageEncrypted",),
    )
    trust = [
        json.dumps({"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                   "Principal": {"AWS": one}}]})
        for one in ("111111111111", "222222222222")
    ]  # fmt: skip
    role = change(
        "aws:iam/role:Role",
        "operator",
        Action.UPDATE,
        before={"assumeRolePolicy": trust[0]},
        after={"assumeRolePolicy": trust[1]},
        values=(
            Value(
                path="assumeRolePolicy.Statement[0].Principal.AWS",
                before="111111111111",
                after="222222222222",
            ),
        ),
    )
    server = change("aws:ec2/instance:Instance", "app", subnetId=database)
    stack = StackReview(
        subject=subject,
        outcome=Outcome.REFUSED,
        counts={"create": 3, "update": 2, "replace": 1, "delete": 1, "same": 20},
        resources=tuple(sorted((*resources, database, role, server), key=lambda one: one.urn)),
        dangers=(
            Danger(
                kind=DangerKind.DATA_LOST,
                severity=Severity.CRITICAL,
                urn=database.urn,
                text=Text(
                    ja="records を作り直します(storageEncrypted の変更による)。"
                    "中のデータは引き継がれません。",
                    en="Replaces records, because storageEncrypted changes; "
                    "the data in it is not carried over.",
                ),
                reasons=("storageEncrypted",),
            ),
        ),
        verdicts=(
            Verdict(
                rule="VPC-05",
                level="mandatory",
                urn=resources[0].urn if resources else "",
                text="no flow log",
                severity=Severity.HIGH,
                title=Text(ja="通信を記録すること", en="Traffic is recorded"),
                remedy=Text(ja="フローログを置く", en="give the network a flow log"),
            ),
        ),
        diagnostics=(Diagnostic(severity="warning", text="A provider warned of something."),),
        cost=CostChange(
            before=Yen(low=Decimal(120000), high=Decimal(120000)),
            after=Yen(low=Decimal(131000), high=Decimal(150000)),
            book="2026-11-01",
            rate=Decimal("152.5"),
            rate_as_of=date(2026, 11, 1),
            unpriced={"aws:foo/bar:Bar": 1},
        ),
        unchecked=(
            Text(
                ja="このプレビューは、どの規則とも照らし合わされていません。",
                en="This preview was held against no policies.",
            ),
        ),
    )
    return replace(stack, findings=classify(stack), reach=reach_of(stack))


def quiet(name: str) -> StackReview:
    """A stack without a change."""
    subject = Subject(project="kyotsu", stack=f"prod.{name}", stage="prod", tenant=name)
    return StackReview(
        subject=subject,
        outcome=Outcome.UNCHANGED,
        counts={"same": 52},
        resources=(),
    )


def review(*stacks: StackReview) -> Review:
    return Review(
        stacks=stacks,
        made_at=datetime(2026, 11, 23, 17, 30, tzinfo=ZoneInfo("Asia/Tokyo")),
        commit="0123456789abcdef0123456789abcdef01234567",
        base="main",
    )


def example() -> Review:
    """One tenant that changes in many ways, and two that stay."""
    return review(tenant(network()), quiet("mof-shunou"), quiet("meti-kenshu"))
