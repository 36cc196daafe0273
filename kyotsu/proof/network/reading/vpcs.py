"""Networks and their subnets.

https://docs.aws.amazon.com/vpc/latest/userguide/configure-your-vpc.html
"""

from kyotsu.proof.network.reading.values import Reader
from kyotsu.proof.network.resources.thing import Thing
from kyotsu.proof.network.resources.vpcs import DefaultVpc, Subnet, Vpc


def vpc(read: Reader) -> list[Thing]:
    """Read a network. IPv6 isn't modelled."""
    read.ipv6_by("assignGeneratedIpv6CidrBlock", "ipv6CidrBlock", "ipv6IpamPoolId")
    block = read.block(read.get("cidrBlock"), "cidrBlock")
    return [
        Vpc(
            **read.named,
            blocks=(block,) if block else (),
            account=read.resource.account,
            region=read.resource.region,
        )
    ]


def default_vpc(read: Reader) -> list[Thing]:
    """Read what takes over the network that AWS makes with an account."""
    return [DefaultVpc(**read.named)]


def subnet(read: Reader) -> list[Thing]:
    """Read a subnet."""
    read.ipv6_by("ipv6CidrBlock", "assignIpv6AddressOnCreation", "ipv6Native", "ipv6IpamPoolId")
    block = read.block(read.get("cidrBlock"), "cidrBlock")
    if not block:
        return []
    zone = read.get("availabilityZone")
    return [
        Subnet(
            **read.named,
            vpc=read.reference("vpcId"),
            block=block,
            zone=zone if isinstance(zone, str) else "",
        )
    ]
