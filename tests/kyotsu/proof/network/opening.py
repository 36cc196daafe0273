"""Opens a tenant's own filters, so that what lies between tenants decides alone."""

from __future__ import annotations

from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import ANY, SUPERNET, Stage, ref


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
