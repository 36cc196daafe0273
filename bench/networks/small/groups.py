"""Security groups."""

from typing import Any

from bench.networks.draft import ref
from bench.networks.small.maker import Maker, Vpc
from bench.networks.small.network import ANYWHERE, RANGES


def add_groups(make: Maker, vpc: Vpc) -> None:
    """Give a network its security groups."""
    for _ in range(make.pick.randint(1, 2)):
        vpc.groups.append(
            make.add("aws:ec2/securityGroup:SecurityGroup", {"vpcId": ref(vpc.resource)})
        )
    make.add(
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        {"vpcId": ref(vpc.resource), "ingress": [], "egress": []},
    )
    for group in vpc.groups:
        for way in ("Ingress", "Egress"):
            for _ in range(make.pick.randint(1, 2)):
                make.add(
                    f"aws:vpc/securityGroup{way}Rule:SecurityGroup{way}Rule",
                    {"securityGroupId": ref(group), **_rule(make, vpc)},
                )


def _rule(make: Maker, vpc: Vpc) -> dict[str, Any]:
    if make.chance(0.4):
        return {"ipProtocol": "-1", "cidrIpv4": ANYWHERE}
    protocol = make.pick.choice(["tcp", "tcp", "udp", "icmp", "-1", "-1"])
    rule: dict[str, Any] = {"ipProtocol": protocol}
    if protocol == "icmp":
        kind, code = make.pick.choice([(-1, -1), (8, -1), (8, 0), (8, 1), (0, 0)])
        rule |= {"fromPort": kind, "toPort": code}
    elif protocol != "-1":
        rule["fromPort"], rule["toPort"] = make.pick.choice(RANGES)
    if make.shape.groups_by_name and make.chance(0.4):
        others = [group for one in make.vpcs for group in one.groups] or vpc.groups
        return rule | {"referencedSecurityGroupId": ref(make.pick.choice(others))}
    return rule | {"cidrIpv4": ANYWHERE if make.chance(0.5) else make.block()}
