"""A firewall with rules that contradict one another."""

from bench.networks.draft import ref
from bench.networks.small.maker import Maker, Vpc
from bench.networks.walls import Walls


def add_firewall(make: Maker, vpc: Vpc) -> None:
    """Put a firewall into a network."""
    walls = Walls(pick=make.pick, add=make.add, block=make.block, certain=make.shape.certain_rules)
    policy = walls.policy()
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
