"""The network hub: how tenants reach each other, the internet and the government LAN."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from components.hub.central_endpoints import CentralEndpoints, CentralEndpointsArgs
from components.hub.dns_firewall import DnsFirewall, DnsFirewallArgs
from components.hub.dns_profile import DnsProfile, DnsProfileArgs
from components.hub.egress_nat import EgressNat, EgressNatArgs
from components.hub.firewall_routes import FirewallRoutes, FirewallRoutesArgs
from components.hub.government_lan import GovernmentLan, GovernmentLanArgs
from components.hub.hub_shares import HubShares, HubSharesArgs
from components.hub.hub_vpc import HubVpc, HubVpcArgs
from components.hub.network_firewall import NetworkFirewall, NetworkFirewallArgs
from components.hub.resolver import Resolver, ResolverArgs
from components.hub.segment_routes import SegmentRoutes, SegmentRoutesArgs
from components.hub.shared_routes import SharedRoutes, SharedRoutesArgs
from components.hub.transit_hub import TransitHub, TransitHubArgs
from infra.foundation.accounts import Accounts
from infra.foundation.logging import CentralLogging
from tenancy.plan.hub import SEGMENTS, HubNetworkPlan, HubPlan, Segment
from tenancy.plan.hub_blocks import HubNetwork


def declare_hub(
    plan: HubPlan, accounts: Accounts, logging: CentralLogging, *, protect: bool
) -> dict[str, pulumi.Output[str]]:
    """Declare the hub in the network account, and return what tenants' stacks must know of it."""
    transit = TransitHub(
        "transit",
        TransitHubArgs(hub_name=plan.name, segments=SEGMENTS, protect=protect),
        opts=accounts.in_network,
    )
    networks: dict[HubNetwork, HubVpc] = {}
    attachments: dict[Segment, pulumi.Output[str]] = {}
    for network in (plan.inspection, plan.egress, plan.shared):
        if network is not None:
            networks[network.name] = _network(network, plan, transit, accounts, logging)
            attachments[network.name] = networks[network.name].attachment_id
    if plan.inspection is not None:
        _inspect(plan, plan.inspection, networks["inspection"], transit, accounts, logging)
    _let_out(plan, networks["egress"], transit, accounts)
    shared = networks["shared"]
    _answer(plan, shared, transit, accounts)
    profile = _resolve_names(plan, shared, accounts, logging)
    offered = {"transit-gateway": transit.arn, "dns-profile": profile.arn}
    told = {
        "transit_gateway_id": transit.id,
        "shared_vpc_id": shared.vpc_id,
        "dns_profile_id": profile.id,
        **{f"{segment}_table_id": found for segment, found in transit.table_ids.items()},
    }
    if "inspection" in attachments:
        told["inspection_attachment_id"] = attachments["inspection"]
    if plan.government_lan is not None:
        line = _government_lan(plan, transit, accounts)
        attachments["government-lan"] = line.attachment_id
        offered["government-lan"] = line.prefix_list_arn
        told["government_prefix_list_id"] = line.prefix_list_id
    _route_segments(plan, transit, shared, attachments, accounts)
    _share(plan, offered, accounts)
    return told


def _network(
    network: HubNetworkPlan,
    plan: HubPlan,
    transit: TransitHub,
    accounts: Accounts,
    logging: CentralLogging,
) -> HubVpc:
    return HubVpc(
        network.name,
        HubVpcArgs(
            hub_name=plan.name,
            plan=network,
            flow_log_bucket_arn=logging.archive.bucket_arn,
            transit_gateway_id=transit.id,
            segment_table_id=transit.table_ids[network.name],
            zonal=() if network.name == "shared" else ("attachment",),
            appliance_mode=network.name == "inspection",
        ),
        opts=accounts.in_network,
    )


def _inspect(
    plan: HubPlan,
    network: HubNetworkPlan,
    vpc: HubVpc,
    transit: TransitHub,
    accounts: Accounts,
    logging: CentralLogging,
) -> None:
    line = plan.government_lan
    firewall = NetworkFirewall(
        "firewall",
        NetworkFirewallArgs(
            hub_name=plan.name,
            vpc_id=vpc.vpc_id,
            subnet_ids=vpc.of_tier(network, "private"),
            rule_groups=plan.rule_groups,
            platform=(*plan.supernets, plan.block, *(line.blocks if line else ())),
            log_bucket=logging.archive.bucket_name,
        ),
        opts=accounts.in_network,
    )
    FirewallRoutes(
        "firewall-routes",
        FirewallRoutesArgs(
            plan=network,
            table_ids=vpc.table_ids,
            endpoint_ids={zone: _endpoint_in(zone, firewall) for zone in plan.zones},
            transit_gateway_id=transit.id,
        ),
        opts=accounts.in_network,
    )


