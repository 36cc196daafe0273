"""Small random networks, of the shape that the program's have, and all packets worth sending.

There is one address a subnet (of the first, two), one outside, one behind the line and one of a
service, and a handful of ports; so every packet can be sent, and every pair of who sends and who
receives is asked about. Nothing here is sound: routes lead to nowhere and in circles, ACLs forget
answers, and rules of firewalls contradict each other, as often as not.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network
from typing import Any, Final

from bench.networks.draft import Draft, ref
from bench.networks.walls import Walls
from kyotsu.desired.graph import Graph, Resource
from kyotsu.proof.simulator.packet import (
    ICMP,
    TCP,
    UDP,
    GovernmentLan,
    Interface,
    Internet,
    Packet,
    Sender,
)

STACK: Final = "small"
OUTSIDE: Final = IPv4Address("203.0.113.9")
BEHIND: Final = IPv4Address("172.20.0.9")
OF_S3: Final = IPv4Address("52.219.0.7")
LINE_BLOCK: Final = "172.20.0.0/16"
ANYWHERE: Final = "0.0.0.0/0"
ZONES: Final = ("ap-northeast-1a", "ap-northeast-1c")
ACCOUNT: Final = Resource(
    urn="", type="", name="", kind="", parent=None, inputs={}, account="123456789012"
)
"""Everything is in one account, as where nobody has to accept anything."""
SERVICES: Final = ((TCP, 443), (TCP, 5432), (UDP, 53), (ICMP, 8))
PROTOCOLS: Final = {"tcp": "6", "udp": "17", "icmp": "1", "-1": "-1"}
RANGES: Final = ((443, 443), (0, 65535), (1024, 65535), (53, 53), (400, 6000))


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How much a network may have. `zones` and `groups_by_name` make AWS choose, or remember."""

    vpcs: int = 3
    subnets: int = 2
    zones: int = 1
    groups_by_name: bool = False
    own_tables: bool = False
    """Whether each subnet has a table of its own."""
    certain_rules: bool = False
    """Whether AWS's documents say for certain what each stateless rule of a firewall matches."""
    firewall: bool = True
    nat: bool = True
    peering: bool = True


@dataclass(frozen=True, kw_only=True)
class SmallNetwork:
    """A network, and who can send in it."""

    graphs: Sequence[Graph]
    interfaces: Sequence[tuple[IPv4Address, Interface]]
    addresses: Sequence[IPv4Address]

    def packets(self) -> Iterator[tuple[Packet, Sender]]:
        """Yield every packet that anybody can send, with who sends it."""
        senders: list[tuple[IPv4Address, Sender]] = [
            *self.interfaces,
            (OUTSIDE, Internet()),
            (BEHIND, GovernmentLan()),
        ]
        for source, sender in senders:
            for destination in self.addresses:
                if destination == source:
                    continue
                for protocol, port in SERVICES:
                    yield (
                        Packet(
                            source=source,
                            destination=destination,
                            protocol=protocol,
                            source_port=50000 if protocol in (TCP, UDP) else 0,
                            destination_port=port,
                        ),
                        sender,
                    )


def small_network(pick: random.Random, shape: Shape | None = None) -> SmallNetwork:
    """Return a network that a source of chance makes."""
    return _Maker(pick, shape or Shape()).make()


@dataclass
class _Vpc:
    block: str
    resource: Resource
    subnets: list[Resource] = field(default_factory=list[Resource])
    tables: list[Resource] = field(default_factory=list[Resource])
    groups: list[Resource] = field(default_factory=list[Resource])
    ways: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Targets that the VPC's route tables can have."""


