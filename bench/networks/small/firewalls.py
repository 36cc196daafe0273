"""A firewall with rules that contradict one another."""

from collections.abc import Iterator

from bench.networks.draft import ref
from bench.networks.small.maker import Maker, Vpc
from bench.networks.small.network import ANYWHERE


def add_firewall(make: Maker, vpc: Vpc) -> None:
    """Put a firewall into a network."""
    group = make.add(
        "aws:networkfirewall/ruleGroup:RuleGroup",
        {
            "type": "STATEFUL",
            "ruleGroup": {"rulesSource": {"rulesString": "\n".join(_suricata(make))}},
        },
    )
    actions = make.pick.choice([["aws:drop_strict"], ["aws:drop_established_app_layer"]])
    policy = make.add(
        "aws:networkfirewall/firewallPolicy:FirewallPolicy",
        {
            "firewallPolicy": {
                "statelessDefaultActions": ["aws:forward_to_sfe"],
                "statelessFragmentDefaultActions": ["aws:forward_to_sfe"],
                "statefulDefaultActions": actions,
                "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"},
                "statefulRuleGroupReferences": [{"priority": 1, "resourceArn": ref(group, "arn")}],
            }
        },
    )
    subnet = make.pick.choice(vpc.subnets)
    firewall = make.add(
        "aws:networkfirewall/firewall:Firewall",
        {
            "vpcId": ref(vpc.resource),
            "firewallPolicyArn": ref(policy, "arn"),
            "subnetMappings": [{"subnetId": ref(subnet)}],
        },
    )
    vpc.firewall = firewall
    vpc.ways.append({"vpcEndpointId": {"$unknown": True}, "depends": firewall})


def _suricata(make: Maker) -> Iterator[str]:
    flows = ("", "flow:to_server; ", "flow:not_established,to_server; ")
    for number in range(make.pick.randint(1, 4)):
        action = make.pick.choice(["pass", "pass", "drop"])
        protocol = make.pick.choice(["tcp", "udp", "icmp", "ip"])
        ends = [make.pick.choice(["any", make.block(), f"!{make.block()}"]) for _ in "12"]
        ends = ["any" if one == f"!{ANYWHERE}" else one for one in ends]
        port = make.pick.choice(["any", "443", "53", "[443,5432]", "1024:"])
        port = port if protocol in ("tcp", "udp") else "any"
        flow = make.pick.choice(flows)
        yield f"{action} {protocol} {ends[0]} any -> {ends[1]} {port} ({flow}sid:{number + 1};)"
    if make.chance(0.7):
        yield "pass tcp any any -> any any (flow:established,to_client; sid:11;)"
