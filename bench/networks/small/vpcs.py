"""Networks with their subnets, and where their tables lead."""

from bench.networks.draft import ref
from bench.networks.small.maker import Maker, Vpc
from bench.networks.small.network import ZONES


def add_vpc(make: Maker) -> None:
    """Add a network, with its subnets and their tables."""
    number = len(make.vpcs)
    block = f"10.{number}.0.0/26"
    vpc = Vpc(block, make.add("aws:ec2/vpc:Vpc", {"cidrBlock": block}))
    make.vpcs.append(vpc)
    id_of = ref(vpc.resource)
    subnets = make.pick.randint(1, make.shape.subnets)
    for _ in range(subnets if make.shape.own_tables else make.pick.randint(1, 2)):
        vpc.tables.append(make.add("aws:ec2/routeTable:RouteTable", {"vpcId": id_of}))
    for place in range(subnets):
        subnet = make.add(
            "aws:ec2/subnet:Subnet",
            {
                "vpcId": id_of,
                "cidrBlock": f"10.{number}.0.{place * 8}/29",
                "availabilityZone": ZONES[place % make.shape.zones],
            },
        )
        vpc.subnets.append(subnet)
        table = vpc.tables[place] if make.shape.own_tables else make.pick.choice(vpc.tables)
        # Without an association the VPC's main table is the subnet's.
        if make.shape.own_tables or make.chance(0.9):
            make.add(
                "aws:ec2/routeTableAssociation:RouteTableAssociation",
                {"subnetId": ref(subnet), "routeTableId": ref(table)},
            )


def add_routes(make: Maker, vpc: Vpc) -> None:
    """Lead blocks anywhere that a network's tables can lead them."""
    for table in vpc.tables:
        blocks = {make.block() for _ in range(make.pick.randint(1, 3))}
        for block in sorted(blocks):
            if not vpc.ways:
                return
            way = dict(make.pick.choice(vpc.ways))
            firewall = way.pop("depends", None)
            # The network's own route can only be taken over by a firewall or the like.
            if block == vpc.block and firewall is None:
                continue
            make.add(
                "aws:ec2/route:Route",
                {"routeTableId": ref(table), "destinationCidrBlock": block, **way},
                {"vpcEndpointId": [firewall]} if firewall is not None else None,
            )