class _Maker:
    def __init__(self, pick: random.Random, shape: Shape) -> None:
        self._pick = pick
        self._shape = shape
        self._draft = Draft()
        self._vpcs: list[_Vpc] = []
        self._number = 0

    def make(self) -> SmallNetwork:
        for _ in range(self._pick.randint(1, self._shape.vpcs)):
            self._vpc()
        for vpc in self._vpcs:
            self._acls(vpc)
            self._groups(vpc)
            self._gateways(vpc)
        if len(self._vpcs) > 1 and self._shape.peering and self._chance(0.3):
            self._peering()
        self._transit()
        for vpc in self._vpcs:
            if self._shape.firewall and self._chance(0.4):
                self._firewall(vpc)
            self._routes(vpc)
        places = [
            (IPv4Network(subnet.inputs["cidrBlock"])[1], subnet, vpc)
            for vpc in self._vpcs
            for subnet in vpc.subnets
        ]
        return SmallNetwork(
            graphs=self._draft.graphs(),
            interfaces=[
                (address, Interface(subnet=subnet.urn, groups=frozenset({group.urn})))
                for address, subnet, vpc in places
                for group in vpc.groups
            ],
            addresses=[
                *(address for address, _, _ in places),
                # Somebody else in the first subnet, so that what stays in one is asked about too.
                IPv4Network(places[0][1].inputs["cidrBlock"])[2],
                OUTSIDE,
                BEHIND,
                OF_S3,
            ],
        )

    def _add(
        self,
        token: str,
        inputs: dict[str, Any],
        depends: dict[str, list[Resource]] | None = None,
    ) -> Resource:
        self._number += 1
        name = f"{token.rpartition(':')[2]}-{self._number}"
        return self._draft.add(STACK, token, name, inputs, like=ACCOUNT, depends=depends)

    def _chance(self, share: float) -> bool:
        return self._pick.random() < share

    def _block(self) -> str:
        """Return a block that matters to somebody."""
        return self._pick.choice(
            [
                ANYWHERE,
                "10.0.0.0/8",
                LINE_BLOCK,
                "203.0.113.0/24",
                *(vpc.block for vpc in self._vpcs),
                *(one.inputs["cidrBlock"] for vpc in self._vpcs for one in vpc.subnets),
            ]
        )

    def _vpc(self) -> None:
        number = len(self._vpcs)
        block = f"10.{number}.0.0/26"
        vpc = _Vpc(block, self._add("aws:ec2/vpc:Vpc", {"cidrBlock": block}))
        self._vpcs.append(vpc)
        id_of = ref(vpc.resource)
        subnets = self._pick.randint(1, self._shape.subnets)
        for _ in range(subnets if self._shape.own_tables else self._pick.randint(1, 2)):
            vpc.tables.append(self._add("aws:ec2/routeTable:RouteTable", {"vpcId": id_of}))
        for place in range(subnets):
            subnet = self._add(
                "aws:ec2/subnet:Subnet",
                {
                    "vpcId": id_of,
                    "cidrBlock": f"10.{number}.0.{place * 8}/29",
                    "availabilityZone": ZONES[place % self._shape.zones],
                },
            )
            vpc.subnets.append(subnet)
            table = vpc.tables[place] if self._shape.own_tables else self._pick.choice(vpc.tables)
            # Without an association the VPC's main table is the subnet's.
            if self._shape.own_tables or self._chance(0.9):
                self._add(
                    "aws:ec2/routeTableAssociation:RouteTableAssociation",
                    {"subnetId": ref(subnet), "routeTableId": ref(table)},
                )

    def _acls(self, vpc: _Vpc) -> None:
        if self._chance(0.3):
            self._add(
                "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
                {
                    "defaultNetworkAclId": ref(vpc.resource, "defaultNetworkAclId"),
                    "ingress": self._entries(),
                    "egress": self._entries(),
                },
            )
        for subnet in vpc.subnets:
            if self._chance(0.4):
                self._add(
                    "aws:ec2/networkAcl:NetworkAcl",
                    {
                        "vpcId": ref(vpc.resource),
                        "subnetIds": [ref(subnet)],
                        "ingress": self._entries(),
                        "egress": self._entries(),
                    },
                )

    def _entries(self) -> list[dict[str, Any]]:
        """Return an ACL's rules; most let everything through, so that much is delivered."""
        entries = [self._entry(100 + 10 * place) for place in range(self._pick.randint(0, 2))]
        if self._chance(0.7):
            everything = {"protocol": "-1", "cidrBlock": ANYWHERE, "fromPort": 0, "toPort": 0}
            entries.append({"ruleNo": 200, "action": "allow", **everything})
        return entries

    def _entry(self, number: int) -> dict[str, Any]:
        protocol = self._pick.choice(["tcp", "udp", "-1"])
        first, last = self._pick.choice(RANGES) if protocol != "-1" else (0, 0)
        return {
            "ruleNo": number,
            "action": self._pick.choice(["allow", "allow", "deny"]),
            "protocol": PROTOCOLS[protocol],
            "cidrBlock": self._block(),
            "fromPort": first,
            "toPort": last,
        }

    def _groups(self, vpc: _Vpc) -> None:
        for _ in range(self._pick.randint(1, 2)):
            vpc.groups.append(
                self._add("aws:ec2/securityGroup:SecurityGroup", {"vpcId": ref(vpc.resource)})
            )
        self._add(
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
            {"vpcId": ref(vpc.resource), "ingress": [], "egress": []},
        )
        for group in vpc.groups:
            for way in ("Ingress", "Egress"):
                for _ in range(self._pick.randint(1, 2)):
                    self._add(
                        f"aws:vpc/securityGroup{way}Rule:SecurityGroup{way}Rule",
                        {"securityGroupId": ref(group), **self._rule(vpc)},
                    )

    def _rule(self, vpc: _Vpc) -> dict[str, Any]:
        if self._chance(0.4):
            return {"ipProtocol": "-1", "cidrIpv4": ANYWHERE}
        protocol = self._pick.choice(["tcp", "tcp", "udp", "icmp", "-1", "-1"])
        rule: dict[str, Any] = {"ipProtocol": protocol}
        if protocol == "icmp":
            rule |= {"fromPort": self._pick.choice([-1, 8, 0]), "toPort": -1}
        elif protocol != "-1":
            rule["fromPort"], rule["toPort"] = self._pick.choice(RANGES)
        if self._shape.groups_by_name and self._chance(0.4):
            others = [group for one in self._vpcs for group in one.groups] or vpc.groups
            return rule | {"referencedSecurityGroupId": ref(self._pick.choice(others))}
        return rule | {"cidrIpv4": ANYWHERE if self._chance(0.5) else self._block()}

    def _gateways(self, vpc: _Vpc) -> None:
        id_of = ref(vpc.resource)
        if self._chance(0.5):
            gateway = self._add("aws:ec2/internetGateway:InternetGateway", {"vpcId": id_of})
            vpc.ways.append({"gatewayId": ref(gateway)})
            if self._shape.nat and self._chance(0.5):
                nat = self._add("aws:ec2/natGateway:NatGateway", {"subnetId": ref(vpc.subnets[-1])})
                vpc.ways.append({"natGatewayId": ref(nat)})
            if self._chance(0.2):
                self._ban(vpc)
        if self._chance(0.2):
            self._add(
                "aws:ec2/vpcEndpoint:VpcEndpoint",
                {
                    "vpcId": id_of,
                    "vpcEndpointType": "Gateway",
                    "serviceName": "com.amazonaws.ap-northeast-1.s3",
                    "routeTableIds": [ref(self._pick.choice(vpc.tables))],
                },
            )

    def _ban(self, vpc: _Vpc) -> None:
        ban = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"
        if not self._draft.all(STACK, ban):
            modes = ["block-bidirectional", "block-ingress", "off"]
            self._add(ban, {"internetGatewayBlockMode": self._pick.choice(modes)})
        if self._chance(0.5):
            modes = ["allow-bidirectional", "allow-egress"]
            self._add(
                "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
                {
                    "vpcId": ref(vpc.resource),
                    "internetGatewayExclusionMode": self._pick.choice(modes),
                },
            )

    def _peering(self) -> None:
        one, other = self._pick.sample(self._vpcs, 2)
        peering = self._add(
            "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
            {"vpcId": ref(one.resource), "peerVpcId": ref(other.resource), "autoAccept": True},
        )
        for vpc in (one, other):
            vpc.ways.append({"vpcPeeringConnectionId": ref(peering)})

    def _transit(self) -> None:
        if not self._chance(0.8):
            return
        disabled = {"defaultRouteTableAssociation": "disable"}
        gateway = self._add(
            "aws:ec2transitgateway/transitGateway:TransitGateway",
            {**disabled, "defaultRouteTablePropagation": "disable"},
        )
        tables = [
            self._add(
                "aws:ec2transitgateway/routeTable:RouteTable",
                {"transitGatewayId": ref(gateway)},
            )
            for _ in range(self._pick.randint(1, 2))
        ]
        attached = [one for vpc in self._vpcs if (one := self._attach(vpc, gateway)) is not None]
        if self._chance(0.6):
            line = self._add(
                "aws:ec2/vpnConnection:VpnConnection", {"transitGatewayId": ref(gateway)}
            )
            attached.append(ref(line, "transitGatewayAttachmentId"))
        for attachment in attached:
            if self._chance(0.9):
                self._add(
                    "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",
                    {
                        "transitGatewayAttachmentId": attachment,
                        "transitGatewayRouteTableId": ref(self._pick.choice(tables)),
                    },
                )
        for table in tables:
            self._lead(table, attached)

    def _attach(self, vpc: _Vpc, gateway: Resource) -> str | None:
        if not self._chance(0.8):
            return None
        doors = {one.inputs["availabilityZone"]: one for one in vpc.subnets}
        attachment = self._add(
            "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
            {
                "vpcId": ref(vpc.resource),
                "transitGatewayId": ref(gateway),
                "subnetIds": [ref(one) for one in doors.values()],
                "applianceModeSupport": self._pick.choice(["enable", "disable"]),
            },
        )
        vpc.ways.append({"transitGatewayId": ref(gateway)})
        return ref(attachment)

    def _lead(self, table: Resource, attached: Sequence[str]) -> None:
        """Fill a transit gateway's table: what it learns, and what it is told."""
        id_of = ref(table)
        for attachment in attached:
            of_line = "VpcAttachment" not in attachment  # it may announce any address
            if self._chance(0.2 if of_line else 0.6):
                self._add(
                    "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation",
                    {
                        "transitGatewayAttachmentId": attachment,
                        "transitGatewayRouteTableId": id_of,
                    },
                )
        for block in {self._block() for _ in range(self._pick.randint(0, 3))}:
            blackhole = not attached or self._chance(0.2)
            self._add(
                "aws:ec2transitgateway/route:Route",
                {
                    "transitGatewayRouteTableId": id_of,
                    "destinationCidrBlock": block,
                    **(
                        {"blackhole": True}
                        if blackhole
                        else {"transitGatewayAttachmentId": self._pick.choice(attached)}
                    ),
                },
            )

    def _firewall(self, vpc: _Vpc) -> None:
        walls = Walls(
            pick=self._pick, add=self._add, block=self._block, certain=self._shape.certain_rules
        )
        policy = walls.policy()
        subnet = self._pick.choice(vpc.subnets)
        firewall = self._add(
            "aws:networkfirewall/firewall:Firewall",
            {
                "vpcId": ref(vpc.resource),
                "firewallPolicyArn": ref(policy, "arn"),
                "subnetMappings": [{"subnetId": ref(subnet)}],
            },
        )
        vpc.ways.append({"vpcEndpointId": {"$unknown": True}, "depends": firewall})

    def _routes(self, vpc: _Vpc) -> None:
        for table in vpc.tables:
            blocks = {self._block() for _ in range(self._pick.randint(1, 3))} - {vpc.block}
            for block in sorted(blocks):
                if not vpc.ways:
                    return
                way = dict(self._pick.choice(vpc.ways))
                firewall = way.pop("depends", None)
                self._add(
                    "aws:ec2/route:Route",
                    {"routeTableId": ref(table), "destinationCidrBlock": block, **way},
                    {"vpcEndpointId": [firewall]} if firewall is not None else None,
                )
