"""A network built by hand, a few words a resource, and packets sent in it."""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address
from typing import Any

from bench.networks.draft import Draft, ref
from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.packet import (
    NUMBERS,
    TCP,
    UDP,
    GovernmentLan,
    Interface,
    Internet,
    Packet,
    Sender,
)
from kyotsu.proof.simulator.world import World

OPEN: Mapping[str, Any] = {"ipProtocol": "-1", "cidrIpv4": "0.0.0.0/0"}
ALL: Mapping[str, Any] = {
    "ruleNo": 100,
    "action": "allow",
    "protocol": "-1",
    "cidrBlock": "0.0.0.0/0",
    "fromPort": 0,
    "toPort": 0,
}
TRANSIT = "aws:ec2transitgateway/"


class Net:
    """A network of one stack. Subnets have an open group, a table of their own, and no ACL."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.tables: dict[str, Resource] = {}
        self.open: dict[str, Resource] = {}

    def add(
        self,
        token: str,
        name: str,
        depends: Mapping[str, Sequence[Resource]] | None = None,
        *,
        like: Resource | None = None,
        **inputs: Any,
    ) -> Resource:
        return self.draft.add("net", token, name, inputs, like=like, depends=depends)

    def vpc(self, name: str, block: str) -> Resource:
        vpc = self.add("aws:ec2/vpc:Vpc", name, cidrBlock=block)
        self.open[vpc.urn] = self.group(vpc, f"{name}-open", ingress=[OPEN], egress=[OPEN])
        return vpc

    def subnet(self, vpc: Resource, name: str, block: str, zone: str = "a") -> Resource:
        subnet = self.add(
            "aws:ec2/subnet:Subnet",
            name,
            vpcId=ref(vpc),
            cidrBlock=block,
            availabilityZone=zone,
        )
        table = self.add("aws:ec2/routeTable:RouteTable", f"{name}-table", vpcId=ref(vpc))
        self.tables[subnet.urn] = table
        self.add(
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            name,
            subnetId=ref(subnet),
            routeTableId=ref(table),
        )
        return subnet

    def group(
        self,
        vpc: Resource,
        name: str,
        *,
        ingress: Sequence[Mapping[str, Any]] = (),
        egress: Sequence[Mapping[str, Any]] = (),
    ) -> Resource:
        group = self.add("aws:ec2/securityGroup:SecurityGroup", name, vpcId=ref(vpc))
        for way, rules in (("Ingress", ingress), ("Egress", egress)):
            for number, rule in enumerate(rules):
                token = f"aws:vpc/securityGroup{way}Rule:SecurityGroup{way}Rule"
                self.add(token, f"{name}-{number}", securityGroupId=ref(group), **rule)
        return group

    def acl(
        self,
        subnet: Resource,
        *,
        ingress: Sequence[Mapping[str, Any]] = (ALL,),
        egress: Sequence[Mapping[str, Any]] = (ALL,),
    ) -> Resource:
        return self.add(
            "aws:ec2/networkAcl:NetworkAcl",
            f"{subnet.name}-acl",
            vpcId=subnet.inputs["vpcId"],
            subnetIds=[ref(subnet)],
            ingress=list(ingress),
            egress=list(egress),
        )

    def route(
        self,
        subnet: Resource,
        block: str,
        depends: Mapping[str, Sequence[Resource]] | None = None,
        **target: Any,
    ) -> Resource:
        return self.add(
            "aws:ec2/route:Route",
            f"{subnet.name}-{block}",
            depends,
            routeTableId=ref(self.tables[subnet.urn]),
            destinationCidrBlock=block,
            **target,
        )

    def internet_gateway(self, vpc: Resource) -> Resource:
        return self.add(
            "aws:ec2/internetGateway:InternetGateway", f"{vpc.name}-gateway", vpcId=ref(vpc)
        )

    def transit(self, **inputs: Any) -> Resource:
        off = {"defaultRouteTableAssociation": "disable", "defaultRouteTablePropagation": "disable"}
        token = f"{TRANSIT}transitGateway:TransitGateway"
        return self.draft.add("net", token, "transit", {**off, **inputs})

    def transit_table(self, transit: Resource, name: str) -> Resource:
        return self.add(f"{TRANSIT}routeTable:RouteTable", name, transitGatewayId=ref(transit))

    def attach(self, transit: Resource, *subnets: Resource, **inputs: Any) -> Resource:
        return self.add(
            f"{TRANSIT}vpcAttachment:VpcAttachment",
            f"{subnets[0].name}-attachment",
            transitGatewayId=ref(transit),
            vpcId=subnets[0].inputs["vpcId"],
            subnetIds=[ref(one) for one in subnets],
            **inputs,
        )

    def associate(
        self, table: Resource, attachment: Resource, attribute: str = "id", **inputs: Any
    ) -> Resource:
        return self._in_table("routeTableAssociation", table, attachment, attribute, **inputs)

    def propagate(self, table: Resource, attachment: Resource) -> Resource:
        return self._in_table("routeTablePropagation", table, attachment, "id")

    def lead(
        self, table: Resource, block: str, attachment: Resource | None, attribute: str = "id"
    ) -> Resource:
        target: dict[str, Any] = (
            {"blackhole": True}
            if attachment is None
            else {"transitGatewayAttachmentId": ref(attachment, attribute)}
        )
        return self.add(
            f"{TRANSIT}route:Route",
            f"{table.name}-{block}",
            transitGatewayRouteTableId=ref(table),
            destinationCidrBlock=block,
            **target,
        )

    def _in_table(
        self, kind: str, table: Resource, attachment: Resource, attribute: str, **inputs: Any
    ) -> Resource:
        token = f"{TRANSIT}{kind}:{kind[0].upper()}{kind[1:]}"
        return self.add(
            token,
            f"{attachment.name}-{table.name}",
            transitGatewayRouteTableId=ref(table),
            transitGatewayAttachmentId=ref(attachment, attribute),
            **inputs,
        )

    def interface(self, subnet: Resource, *groups: Resource) -> Interface:
        """Return an interface: with the open group of its VPC, if no group is given."""
        vpc = next(
            urn
            for urn in self.open
            if subnet.inputs["vpcId"] == ref(self.draft.resources("net")[urn])
        )
        chosen = groups or (self.open[vpc],)
        return Interface(subnet=subnet.urn, groups=frozenset(one.urn for one in chosen))

    def send(
        self,
        source: str,
        destination: str,
        port: int = 443,
        *,
        sender: Resource | Sender,
        receiver: Interface | None = None,
        protocol: str = "tcp",
    ) -> Journey:
        number = NUMBERS[protocol]
        packet = Packet(
            source=IPv4Address(source),
            destination=IPv4Address(destination),
            protocol=number,
            source_port=50000 if number in (TCP, UDP) else 0,
            destination_port=port,
        )
        who = self.interface(sender) if isinstance(sender, Resource) else sender
        return World.of(self.draft.graphs()).send(packet, sender=who, receiver=receiver)


def entry(
    number: int, block: str, *, allow: bool = True, port: int | None = None
) -> dict[str, Any]:
    """Return a rule of an ACL: of all protocols, or of one TCP port."""
    return {
        **ALL,
        "ruleNo": number,
        "action": "allow" if allow else "deny",
        "cidrBlock": block,
        **({} if port is None else {"protocol": "6", "fromPort": port, "toPort": port}),
    }


__all__ = ["ALL", "OPEN", "GovernmentLan", "Internet", "Net", "entry", "ref"]
