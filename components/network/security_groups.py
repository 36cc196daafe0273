"""`BaselineGroups`: the security groups that a tenant's servers can take on from the first day."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.plan import Flow, NetworkPlan

HTTPS = 443
# The ports of the database engines that the platform offers: MySQL and PostgreSQL.
DATABASE_PORTS = (3306, 5432)


@dataclass(frozen=True, kw_only=True)
class BaselineGroupsArgs:
    """What `BaselineGroups` needs; a gateway endpoint's prefix list is known by its service."""

    tenant_name: str
    network: NetworkPlan
    vpc_id: pulumi.Input[str]
    gateway_prefix_list_ids: dict[str, pulumi.Output[str]]
    government_prefix_list_id: pulumi.Input[str] | None


class BaselineGroups(pulumi.ComponentResource):
    """Groups by role, which refer to one another and not to addresses wherever AWS allows it.

    `endpoints` is worn by interface endpoints, where the network has its own; `application` by
    servers; `database` by databases; `load_balancer` by load balancers, and exists only where the
    declaration has an ingress: in the public tier for the internet, in the private one for the
    government LAN.

    Servers reach and answer the far ends of the planned flows. A destination that is known by a
    domain has no addresses to name, so its port is open to all: the hub's firewall knows the name.

    `ids` maps each role to its group's id.
    """

    ids: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: BaselineGroupsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:network:BaselineGroups", name, {}, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        self._args = args
        application = self._group("application", "Servers of the application")
        database = self._group("database", "Databases")
        self.ids = {"application": application, "database": database}
        if not args.network.central_endpoints:
            endpoints = self._group("endpoints", "Interface endpoints of AWS services")
            self.ids["endpoints"] = endpoints
            self._from_addresses("endpoints-https", endpoints, args.network.cidr, HTTPS)
            self._to_group("application-endpoints", application, endpoints, HTTPS)
        for service, prefix_list_id in args.gateway_prefix_list_ids.items():
            aws.vpc.SecurityGroupEgressRule(
                f"application-{service}",
                security_group_id=application,
                description=f"HTTPS to {service}",
                ip_protocol="tcp",
                from_port=HTTPS,
                to_port=HTTPS,
                prefix_list_id=prefix_list_id,
                opts=self._child,
            )
        for port in DATABASE_PORTS:
            self._between(f"database-{port}", application, database, port)
        if args.network.ingress == "internet":
            load_balancer = self._group("load-balancer", "Load balancers in the public tier")
            self.ids["load_balancer"] = load_balancer
            self._from_addresses("load-balancer-https", load_balancer, "0.0.0.0/0", HTTPS)
            self._between("application-https", load_balancer, application, HTTPS)
        if args.network.ingress == "government-lan":
            load_balancer = self._group("load-balancer", "Internal load balancers")
            self.ids["load_balancer"] = load_balancer
            self._from_government(load_balancer)
            self._between("application-https", load_balancer, application, HTTPS)
        for flow in {_opening(flow): flow for flow in args.network.flows}.values():
            self._far_end(application, flow)
        self.register_outputs({"ids": self.ids})

    def _group(self, role: str, description: str) -> pulumi.Output[str]:
        return aws.ec2.SecurityGroup(
            role,
            name=f"{self._args.tenant_name}-{role}",
            description=description,
            vpc_id=self._args.vpc_id,
            tags={"Name": f"{self._args.tenant_name}-{role}"},
            opts=self._child,
        ).id

    def _between(
        self, name: str, source: pulumi.Output[str], target: pulumi.Output[str], port: int
    ) -> None:
        """Open one TCP port from a group to a group: out of the one, and into the other."""
        self._to_group(name, source, target, port)
        aws.vpc.SecurityGroupIngressRule(
            name,
            security_group_id=target,
            description=f"TCP {port}",
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            referenced_security_group_id=source,
            opts=self._child,
        )

    def _to_group(
        self, name: str, source: pulumi.Output[str], target: pulumi.Output[str], port: int
    ) -> None:
        aws.vpc.SecurityGroupEgressRule(
            name,
            security_group_id=source,
            description=f"TCP {port}",
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            referenced_security_group_id=target,
            opts=self._child,
        )

    def _from_government(self, target: pulumi.Output[str]) -> None:
        """Let in what lies behind the line; nobody, where the stage has no line."""
        if self._args.government_prefix_list_id is not None:
            aws.vpc.SecurityGroupIngressRule(
                "load-balancer-government-lan",
                security_group_id=target,
                description="HTTPS from the government LAN",
                ip_protocol="tcp",
                from_port=HTTPS,
                to_port=HTTPS,
                prefix_list_id=self._args.government_prefix_list_id,
                opts=self._child,
            )

    def _far_end(self, application: pulumi.Output[str], flow: Flow) -> None:
        """Open one flow at the servers; those of the government LAN end at load balancers."""
        if flow.purpose == "government-lan":
            return
        outbound = flow.direction == "outbound"
        kind = aws.vpc.SecurityGroupEgressRule if outbound else aws.vpc.SecurityGroupIngressRule
        kind(
            f"{flow.direction}-{flow.cidr}-{flow.port}-{flow.protocol}",
            security_group_id=application,
            description=f"{flow.purpose}: {flow.protocol.upper()} {flow.port}",
            ip_protocol=flow.protocol,
            from_port=flow.port,
            to_port=flow.port,
            cidr_ipv4=flow.cidr,
            opts=self._child,
        )

    def _from_addresses(self, name: str, target: pulumi.Output[str], cidr: str, port: int) -> None:
        aws.vpc.SecurityGroupIngressRule(
            name,
            security_group_id=target,
            description=f"TCP {port}",
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            cidr_ipv4=cidr,
            opts=self._child,
        )


def _opening(flow: Flow) -> tuple[str, ...]:
    """Return what a group knows of a flow: AWS refuses the same rule twice."""
    return (flow.direction, flow.cidr, flow.protocol, str(flow.port))
