"""A small stage to be proved: a hub with a firewall, two linked tenants, and one by itself.

It is made by hand, resource by resource, so that each test can change one thing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network
from typing import Any

from kyotsu.desired.graph import STACK_TYPE, Graph, Resource
from kyotsu.proof.network.declared import Declared, DeclaredTenant
from kyotsu.proof.network.reading.stack import read_stack
from kyotsu.proof.network.run import prove_graphs
from kyotsu.proof.network.topology.network import Network
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import Outcome, Verdict
from tenancy.plan import Flow

STAGE = "local"
ANY = "0.0.0.0/0"
SUPERNET = "10.0.0.0/10"
HUB = "172.30.0.0/20"
SHARED = "172.30.8.0/22"
BLOCKS = {"a-one": "10.0.0.0/22", "a-two": "10.0.4.0/22", "b-three": "10.0.8.0/22"}
PRIVATE = "10.0.9.0/24"
"""The private subnet of `b-three`."""


def ref(urn: str, name: str = "id") -> str:
    """Return a value that names a resource."""
    return f"<<{urn}#{name}>>"


@dataclass
class Stage:
    """Resources by URN, in stacks."""

    resources: dict[str, Resource] = field(default_factory=dict[str, Resource])
    flows: dict[str, tuple[Flow, ...]] = field(default_factory=dict[str, tuple[Flow, ...]])
    public: dict[str, str] = field(default_factory=dict[str, str])
    """The blocks of public tiers, by tenant."""
    suspended: set[str] = field(default_factory=set[str])
    outputs: dict[str, str] = field(default_factory=dict[str, str])

    def add(
        self, stack: str, kind: str, name: str, /, *, account: str | None = None, **inputs: Any
    ) -> str:
        """Add a resource, and return its URN. Its line is told by its place among all."""
        token = f"aws:{kind}:{kind.rpartition('/')[2][0].upper()}{kind.rpartition('/')[2][1:]}"
        urn = f"urn:pulumi:{stack}::kyotsu::{token}::{name}"
        self.resources[urn] = Resource(
            urn=urn,
            type=token,
            name=name,
            kind="custom",
            parent=None,
            inputs={key: value for key, value in inputs.items() if value is not None},
            account=account or stack,
            region="ap-northeast-1",
            source=(f"stage.py:{len(self.resources) + 1}",),
        )
        return urn

    def change(self, urn: str, **inputs: Any) -> None:
        """Change inputs of a resource; None takes one out."""
        changed = {**self.resources[urn].inputs, **inputs}
        kept = {key: value for key, value in changed.items() if value is not None}
        self.resources[urn] = replace(self.resources[urn], inputs=kept)

    def remove(self, urn: str) -> None:
        """Take a resource away."""
        del self.resources[urn]

    def find(self, name: str, kind: str, stack: str = STAGE) -> str:
        """Return the URN of a resource by its name and the end of its type."""
        (found,) = (
            urn
            for urn, one in self.resources.items()
            if one.name == name
            and one.type.endswith(f":{kind}")
            and urn.startswith(f"urn:pulumi:{stack}::")
        )
        return found

    def graphs(self) -> list[Graph]:
        """Return the stacks."""
        stacks = {urn.split(":")[2] for urn in self.resources}
        found: list[Graph] = []
        for stack in sorted(stacks):
            mine = [one for urn, one in self.resources.items() if urn.split(":")[2] == stack]
            if stack == STAGE:
                mine.append(_stack(stack, self.outputs))
            found.append(Graph(stack, tuple(sorted(mine, key=lambda one: one.urn))))
        return found

    def declared(self) -> Declared:
        """Return what the stage declares."""
        return Declared(
            stage=STAGE,
            segment="tenants-prod",
            inspected=True,
            shared=IPv4Network(SHARED),
            line=(),
            own=(IPv4Network(SUPERNET), IPv4Network(HUB)),
            others=(IPv4Network("10.64.0.0/10"),),
            tenants={
                key: DeclaredTenant(
                    key=key,
                    block=IPv4Network(block),
                    flows=() if key in self.suspended else self.flows.get(key, ()),
                    quarantined=key in self.suspended,
                    public=tuple(
                        IPv4Network(self.public[it]) for it in (key,) if it in self.public
                    ),
                )
                for key, block in BLOCKS.items()
            },
        )

    def network(self) -> Network:
        """Return the network that it makes."""
        return Network(tuple(map(read_stack, self.graphs())))

    def prove(self) -> Proof:
        """Prove it."""
        return prove_graphs(self.declared(), self.graphs())

    def verdict(self, statement: str, subject: str) -> Verdict:
        """Return one verdict."""
        (found,) = (
            one
            for one in self.prove().verdicts
            if (one.statement.id, one.subject) == (statement, subject)
        )
        return found

    def outcomes(self) -> Mapping[str, set[Outcome]]:
        """Return how each statement came out."""
        found: dict[str, set[Outcome]] = {}
        for one in self.prove().verdicts:
            found.setdefault(one.statement.id, set()).add(one.outcome)
        return found


def _stack(stack: str, outputs: Mapping[str, str]) -> Resource:
    return Resource(
        urn=f"urn:pulumi:{stack}::kyotsu::{STACK_TYPE}::kyotsu-{stack}",
        type=STACK_TYPE,
        name=stack,
        kind="component",
        parent=None,
        inputs={},
        outputs=outputs,
    )


def link(here: str, far: str, direction: Any, port: int = 443) -> Flow:
    """Return a declared link, as one end sees it."""
    return Flow(
        purpose="link",
        direction=direction,
        far=far,
        cidr=BLOCKS[far],
        protocol="tcp",
        port=port,
    )


def entry(
    number: int, block: str, ports: tuple[int, int] = (0, 65535), action: str = "allow"
) -> dict[str, Any]:
    """Return an entry of an ACL, of TCP."""
    return {
        "ruleNo": number,
        "cidrBlock": block,
        "fromPort": ports[0],
        "toPort": ports[1],
        "protocol": "6",
        "action": action,
    }


def small_stage() -> Stage:
    """Return a sound stage: `a-one` may call `a-two` on 443; `b-three` is linked with nobody."""
    stage = Stage(
        flows={
            "a-one": (link("a-one", "a-two", "outbound"),),
            "a-two": (link("a-two", "a-one", "inbound"),),
        },
        outputs={
            "log_archive_account_id": "111111111111",
            "security_account_id": "222222222222",
            "network_account_id": "333333333333",
        },
    )
    hub(stage)
    for key in BLOCKS:
        tenant(stage, key)
    return stage


def hub(stage: Stage) -> None:
    """Add a transit gateway, its tables, and a network with a firewall in it."""
    transit = stage.add(
        STAGE,
        "ec2transitgateway/transitGateway",
        "transit",
        autoAcceptSharedAttachments="enable",
        defaultRouteTableAssociation="disable",
        defaultRouteTablePropagation="disable",
    )
    tables = {
        name: stage.add(STAGE, "ec2transitgateway/routeTable", name, transitGatewayId=ref(transit))
        for name in ("tenants-prod", "inspection")
    }
    vpc = stage.add(STAGE, "ec2/vpc", "inspection", cidrBlock="172.30.0.0/22")
    stage.add(STAGE, "ec2/defaultSecurityGroup", "inspection", vpcId=ref(vpc))
    gate = subnet(stage, STAGE, vpc, "gate", "172.30.0.0/26")
    wall = subnet(stage, STAGE, vpc, "wall", "172.30.1.0/26")
    group = stage.add(
        STAGE,
        "networkfirewall/ruleGroup",
        "rules",
        type="STATEFUL",
        ruleGroup={"rulesSource": {"rulesString": "\n".join(RULES)}},
    )
    policy = stage.add(
        STAGE,
        "networkfirewall/firewallPolicy",
        "policy",
        firewallPolicy={
            "statelessDefaultActions": ["aws:forward_to_sfe"],
            "statelessFragmentDefaultActions": ["aws:forward_to_sfe"],
            "statefulDefaultActions": ["aws:drop_established"],
            "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"},
            "statefulRuleGroupReferences": [{"priority": 1, "resourceArn": ref(group, "arn")}],
        },
    )
    firewall = stage.add(
        STAGE,
        "networkfirewall/firewall",
        "firewall",
        vpcId=ref(vpc),
        firewallPolicyArn=ref(policy, "arn"),
        subnetMappings=[{"subnetId": ref(wall)}],
    )
    way = stage.add(
        STAGE,
        "ec2/route",
        "to-firewall",
        routeTableId=ref(stage.find("gate", "RouteTable")),
        destinationCidrBlock=ANY,
        vpcEndpointId={"$unknown": True},
    )
    stage.resources[way] = replace(
        stage.resources[way], property_dependencies={"vpcEndpointId": (firewall,)}
    )
    stage.add(
        STAGE,
        "ec2/route",
        "from-firewall",
        routeTableId=ref(stage.find("wall", "RouteTable")),
        destinationCidrBlock=ANY,
        transitGatewayId=ref(transit),
    )
    attached = stage.add(
        STAGE,
        "ec2transitgateway/vpcAttachment",
        "inspection",
        transitGatewayId=ref(transit),
        vpcId=ref(vpc),
        subnetIds=[ref(gate)],
    )
    associate(stage, STAGE, attached, tables["inspection"])
    for block, to in ((ANY, attached), (SUPERNET, None)):
        transit_route(stage, STAGE, tables["tenants-prod"], block, to)


RULES = (
    'pass tcp 10.0.0.0/22 any -> 10.0.4.0/22 443 (msg:"a-one > a-two"; flow:to_server; sid:1;)',
    "pass tcp any any -> any any (flow:established,to_client; sid:2;)",
    "drop tcp any any -> any any (flow:not_established,to_server; sid:3;)",
    "drop ip any any -> any any (ip_proto:!TCP; sid:4;)",
)


def subnet(stage: Stage, stack: str, vpc: str, name: str, block: str) -> str:
    """Add a subnet with a table of its own, both of one name."""
    table = stage.add(stack, "ec2/routeTable", name, vpcId=ref(vpc))
    made = stage.add(stack, "ec2/subnet", name, vpcId=ref(vpc), cidrBlock=block)
    stage.add(stack, "ec2/routeTableAssociation", name, routeTableId=ref(table), subnetId=ref(made))
    return made


def associate(stage: Stage, stack: str, attachment: str, table: str) -> str:
    """Add the association of an attachment."""
    return stage.add(
        stack,
        "ec2transitgateway/routeTableAssociation",
        attachment.rpartition("::")[2],
        transitGatewayAttachmentId=ref(attachment),
        transitGatewayRouteTableId=ref(table),
    )


def transit_route(stage: Stage, stack: str, table: str, block: str, attachment: str | None) -> str:
    """Add a static route of a transit table; without an attachment a blackhole."""
    return stage.add(
        stack,
        "ec2transitgateway/route",
        f"{table.rpartition('::')[2]}-{block}",
        transitGatewayRouteTableId=ref(table),
        destinationCidrBlock=block,
        transitGatewayAttachmentId=ref(attachment) if attachment else None,
        blackhole=attachment is None,
    )


def tenant(stage: Stage, key: str) -> None:
    """Add a tenant with what its flows need, and no more."""
    stack, block = f"{STAGE}.{key}", IPv4Network(BLOCKS[key])
    flows = stage.flows.get(key, ())
    private, gate = (str(one) for one in list(block.subnets(new_prefix=24))[1:4:2])
    vpc = stage.add(stack, "ec2/vpc", "network", cidrBlock=str(block))
    stage.add(stack, "ec2/defaultSecurityGroup", "network", vpcId=ref(vpc))
    inside = subnet(stage, stack, vpc, "private", private)
    door = subnet(stage, stack, vpc, "gate", gate)
    rules: dict[str, list[dict[str, Any]]] = {
        "ingress": [entry(100, str(block)), entry(110, ANY, (32768, 65535))],
        "egress": [entry(100, str(block))],
    }
    group = stage.add(stack, "ec2/securityGroup", "application", vpcId=ref(vpc))
    for number, flow in enumerate(flows):
        outward = flow.direction == "outbound"
        rules["egress" if outward else "ingress"].append(
            entry(200 + number, flow.cidr, (flow.port, flow.port))
        )
        if not outward:
            rules["egress"].append(entry(300 + number, flow.cidr, (1024, 65535)))
        stage.add(
            stack,
            f"vpc/securityGroup{'Egress' if outward else 'Ingress'}Rule",
            flow.name,
            securityGroupId=ref(group),
            ipProtocol="tcp",
            fromPort=flow.port,
            toPort=flow.port,
            cidrIpv4=flow.cidr,
        )
        stage.add(
            stack,
            "ec2/route",
            f"hub-{flow.cidr}",
            routeTableId=ref(stage.find("private", "RouteTable", stack)),
            destinationCidrBlock=flow.cidr,
            transitGatewayId=ref(stage.find("transit", "TransitGateway")),
        )
    acl = stage.add(
        stack, "ec2/networkAcl", "acl", vpcId=ref(vpc), subnetIds=[ref(inside), ref(door)]
    )
    stage.change(acl, ingress=rules["ingress"], egress=rules["egress"])
    attached = stage.add(
        stack,
        "ec2transitgateway/vpcAttachment",
        "hub",
        transitGatewayId=ref(stage.find("transit", "TransitGateway")),
        vpcId=ref(vpc),
        subnetIds=[ref(door)],
    )
    associate(stage, stack, attached, stage.find("tenants-prod", "RouteTable"))
    if flows:
        stage.add(
            stack,
            "ec2transitgateway/routeTablePropagation",
            "inspection",
            transitGatewayAttachmentId=ref(attached),
            transitGatewayRouteTableId=ref(
                next(
                    urn
                    for urn, one in stage.resources.items()
                    if one.name == "inspection" and "ec2transitgateway/routeTable:" in one.type
                )
            ),
        )
        transit_route(
            stage,
            stack,
            stage.find("tenants-prod", "RouteTable"),
            str(block),
            stage.find("inspection", "VpcAttachment"),
        )
