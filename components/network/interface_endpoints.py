"""`InterfaceEndpoints`: private addresses for the AWS services that a declaration needs."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.network.gateway_endpoints import principals_of


@dataclass(frozen=True, kw_only=True)
class InterfaceEndpointsArgs:
    """What `InterfaceEndpoints` needs: services by their short names ("logs", "kms").

    `security_group_id` is None only where there are no services.
    """

    tenant_name: str
    services: Sequence[str]
    region: str
    vpc_id: pulumi.Input[str]
    subnet_ids: Sequence[pulumi.Input[str]]
    security_group_id: pulumi.Input[str] | None
    organization_id: pulumi.Input[str]


class InterfaceEndpoints(pulumi.ComponentResource):
    """One interface endpoint a service, in each of the given subnets, under the service's own name.

    Private DNS lets programs use the service's ordinary name; only principals of the organization
    may pass (https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html).
    """

    def __init__(
        self, name: str, args: InterfaceEndpointsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:network:InterfaceEndpoints", name, {}, opts)
        for service in args.services:
            aws.ec2.VpcEndpoint(
                service,
                vpc_id=args.vpc_id,
                vpc_endpoint_type="Interface",
                service_name=f"com.amazonaws.{args.region}.{service}",
                subnet_ids=list(args.subnet_ids),
                security_group_ids=[args.security_group_id] if args.security_group_id else None,
                private_dns_enabled=True,
                policy=principals_of(args.organization_id),
                tags={"Name": f"{args.tenant_name}-{service}"},
                opts=pulumi.ResourceOptions(parent=self),
            )
        self.register_outputs({})
