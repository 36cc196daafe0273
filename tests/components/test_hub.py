"""Proves what the hub and a tenant's side of it are made of, for stages of each kind. No engine.

Where two accounts make one connection, the inputs of both sides are held against each other: moto
can't show what AWS would say of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pulumi
import pytest

from components.hub.egress_nat import EgressNat, EgressNatArgs
from components.hub.government_lan import GovernmentLan, GovernmentLanArgs
from components.hub.hub_vpc import HubVpc, HubVpcArgs
from components.hub.network_firewall import NetworkFirewall, NetworkFirewallArgs
from components.hub.segment_routes import SegmentRoutes, SegmentRoutesArgs
from components.hub.shared_routes import SharedRoutes, SharedRoutesArgs
from components.hub.tenant_admission import TenantAdmission, TenantAdmissionArgs
from components.hub.transit_hub import TransitHub, TransitHubArgs
from components.network.hub_attachment import HubAttachment, HubAttachmentArgs
from tenancy.foundation_plan import plan_foundation
from tenancy.load import Fleet
from tenancy.plan import NetworkPlan, plan_tenant
from tenancy.plan.hub import SEGMENTS, HubPlan, Segment

if TYPE_CHECKING:
    from tests.components.conftest import Recorder

ROUTE = "aws:ec2transitgateway/route:Route"
Evaluate = Callable[[Callable[[], object]], "Recorder"]


@pytest.fixture(scope="module")
def run() -> Evaluate:
    from tests.components.conftest import evaluate

    return evaluate


@pytest.fixture(scope="module")
def prod(fleet: Fleet) -> HubPlan:
    return plan_foundation(fleet, fleet.stages["prod"]).hub


@pytest.fixture(scope="module")
def dev(fleet: Fleet) -> HubPlan:
    return plan_foundation(fleet, fleet.stages["dev"]).hub


def network(fleet: Fleet, stage: str, key: str) -> NetworkPlan:
    return plan_tenant(fleet, key, fleet.stages[stage]).network


def test_the_gateway_does_nothing_by_itself(run: Evaluate) -> None:
    made = run(
        lambda: TransitHub(
            "transit", TransitHubArgs(hub_name="hub", segments=SEGMENTS, protect=False)
        )
    )
    gateway = made.of("aws:ec2transitgateway/transitGateway:TransitGateway")["transit"]
    for switch in (
        "autoAcceptSharedAttachments",
        "defaultRouteTableAssociation",
        "defaultRouteTablePropagation",
    ):
        assert gateway[switch] == "disable"
    assert set(made.of("aws:ec2transitgateway/routeTable:RouteTable")) == set(SEGMENTS)


def test_the_inspection_keeps_connections_in_one_zone(run: Evaluate, prod: HubPlan) -> None:
    assert prod.inspection is not None
    args = HubVpcArgs(
        hub_name=prod.name,
        plan=prod.inspection,
        flow_log_bucket_arn="arn:aws:s3:::archive",
        transit_gateway_id="tgw",
        segment_table_id="table",
        zonal=("attachment",),
        appliance_mode=True,
    )
    made = run(lambda: HubVpc("inspection", args))
    attachment = made.of("aws:ec2transitgateway/vpcAttachment:VpcAttachment")["inspection"]
    assert attachment["applianceModeSupport"] == "enable"
    assert attachment["subnetIds"] == [f"inspection-attachment-{zone}-id" for zone in "acd"]
    assert attachment["transitGatewayDefaultRouteTableAssociation"] is False
    assert attachment["transitGatewayDefaultRouteTablePropagation"] is False
    tables = set(made.of("aws:ec2/routeTable:RouteTable"))
    zonal = {f"inspection-attachment-{zone}" for zone in "acd"}
    assert tables == {"inspection-private", *zonal}


@pytest.mark.parametrize(("stage", "zones"), [("prod", "acd"), ("dev", "a")])
def test_nat_gateways_are_as_many_as_the_stage_asks_for(
    run: Evaluate, fleet: Fleet, stage: str, zones: str
) -> None:
    plan = plan_foundation(fleet, fleet.stages[stage]).hub
    names = [subnet.name for tier in plan.egress.tiers for subnet in tier.subnets]

    def ids(kind: str) -> dict[str, pulumi.Output[str]]:
        return {name: pulumi.Output.from_input(f"{name}-{kind}") for name in names}

    made = run(
        lambda: EgressNat(
            "nat",
            EgressNatArgs(
                hub_name=plan.name,
                plan=plan.egress,
                vpc_id="vpc",
                subnet_ids=ids("subnet"),
                table_ids=ids("table"),
                transit_gateway_id="tgw",
                supernets=plan.supernets,
                per_zone=plan.nat_per_zone,
            ),
        )
    )
    assert set(made.of("aws:ec2/natGateway:NatGateway")) == {f"nat-{zone}" for zone in zones}
    out = {
        name: route["natGatewayId"]
        for name, route in made.of("aws:ec2/route:Route").items()
        if "natGatewayId" in route
    }
    letters = [zone[-1] for zone in plan.zones]
    assert out == {
        f"egress-attachment-{zone}-nat": f"nat-{zone if zone in zones else 'a'}-id"
        for zone in letters
    }


def test_the_firewall_asks_all_groups_in_order_and_drops_the_rest(
    run: Evaluate, prod: HubPlan
) -> None:
    args = NetworkFirewallArgs(
        hub_name=prod.name,
        vpc_id="vpc",
        subnet_ids=["subnet-a", "subnet-c"],
        rule_groups=prod.rule_groups,
        platform=(*prod.supernets, prod.block),
        log_bucket="archive",
    )
    made = run(lambda: NetworkFirewall("firewall", args))
    groups = made.of("aws:networkfirewall/ruleGroup:RuleGroup")
    assert {
        name: found["ruleGroup"]["rulesSource"]["rulesString"] for name, found in groups.items()
    } == {group.name: group.rules for group in prod.rule_groups}
    for found in groups.values():
        (own,) = found["ruleGroup"]["ruleVariables"]["ipSets"]
        assert (own["key"], own["ipSet"]["definitions"]) == (
            "PLATFORM",
            ["10.128.0.0/9", "172.30.128.0/20"],
        )
        assert found["ruleGroup"]["statefulRuleOptions"] == {"ruleOrder": "STRICT_ORDER"}
    policy = made.of("aws:networkfirewall/firewallPolicy:FirewallPolicy")["firewall"]
    stateful = policy["firewallPolicy"]
    assert stateful["statefulEngineOptions"]["ruleOrder"] == "STRICT_ORDER"
    assert "aws:drop_established_app_layer" in stateful["statefulDefaultActions"]
    assert stateful["statelessDefaultActions"] == ["aws:forward_to_sfe"]
    assert stateful["statelessFragmentDefaultActions"] == ["aws:forward_to_sfe"]
    order = {
        found["resourceArn"].removeprefix("arn:"): found["priority"]
        for found in stateful["statefulRuleGroupReferences"]
    }
    assert order == {group.name: group.priority for group in prod.rule_groups}
    assert max(order, key=lambda name: order[name]) == "closing"


def _routed(
    run: Evaluate, plan: HubPlan, attached: tuple[Segment, ...]
) -> dict[str, tuple[str | None, bool]]:
    args = SegmentRoutesArgs(
        tenant_segment=plan.tenant_segment,
        table_ids={segment: f"{segment}-table" for segment in SEGMENTS},
        attachment_ids={segment: f"{segment}-attachment" for segment in attached},
        supernets=plan.supernets,
        shared_block=plan.shared.cidr,
        government_blocks=plan.government_lan.blocks if plan.government_lan else (),
    )
    made = run(lambda: SegmentRoutes("segments", args))
    return {
        name: (route.get("transitGatewayAttachmentId"), route["blackhole"])
        for name, route in made.of(ROUTE).items()
    }


def test_tenants_of_prod_go_nowhere_but_through_the_inspection(
    run: Evaluate, prod: HubPlan
) -> None:
    routes = _routed(run, prod, ("inspection", "egress", "shared", "government-lan"))
    of_tenants = {name: to for name, to in routes.items() if name.startswith("tenants-prod-")}
    assert of_tenants == {
        "tenants-prod-0.0.0.0/0": ("inspection-attachment", False),
        "tenants-prod-172.30.136.0/22": ("shared-attachment", False),
        "tenants-prod-10.128.0.0/9": (None, True),
    }
    back = {"egress-10.128.0.0/9", "government-lan-10.128.0.0/9"}
    assert {name for name, to in routes.items() if to[0] == "inspection-attachment"} == {
        *back,
        "tenants-prod-0.0.0.0/0",
    }


def test_tenants_of_dev_go_straight_out(run: Evaluate, dev: HubPlan) -> None:
    routes = _routed(run, dev, ("egress", "shared"))
    assert routes == {
        "tenants-dev-0.0.0.0/0": ("egress-attachment", False),
        "tenants-dev-172.30.72.0/22": ("shared-attachment", False),
        "tenants-dev-10.64.0.0/10": (None, True),
    }


def test_the_shared_network_answers_tenants_and_asks_the_government_lan(
    run: Evaluate, prod: HubPlan
) -> None:
    assert prod.government_lan is not None
    made = run(
        lambda: SharedRoutes(
            "shared-routes",
            SharedRoutesArgs(
                table_id="table",
                transit_gateway_id="tgw",
                supernets=prod.supernets,
                government_blocks=prod.government_lan.blocks if prod.government_lan else (),
            ),
        )
    )
    routes = made.of("aws:ec2/route:Route").values()
    assert {route["destinationCidrBlock"] for route in routes} == {
        *prod.supernets,
        *prod.government_lan.blocks,
    }
    assert {(route["routeTableId"], route["transitGatewayId"]) for route in routes} == {
        ("table", "tgw")
    }


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        (
            "direct-connect",
            {
                "aws:directconnect/gateway:Gateway",
                "aws:directconnect/gatewayAssociation:GatewayAssociation",
            },
        ),
        ("vpn", {"aws:ec2/customerGateway:CustomerGateway", "aws:ec2/vpnConnection:VpnConnection"}),
    ],
)
def test_a_line_is_what_the_stage_says(
    run: Evaluate, prod: HubPlan, line: str, kinds: set[str]
) -> None:
    assert prod.government_lan is not None
    direct = line == "direct-connect"
    plan = replace(
        prod.government_lan,
        line="direct-connect" if direct else "vpn",
        gateway_address=None if direct else "192.0.2.1",
    )
    args = GovernmentLanArgs(
        hub_name=prod.name,
        plan=plan,
        own_blocks=prod.supernets,
        transit_gateway_id="tgw",
        segment_table_id="table",
    )
    made = run(lambda: GovernmentLan("government-lan", args))
    lines = {found.type for found in made.registered if "irect" in found.type or "pn" in found.type}
    assert lines | kinds - lines == kinds
    listed = made.of("aws:ec2/managedPrefixList:ManagedPrefixList")["government-lan"]
    assert [entry["cidr"] for entry in listed["entries"]] == ["172.20.0.0/16"]


@pytest.mark.parametrize(
    ("stage", "key", "segments", "linked"),
    [
        ("prod", "soumu-shinsei", {"inspection", "shared"}, True),
        ("prod", "mlit-suii", {"inspection"}, False),
        ("prod", "meti-kenshu", {"shared"}, False),
        ("dev", "soumu-shinsei", {"egress", "tenants-dev"}, False),
        ("dev", "mof-shunou", {"tenants-dev"}, False),
    ],
)
def test_the_hub_admits_a_tenant_by_what_it_declares(
    run: Evaluate, fleet: Fleet, stage: str, key: str, segments: set[str], linked: bool
) -> None:
    plan = network(fleet, stage, key)
    made = run(
        lambda: TenantAdmission(
            "admission",
            TenantAdmissionArgs(
                tenant_name=key,
                plan=plan,
                attachment_id="attachment",
                table_ids={segment: f"{segment}-table" for segment in SEGMENTS},
                inspection_attachment_id="inspection",
                zone_id="zone",
                shared_vpc_id="vpc-shared",
            ),
        )
    )
    (own,) = made.of("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation").values()
    assert own["transitGatewayRouteTableId"] == f"tenants-{stage}-table"
    assert {
        found["transitGatewayRouteTableId"].removesuffix("-table")
        for found in made.of(
            "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"
        ).values()
    } == segments
    routes = [
        (found["destinationCidrBlock"], found["transitGatewayAttachmentId"])
        for found in made.of(ROUTE).values()
    ]
    assert routes == ([(plan.cidr, "inspection")] if linked else [])


def test_what_crosses_accounts_is_asked_for_there_and_granted_here(
    run: Evaluate, fleet: Fleet
) -> None:
    plan = network(fleet, "prod", "soumu-shinsei")

    def both() -> None:
        tenant = HubAttachment(
            "hub",
            HubAttachmentArgs(
                tenant_name="shinsei",
                vpc_id="vpc-tenant",
                region=plan.region,
                subnet_ids=["subnet"],
                private_zone_name=plan.private_zone,
                transit_gateway_id="tgw",
                shared_vpc_id="vpc-shared",
                dns_profile_id="rp",
            ),
        )
        TenantAdmission(
            "admission",
            TenantAdmissionArgs(
                tenant_name="shinsei",
                plan=plan,
                attachment_id=tenant.attachment_id,
                table_ids={segment: f"{segment}-table" for segment in SEGMENTS},
                inspection_attachment_id="inspection",
                zone_id=tenant.authorized_zone_id,
                shared_vpc_id="vpc-shared",
            ),
        )

    made = run(both)
    asked = made.of("aws:ec2transitgateway/vpcAttachment:VpcAttachment")["hub"]
    assert "transitGatewayDefaultRouteTableAssociation" not in asked
    granted = made.of("aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter")["hub"]
    assert granted["transitGatewayAttachmentId"] == "hub-id"
    assert granted["transitGatewayDefaultRouteTableAssociation"] is False
    assert granted["transitGatewayDefaultRouteTablePropagation"] is False
    authorized = made.of("aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization")[
        "hub"
    ]
    associated = made.of("aws:route53/zoneAssociation:ZoneAssociation")["private-zone"]
    assert {**associated} == {**authorized}
    assert associated["vpcId"] == "vpc-shared"
