"""Network load balancers, most without security groups."""

from bench.networks.draft import ref
from bench.networks.small.maker import Maker, Vpc


def add_balancer(make: Maker, vpc: Vpc) -> None:
    """Put a network load balancer into one of a network's subnets."""
    guarded = make.chance(0.3)
    balancer = make.add(
        "aws:lb/loadBalancer:LoadBalancer",
        {
            "loadBalancerType": "network",
            "subnets": [ref(make.pick.choice(vpc.subnets))],
            **({"securityGroups": [ref(make.pick.choice(vpc.groups))]} if guarded else {}),
        },
    )
    port, protocol = make.pick.choice([(443, "TCP"), (53, "TCP_UDP"), (53, "UDP"), (5432, "TLS")])
    make.add(
        "aws:lb/listener:Listener",
        {"loadBalancerArn": ref(balancer, "arn"), "port": port, "protocol": protocol},
    )
