"""`TenantNetwork`: a tenant's VPC, as its declaration asks for it."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.network.closed_defaults import close_acl, close_group_and_table
from components.network.gateway_endpoints import GatewayEndpoints, GatewayEndpointsArgs
from components.network.hub_attachment import HubAttachment, HubAttachmentArgs
from components.network.interface_endpoints import InterfaceEndpoints, InterfaceEndpointsArgs
from components.network.security_groups import BaselineGroups, BaselineGroupsArgs
from components.network.tier import NetworkTier, NetworkTierArgs
from tenancy.plan import NetworkPlan


@dataclass(frozen=True, kw_only=True)
class HubOffer:
    """What the hub offers to a tenant's network, by its ids.

    `government_prefix_list_id` is None where the stage has no line to the government's network.
    """

    transit_gateway_id: pulumi.Input[str]
    shared_vpc_id: pulumi.Input[str]
    dns_profile_id: pulumi.Input[str]
    government_prefix_list_id: pulumi.Input[str] | None


@dataclass(frozen=True, kw_only=True)
class TenantNetworkArgs:
    """What `TenantNetwork` needs: the plan, where flow logs go, and what the hub offers."""

    tenant_name: str
    plan: NetworkPlan
    organization_id: pulumi.Input[str]
    flow_log_bucket_arn: pulumi.Input[str]
    hub: HubOffer


class TenantNetwork(pulumi.ComponentResource):
    """A VPC with the tiers that the declaration needs, closed by default.

    - public: only with an ingress from the internet; the only tier with a route to it;
    - private: servers and interface endpoints; no route out, but gateway endpoints;
    - protected: databases, reached from the private tier only;
    - attachment: only where the network is attached to the hub; nothing else is in it.

    What AWS makes unasked (default group, route table and ACL) is emptied, so that a thing put
    there by mistake reaches nothing. All traffic is logged each minute into the log archive.

    `vpc_id`, `subnet_ids` by subnet name, `group_ids` by role; `private_table_id` is where ways out
    are added; `hub` is the tenant's side of the connection with the hub.
    """

    vpc_id: pulumi.Output[str]
    subnet_ids: dict[str, pulumi.Output[str]]
    group_ids: dict[str, pulumi.Output[str]]
    private_table_id: pulumi.Output[str]
    hub: HubAttachment

    def __init__(
        self, name: str, args: TenantNetworkArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:network:TenantNetwork", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        vpc = aws.ec2.Vpc(
            name,
            cidr_block=args.plan.cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags={"Name": args.tenant_name},
            opts=child,
        )
        self.vpc_id = vpc.id
        aws.ec2.FlowLog(
            name,
            vpc_id=vpc.id,
            traffic_type="ALL",
            log_destination_type="s3",
            log_destination=args.flow_log_bucket_arn,
            max_aggregation_interval=args.plan.flow_log_interval_seconds,
            tags={"Name": args.tenant_name},
            opts=child,
        )
        close_group_and_table(name, vpc, child)
        close_acl(name, vpc, child)
        tiers = {
            tier.name: NetworkTier(
                tier.name,
                NetworkTierArgs(
                    tenant_name=args.tenant_name, tier=tier, network=args.plan, vpc_id=vpc.id
                ),
                opts=child,
            )
            for tier in args.plan.tiers
        }
        self.subnet_ids = {
            subnet: subnet_id
            for tier in tiers.values()
            for subnet, subnet_id in tier.subnet_ids.items()
        }
        if "public" in tiers:
            _route_to_internet(name, args.tenant_name, vpc.id, tiers["public"], child)
        self.private_table_id = tiers["private"].route_table_id
        gateways = GatewayEndpoints(
            "gateway-endpoints",
            GatewayEndpointsArgs(
                tenant_name=args.tenant_name,
                services=args.plan.gateway_endpoints,
                region=args.plan.region,
                vpc_id=vpc.id,
                route_table_ids=[tiers["private"].route_table_id],
                organization_id=args.organization_id,
            ),
            opts=child,
        )
        groups = BaselineGroups(
            "groups",
            BaselineGroupsArgs(
                tenant_name=args.tenant_name,
                network=args.plan,
                vpc_id=vpc.id,
                gateway_prefix_list_ids=gateways.prefix_list_ids,
                government_prefix_list_id=args.hub.government_prefix_list_id,
            ),
            opts=child,
        )
        self.group_ids = groups.ids
        InterfaceEndpoints(
            "interface-endpoints",
            InterfaceEndpointsArgs(
                tenant_name=args.tenant_name,
                services=() if args.plan.central_endpoints else args.plan.interface_endpoints,
                region=args.plan.region,
                vpc_id=vpc.id,
                subnet_ids=list(tiers["private"].subnet_ids.values()),
                security_group_id=groups.ids.get("endpoints"),
                organization_id=args.organization_id,
            ),
            opts=child,
        )
        attachment = tiers.get("attachment")
        self.hub = HubAttachment(
            "hub",
            HubAttachmentArgs(
                tenant_name=args.tenant_name,
                vpc_id=vpc.id,
                region=args.plan.region,
                subnet_ids=list(attachment.subnet_ids.values()) if attachment else (),
                private_zone_name=args.plan.private_zone,
                transit_gateway_id=args.hub.transit_gateway_id,
                shared_vpc_id=args.hub.shared_vpc_id,
                dns_profile_id=args.hub.dns_profile_id,
            ),
            opts=child,
        )
        self.register_outputs(
            {"vpc_id": self.vpc_id, "subnet_ids": self.subnet_ids, "group_ids": self.group_ids}
        )


def _route_to_internet(
    name: str,
    tenant_name: str,
    vpc_id: pulumi.Output[str],
    public: NetworkTier,
    child: pulumi.ResourceOptions,
) -> None:
    gateway = aws.ec2.InternetGateway(name, vpc_id=vpc_id, tags={"Name": tenant_name}, opts=child)
    aws.ec2.Route(
        "public-internet",
        route_table_id=public.route_table_id,
        destination_cidr_block="0.0.0.0/0",
        gateway_id=gateway.id,
        opts=child,
    )