def _endpoint_in(zone: str, firewall: NetworkFirewall) -> pulumi.Output[str]:
    """Return the firewall's endpoint in a zone: AWS tells them all in one unordered set."""

    def pick(statuses: Sequence[aws.networkfirewall.outputs.FirewallFirewallStatus]) -> str:
        return next(
            state.attachments[0].endpoint_id or ""
            for status in statuses
            for state in status.sync_states or ()
            if state.availability_zone == zone and state.attachments
        )

    return firewall.statuses.apply(pick)


def _let_out(plan: HubPlan, vpc: HubVpc, transit: TransitHub, accounts: Accounts) -> None:
    EgressNat(
        "nat",
        EgressNatArgs(
            hub_name=plan.name,
            plan=plan.egress,
            vpc_id=vpc.vpc_id,
            subnet_ids=vpc.subnet_ids,
            table_ids=vpc.table_ids,
            transit_gateway_id=transit.id,
            supernets=plan.supernets,
            per_zone=plan.nat_per_zone,
        ),
        opts=accounts.in_network,
    )


def _answer(plan: HubPlan, vpc: HubVpc, transit: TransitHub, accounts: Accounts) -> None:
    private = next(tier for tier in plan.shared.tiers if tier.name == "private")
    SharedRoutes(
        "shared-routes",
        SharedRoutesArgs(
            table_id=vpc.table_ids[private.subnets[0].name],
            transit_gateway_id=transit.id,
            supernets=plan.supernets,
            government_blocks=plan.government_lan.blocks if plan.government_lan else (),
        ),
        opts=pulumi.ResourceOptions.merge(
            accounts.in_network, pulumi.ResourceOptions(depends_on=[vpc])
        ),
    )


def _resolve_names(
    plan: HubPlan, vpc: HubVpc, accounts: Accounts, logging: CentralLogging
) -> DnsProfile:
    subnet_ids = vpc.of_tier(plan.shared, "private")
    endpoints = CentralEndpoints(
        "endpoints",
        CentralEndpointsArgs(
            hub_name=plan.name,
            services=plan.central_services,
            region=plan.region,
            vpc_id=vpc.vpc_id,
            subnet_ids=subnet_ids,
            supernets=plan.supernets,
            organization_id=accounts.organization.id,
        ),
        opts=accounts.in_network,
    )
    resolver = Resolver(
        "resolver",
        ResolverArgs(
            hub_name=plan.name,
            vpc_id=vpc.vpc_id,
            block=plan.shared.cidr,
            tier=next(tier for tier in plan.shared.tiers if tier.name == "private"),
            subnet_ids=subnet_ids,
            private_domain=plan.private_domain,
            government_lan=plan.government_lan,
        ),
        opts=accounts.in_network,
    )
    names = DnsFirewall(
        "names",
        DnsFirewallArgs(hub_name=plan.name, domains=plan.resolvable),
        opts=accounts.in_network,
    )
    return DnsProfile(
        "dns",
        DnsProfileArgs(
            hub_name=plan.name,
            firewall_rule_group_arn=names.arn,
            resolver_rule_arns=resolver.rule_arns,
            endpoint_arns=endpoints.arns,
            query_log_bucket_arn=logging.archive.bucket_arn,
        ),
        opts=accounts.in_network,
    )


def _government_lan(plan: HubPlan, transit: TransitHub, accounts: Accounts) -> GovernmentLan:
    assert plan.government_lan is not None  # noqa: S101 - the caller has looked
    return GovernmentLan(
        "government-lan",
        GovernmentLanArgs(
            hub_name=plan.name,
            plan=plan.government_lan,
            own_blocks=(*plan.supernets, plan.block),
            transit_gateway_id=transit.id,
            segment_table_id=transit.table_ids["government-lan"],
        ),
        opts=accounts.in_network,
    )


def _route_segments(
    plan: HubPlan,
    transit: TransitHub,
    shared: HubVpc,
    attachments: Mapping[Segment, pulumi.Output[str]],
    accounts: Accounts,
) -> None:
    SegmentRoutes(
        "segments",
        SegmentRoutesArgs(
            tenant_segment=plan.tenant_segment,
            table_ids=transit.table_ids,
            attachment_ids=attachments,
            supernets=plan.supernets,
            shared_block=plan.shared.cidr,
            government_blocks=plan.government_lan.blocks if plan.government_lan else (),
        ),
        opts=accounts.in_network,
    )


def _share(plan: HubPlan, offered: Mapping[str, Any], accounts: Accounts) -> None:
    allowed = aws.ram.SharingWithOrganization("sharing", opts=accounts.in_management)
    HubShares(
        "shares",
        HubSharesArgs(
            hub_name=plan.name,
            organization_arn=accounts.organization.arn,
            resource_arns=offered,
        ),
        opts=pulumi.ResourceOptions.merge(
            accounts.in_network, pulumi.ResourceOptions(depends_on=[allowed])
        ),
    )
