"""Opens a small stage, so that one thing alone still stops a packet, and asks what gets through."""

from __future__ import annotations

from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import (
    ANY,
    SUPERNET,
    Stage,
    ref,
    transit_route,
)


def reached(stage: Stage, sender: str, receiver: str) -> bool:
    """Return whether the sender gets anything undeclared to the receiver."""
    subjects = {
        one.subject
        for one in stage.prove().verdicts
        if one.statement.id == "NET-1" and one.outcome is Outcome.VIOLATED
    }
    return f"{sender} -> {receiver}" in subjects


def open_up(stage: Stage, *keys: str) -> None:
    """Let everything through in some tenants' own filters, and lead it to the hub."""
    for key in keys:
        stack = f"local.{key}"
        everything = {"protocol": "-1", "cidrBlock": ANY, "action": "allow", "ruleNo": 1}
        stage.change(
            stage.find("acl", "NetworkAcl", stack), ingress=[everything], egress=[everything]
        )
        group = stage.find("application", "SecurityGroup", stack)
        for way in ("Ingress", "Egress"):
            stage.add(
                stack,
                f"vpc/securityGroup{way}Rule",
                "all",
                securityGroupId=ref(group),
                ipProtocol="-1",
                cidrIpv4=ANY,
            )
        stage.add(
            stack,
            "ec2/route",
            "everything",
            routeTableId=ref(stage.find("private", "RouteTable", stack)),
            destinationCidrBlock=SUPERNET,
            transitGatewayId=ref(stage.find("transit", "TransitGateway")),
        )


def straight(stage: Stage, key: str) -> None:
    """Lead the tenants' table straight to a tenant."""
    transit_route(
        stage,
        "local",
        stage.find("tenants-prod", "RouteTable"),
        {"b-three": "10.0.8.0/22", "a-two": "10.0.4.0/22"}[key],
        stage.find("hub", "VpcAttachment", f"local.{key}"),
    )


def gets_to(stage: Stage, prefix: str) -> bool:
    return any(
        dict(witness.facts)["destination"].startswith(prefix)
        for verdict in stage.prove().verdicts
        if verdict.statement.id == "NET-1"
        for witness in verdict.witnesses
    )


def with_gateway(stage: Stage, key: str) -> str:
    """Give a tenant's network an internet gateway, and its private subnet a route to it."""
    stack = f"local.{key}"
    gateway = stage.add(
        stack, "ec2/internetGateway", "igw", vpcId=ref(stage.find("network", "Vpc", stack))
    )
    stage.add(
        stack,
        "ec2/route",
        "internet",
        routeTableId=ref(stage.find("private", "RouteTable", stack)),
        destinationCidrBlock=ANY,
        gatewayId=ref(gateway),
    )
    return gateway


def with_line(stage: Stage) -> str:
    """End a VPN at the transit gateway, and let the tenants' table learn what it announces."""
    transit = ref(stage.find("transit", "TransitGateway"))
    line = stage.add("local", "ec2/vpnConnection", "line", transitGatewayId=transit)
    return stage.add(
        "local",
        "ec2transitgateway/routeTablePropagation",
        "announced",
        transitGatewayAttachmentId=ref(line, "transitGatewayAttachmentId"),
        transitGatewayRouteTableId=ref(stage.find("tenants-prod", "RouteTable")),
    )
