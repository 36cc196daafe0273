"""Network ACLs, written in every way that there is."""

from typing import Any

from bench.networks.draft import ref
from bench.networks.small.maker import Maker, Vpc
from bench.networks.small.network import ANYWHERE, PROTOCOLS, RANGES
from kyotsu.desired.graph import Resource

DEFAULT = "defaultNetworkAclId"


def add_acls(make: Maker, vpc: Vpc) -> None:
    """Give a network's subnets ACLs: their entries and subnets inline, or as resources."""
    if make.chance(0.3):
        make.add(
            "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
            {
                DEFAULT: ref(vpc.resource, DEFAULT),
                "ingress": _entries(make),
                "egress": _entries(make),
            },
        )
    elif make.chance(0.3):
        # Beside the rule 100 that AWS makes.
        _as_resources(make, ref(vpc.resource, DEFAULT), numbers=(90, 110))
    for subnet in vpc.subnets:
        if make.chance(0.4):
            _acl(make, vpc, subnet)


def _acl(make: Maker, vpc: Vpc, subnet: Resource) -> None:
    inline, named = make.chance(0.6), make.chance(0.7)
    acl = make.add(
        "aws:ec2/networkAcl:NetworkAcl",
        {
            "vpcId": ref(vpc.resource),
            **({"subnetIds": [ref(subnet)]} if named else {}),
            **({"ingress": _entries(make), "egress": _entries(make)} if inline else {}),
        },
    )
    if not inline:
        _as_resources(make, ref(acl), numbers=(100, 110, 200))
    if not named:
        make.add(
            "aws:ec2/networkAclAssociation:NetworkAclAssociation",
            {"networkAclId": ref(acl), "subnetId": ref(subnet)},
        )


def _as_resources(make: Maker, acl: str, numbers: tuple[int, ...]) -> None:
    for egress in (False, True):
        for number in numbers:
            rule = _entry(make, number) if number < 200 else _everything(number)
            inputs = {
                **{key: rule[key] for key in rule if key not in ("ruleNo", "action")},
                "networkAclId": acl,
                "ruleNumber": number,
                "ruleAction": rule["action"],
                "egress": egress,
            }
            if make.chance(0.7):
                make.add("aws:ec2/networkAclRule:NetworkAclRule", inputs)


def _entries(make: Maker) -> list[dict[str, Any]]:
    """Return an ACL's rules; most let everything through, so that much is delivered."""
    entries = [_entry(make, 100 + 10 * place) for place in range(make.pick.randint(0, 2))]
    if make.chance(0.7):
        entries.append(_everything(200))
    return entries


def _everything(number: int) -> dict[str, Any]:
    every = {"protocol": "-1", "cidrBlock": ANYWHERE, "fromPort": 0, "toPort": 0}
    return {"ruleNo": number, "action": "allow", **every}


def _entry(make: Maker, number: int) -> dict[str, Any]:
    protocol = make.pick.choice(["tcp", "udp", "icmp", "-1"])
    ports = make.pick.choice(RANGES) if protocol in ("tcp", "udp") else (0, 0)
    icmp = make.pick.choice([(-1, -1), (8, -1), (8, 0), (8, 1), (0, 0), (3, -1)])
    return {
        "ruleNo": number,
        "action": make.pick.choice(["allow", "allow", "deny"]),
        "protocol": PROTOCOLS[protocol],
        "cidrBlock": make.block(),
        "fromPort": ports[0],
        "toPort": ports[1],
        **({"icmpType": icmp[0], "icmpCode": icmp[1]} if protocol == "icmp" else {}),
    }
