"""What connects a tenant with the hub: its own side, and the network account's."""

import pulumi
import pulumi_aws as aws

from components.hub.tenant_admission import TenantAdmission, TenantAdmissionArgs
from components.network.hub_routes import HubRoutes, HubRoutesArgs
from components.network.tenant_network import HubOffer, TenantNetwork
from infra import providers
from infra.foundation.outputs import FoundationOutputs
from tenancy.plan import TenantPlan
from tenancy.plan.hub import SEGMENTS
from tenancy.stage import StageSettings


def offer(foundation: FoundationOutputs, settings: StageSettings) -> HubOffer:
    """Return what the stage's hub offers to its tenants."""
    hub = foundation.hub
    return HubOffer(
        transit_gateway_id=hub["transit_gateway_id"],
        shared_vpc_id=hub["shared_vpc_id"],
        dns_profile_id=hub["dns_profile_id"],
        government_prefix_list_id=hub["government_prefix_list_id"]
        if settings.network.government_lan
        else None,
    )


def connect(
    plan: TenantPlan,
    network: TenantNetwork,
    foundation: FoundationOutputs,
    settings: StageSettings,
    tenant: aws.Provider,
) -> None:
    """Let the network account accept the tenant, then lead the tenant's traffic to the hub."""
    hub = foundation.hub
    in_network = providers.account_provider(
        "network",
        settings,
        account_id=foundation.network_account_id,
        tags=plan.tags,
    )
    inspected = plan.network.reached_through_inspection
    admission = TenantAdmission(
        "admission",
        TenantAdmissionArgs(
            tenant_name=plan.name,
            plan=plan.network,
            attachment_id=network.hub.attachment_id,
            table_ids={segment: hub[f"{segment}_table_id"] for segment in SEGMENTS},
            inspection_attachment_id=hub["inspection_attachment_id"] if inspected else None,
            zone_id=network.hub.authorized_zone_id,
            shared_vpc_id=hub["shared_vpc_id"],
        ),
        opts=pulumi.ResourceOptions(provider=in_network),
    )
    HubRoutes(
        "hub-routes",
        HubRoutesArgs(
            blocks=plan.network.routes,
            route_table_id=network.private_table_id,
            transit_gateway_id=hub["transit_gateway_id"],
        ),
        opts=pulumi.ResourceOptions(provider=tenant, depends_on=[admission]),
    )
