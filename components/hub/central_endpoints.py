"""`CentralEndpoints`: interface endpoints that tenants share."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.network.gateway_endpoints import principals_of
from tenancy.naming import physical_name


@dataclass(frozen=True, kw_only=True)
class CentralEndpointsArgs:
    """What `CentralEndpoints` needs: services by short names, and who may come."""

    hub_name: str
    services: Sequence[str]
    region: str
    vpc_id: pulumi.Input[str]
    subnet_ids: Sequence[pulumi.Input[str]]
    supernets: Sequence[str]
    organization_id: pulumi.Input[str]


class CentralEndpoints(pulumi.ComponentResource):
    """One endpoint a service for all tenants of a size, under the service's own name.

    The names reach the tenants by the DNS profile that the endpoints are put in. Who may pass is
    the same as for endpoints of a tenant's own: principals of the organization.

    `arns` by service.
    """

    arns: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: CentralEndpointsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:CentralEndpoints", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.arns = {}
        group_id = self._group(args) if args.services else None
        for service in args.services:
            self.arns[service] = aws.ec2.VpcEndpoint(
                service,
                vpc_id=args.vpc_id,
                vpc_endpoint_type="Interface",
                service_name=f"com.amazonaws.{args.region}.{service}",
                subnet_ids=list(args.subnet_ids),
                security_group_ids=[group_id] if group_id else None,
                private_dns_enabled=True,
                policy=principals_of(args.organization_id),
                tags={"Name": f"{args.hub_name}-{service}"},
                opts=child,
            ).arn
        self.register_outputs({"arns": self.arns})

    def _group(self, args: CentralEndpointsArgs) -> pulumi.Output[str]:
        """Make the endpoints' security group, and return its id."""
        child = pulumi.ResourceOptions(parent=self)
        group = aws.ec2.SecurityGroup(
            "endpoints",
            name=physical_name("security-group", args.hub_name, "endpoints"),
            description="Interface endpoints of AWS services",
            vpc_id=args.vpc_id,
            tags={"Name": f"{args.hub_name}-endpoints"},
            opts=child,
        )
        for supernet in args.supernets:
            aws.vpc.SecurityGroupIngressRule(
                f"endpoints-{supernet}",
                security_group_id=group.id,
                description="HTTPS from tenants",
                ip_protocol="tcp",
                from_port=443,
                to_port=443,
                cidr_ipv4=supernet,
                opts=child,
            )
        return group.id
