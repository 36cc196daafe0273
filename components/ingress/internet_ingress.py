"""`InternetIngress`: all that lies between the internet and a system's own servers."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.ingress.domain_certificate import DomainCertificate, DomainCertificateArgs
from components.ingress.public_load_balancer import PublicLoadBalancer, PublicLoadBalancerArgs
from components.ingress.public_zone import PublicZone, PublicZoneArgs
from components.ingress.web_filter import WebFilter, WebFilterArgs
from tenancy.plan import PublicationPlan


@dataclass(frozen=True, kw_only=True)
class InternetIngressArgs:
    """What `InternetIngress` needs: the plan, the public tier, and where logs go.

    `filter_log_group_arn` is None until the domain is delegated: then there is no filter yet.
    """

    tenant_name: str
    load_balancer_name: str
    plan: PublicationPlan
    account_id: pulumi.Input[str]
    region: str
    vpc_id: pulumi.Input[str]
    subnet_ids: Sequence[pulumi.Input[str]]
    security_group_id: pulumi.Input[str]
    log_bucket_name: pulumi.Input[str]
    filter_log_group_arn: pulumi.Input[str] | None
    protect: bool


class InternetIngress(pulumi.ComponentResource):
    """A public zone; once its domain is delegated, a certificate, a load balancer and a filter.

    Before that, no certificate can be issued, and a load balancer without one listens to nobody.
    The domain's own address record comes last, so that a system that is moved here can be tried
    while its users still reach the old one: ADR 12.

    `zone_id`, `name_servers`: always. `load_balancer`: None until the domain is delegated.

        InternetIngress(
            "ingress",
            InternetIngressArgs(
                tenant_name=plan.name,
                load_balancer_name=plan.account_names.ingress,
                plan=plan.publication,
                account_id=account_id,
                region="ap-northeast-1",
                vpc_id=network.vpc_id,
                subnet_ids=[network.subnet_ids["public-a"], network.subnet_ids["public-c"]],
                security_group_id=network.group_ids["load_balancer"],
                log_bucket_name="kyotsu-prod-request-logs",
                filter_log_group_arn=logging.arns["web-filter"],
                protect=True,
            ),
        )
    """

    zone_id: pulumi.Output[str]
    name_servers: pulumi.Output[Sequence[str]]
    load_balancer: PublicLoadBalancer | None

    def __init__(
        self, name: str, args: InternetIngressArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:ingress:InternetIngress", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        zone = PublicZone(
            "zone", PublicZoneArgs(domain=args.plan.domain, protect=args.protect), opts=child
        )
        self.zone_id = zone.zone_id
        self.name_servers = zone.name_servers
        self.load_balancer = None
        if args.plan.served and args.filter_log_group_arn is not None:
            self.load_balancer = self._served(args, args.filter_log_group_arn, child)
        if args.plan.leads_here and self.load_balancer is not None:
            aws.route53.Record(
                name,
                zone_id=self.zone_id,
                name=args.plan.domain,
                type="A",
                aliases=[
                    aws.route53.RecordAliasArgs(
                        name=self.load_balancer.dns_name,
                        zone_id=self.load_balancer.zone_id,
                        evaluate_target_health=False,
                    )
                ],
                opts=child,
            )
        self.register_outputs({"zone_id": self.zone_id, "name_servers": self.name_servers})

    def _served(
        self,
        args: InternetIngressArgs,
        filter_log_group_arn: pulumi.Input[str],
        child: pulumi.ResourceOptions,
    ) -> PublicLoadBalancer:
        certificate = DomainCertificate(
            "certificate",
            DomainCertificateArgs(domain=args.plan.domain, zone_id=self.zone_id),
            opts=child,
        )
        balancer = PublicLoadBalancer(
            "load-balancer",
            PublicLoadBalancerArgs(
                name=args.load_balancer_name,
                vpc_id=args.vpc_id,
                subnet_ids=args.subnet_ids,
                security_group_id=args.security_group_id,
                certificate_arn=certificate.arn,
                log_bucket_name=args.log_bucket_name,
                protect=args.protect,
            ),
            opts=child,
        )
        WebFilter(
            "filter",
            WebFilterArgs(
                tenant_name=args.tenant_name,
                account_id=args.account_id,
                region=args.region,
                resource_arn=balancer.arn,
                log_group_arn=filter_log_group_arn,
            ),
            opts=child,
        )
        return balancer
