"""`PublicLoadBalancer`: where connections of a system's users end, over HTTPS only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from tenancy.stage.logging import CONNECTIONS, PREFIXES

HTTPS: Final = 443
TLS_POLICY: Final = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
"""TLS 1.3 and 1.2, with ciphers that CRYPTREC recommends: forward secrecy, and no CBC.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
"""
RETURN_BY_TLS_ONLY: Final = "max-age=31536000"
"""Browsers come back over HTTPS for a year (RFC 6797), without asking anything before."""
NOT_YET: Final = (
    '<!doctype html><html lang="ja"><meta charset="utf-8"><title>準備中</title>'
    "<p>このシステムは準備中です。</p><p>This system is being prepared.</p></html>"
)


@dataclass(frozen=True, kw_only=True)
class PublicLoadBalancerArgs:
    """What `PublicLoadBalancer` needs.

    `name` is the load balancer's and the target group's on AWS, of 32 characters at most. The
    bucket is in the log archive; it must take logs from this account.
    """

    name: str
    vpc_id: pulumi.Input[str]
    subnet_ids: Sequence[pulumi.Input[str]]
    security_group_id: pulumi.Input[str]
    certificate_arn: pulumi.Input[str]
    log_bucket_name: pulumi.Input[str]
    protect: bool


class PublicLoadBalancer(pulumi.ComponentResource):
    """An application load balancer on the internet, a listener on 443, and a group of targets.

    Nothing listens on 80, because the public tier's ACL lets only 443 in. Whoever asks gets 503
    until a rule at the listener forwards to the target group; both are the system's developers',
    who register servers in the group by their addresses, and answer over HTTPS. Requests and
    connections are logged to the archive. Unified standards R7, 6.2.3(1)(d), 7.1.5(1)(b).

    `arn`; `dns_name`, `zone_id`: what a name is led to; `listener_arn`, `target_group_arn`: what
    the system's own rules and services join.

        PublicLoadBalancer(
            "load-balancer",
            PublicLoadBalancerArgs(
                name="kyotsu-prod-ingress",
                vpc_id=network.vpc_id,
                subnet_ids=[network.subnet_ids["public-a"], network.subnet_ids["public-c"]],
                security_group_id=network.group_ids["load_balancer"],
                certificate_arn=certificate.arn,
                log_bucket_name="kyotsu-prod-request-logs",
                protect=True,
            ),
        )
    """

    arn: pulumi.Output[str]
    dns_name: pulumi.Output[str]
    zone_id: pulumi.Output[str]
    listener_arn: pulumi.Output[str]
    target_group_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: PublicLoadBalancerArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:ingress:PublicLoadBalancer", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        balancer = aws.lb.LoadBalancer(
            name,
            name=args.name,
            load_balancer_type="application",
            internal=False,
            subnets=list(args.subnet_ids),
            security_groups=[args.security_group_id],
            drop_invalid_header_fields=True,
            desync_mitigation_mode="defensive",
            # What the filter couldn't look at doesn't pass.
            enable_waf_fail_open=False,
            enable_deletion_protection=args.protect,
            access_logs=aws.lb.LoadBalancerAccessLogsArgs(
                bucket=args.log_bucket_name, prefix=PREFIXES["load_balancer"], enabled=True
            ),
            connection_logs=aws.lb.LoadBalancerConnectionLogsArgs(
                bucket=args.log_bucket_name, prefix=CONNECTIONS, enabled=True
            ),
            opts=child,
        )
        listener = aws.lb.Listener(
            name,
            load_balancer_arn=balancer.arn,
            port=HTTPS,
            protocol="HTTPS",
            ssl_policy=TLS_POLICY,
            certificate_arn=args.certificate_arn,
            default_actions=[_not_yet()],
            routing_http_response_server_enabled=False,
            routing_http_response_strict_transport_security_header_value=RETURN_BY_TLS_ONLY,
            opts=child,
        )
        targets = aws.lb.TargetGroup(
            name,
            name=args.name,
            port=HTTPS,
            protocol="HTTPS",
            target_type="ip",
            vpc_id=args.vpc_id,
            health_check=aws.lb.TargetGroupHealthCheckArgs(
                protocol="HTTPS", path="/", matcher="200-399"
            ),
            opts=child,
        )
        self.arn = balancer.arn
        self.dns_name = balancer.dns_name
        self.zone_id = balancer.zone_id
        self.listener_arn = listener.arn
        self.target_group_arn = targets.arn
        self.register_outputs(
            {
                "arn": self.arn,
                "dns_name": self.dns_name,
                "listener_arn": self.listener_arn,
                "target_group_arn": self.target_group_arn,
            }
        )


def _not_yet() -> aws.lb.ListenerDefaultActionArgs:
    return aws.lb.ListenerDefaultActionArgs(
        type="fixed-response",
        fixed_response=aws.lb.ListenerDefaultActionFixedResponseArgs(
            status_code="503",
            content_type="text/html",
            # AWS doesn't say which characters it takes; references of HTML are ASCII.
            message_body=NOT_YET.encode("ascii", "xmlcharrefreplace").decode("ascii"),
        ),
    )
