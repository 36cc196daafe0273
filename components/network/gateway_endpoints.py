"""`GatewayEndpoints`: the way to S3 and DynamoDB that never leaves AWS's network."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import ANYONE, Statement, document


@dataclass(frozen=True, kw_only=True)
class GatewayEndpointsArgs:
    """What `GatewayEndpoints` needs: the services ("s3", "dynamodb") and who routes to them."""

    tenant_name: str
    services: Sequence[str]
    region: str
    vpc_id: pulumi.Input[str]
    route_table_ids: Sequence[pulumi.Input[str]]
    organization_id: pulumi.Input[str]


class GatewayEndpoints(pulumi.ComponentResource):
    """One gateway endpoint a service; only principals of the organization may pass.

    That keeps stolen foreign credentials from carrying data out through the endpoint:
    https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html

    `prefix_list_ids` maps a service to the list of its addresses, for security groups.
    """

    prefix_list_ids: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: GatewayEndpointsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:network:GatewayEndpoints", name, {}, opts)
        self.prefix_list_ids = {}
        for service in args.services:
            endpoint = aws.ec2.VpcEndpoint(
                service,
                vpc_id=args.vpc_id,
                vpc_endpoint_type="Gateway",
                service_name=f"com.amazonaws.{args.region}.{service}",
                route_table_ids=list(args.route_table_ids),
                policy=principals_of(args.organization_id),
                tags={"Name": f"{args.tenant_name}-{service}"},
                opts=pulumi.ResourceOptions(parent=self),
            )
            self.prefix_list_ids[service] = endpoint.prefix_list_id
        self.register_outputs({"prefix_list_ids": self.prefix_list_ids})


def principals_of(organization_id: pulumi.Input[str]) -> pulumi.Output[str]:
    """Return an endpoint policy that lets through only principals of the organization."""
    return document(
        Statement(
            sid="PrincipalsOfTheOrganization",
            principals=ANYONE,
            actions=("*",),
            conditions={"StringEquals": {"aws:PrincipalOrgID": organization_id}},
        )
    )
