"""Application load balancers, their listeners and target groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _attributes
from localcloud.provider.values import camel, pascal
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, kept

_TAGS = tagging.listed(
    target={"ResourceArns": ["$id"]},
    tag="add_tags",
    untag="remove_tags",
    read="describe_tags",
    at_key="TagDescriptions.0.Tags",
    create=None,
)

_SWITCHES: Final[Mapping[str, tuple[str, Any]]] = {
    "desyncMitigationMode": ("routing.http.desync_mitigation_mode", "defensive"),
    "dropInvalidHeaderFields": ("routing.http.drop_invalid_header_fields.enabled", False),
    "enableDeletionProtection": ("deletion_protection.enabled", False),
    "enableHttp2": ("routing.http2.enabled", True),
    "enableWafFailOpen": ("waf.fail_open.enabled", False),
    "idleTimeout": ("idle_timeout.timeout_seconds", 60),
    "preserveHostHeader": ("routing.http.preserve_host_header.enabled", False),
}
"""Properties that are attributes of a load balancer, with AWS's own defaults."""
_LOGS: Final = {"accessLogs": "access_logs.s3", "connectionLogs": "connection_logs.s3"}


def _balancer_attributes(context: Context) -> list[dict[str, str]]:
    wanted: dict[str, Any] = {key: context.inputs.get(name) for name, (key, _) in _SWITCHES.items()}
    for name, key in _LOGS.items():
        logs = context.inputs.get(name) or {}
        wanted |= {f"{key}.{part}": logs.get(part) for part in ("bucket", "prefix")}
        wanted[f"{key}.enabled"] = bool(logs.get("enabled"))
    return _pairs(wanted)


def _pairs(wanted: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {"Key": key, "Value": _attributes.text(value) or ""}
        for key, value in wanted.items()
        if value is not None
    ]


def _create_balancer(context: Context) -> str:
    answer = context.call(
        "create_load_balancer",
        Name=context.inputs["name"],
        Type=context.inputs["loadBalancerType"],
        Scheme="internal" if context.inputs["internal"] else "internet-facing",
        Subnets=context.inputs["subnets"],
        SecurityGroups=context.inputs.get("securityGroups"),
        IpAddressType=context.inputs["ipAddressType"],
    )
    context.id = str(answer["LoadBalancers"][0]["LoadBalancerArn"])
    _set_attributes(context)
    return context.id


def _set_attributes(context: Context) -> None:
    context.call(
        "modify_load_balancer_attributes",
        LoadBalancerArn=context.id,
        Attributes=_balancer_attributes(context),
    )


def _update_balancer(context: Context) -> None:
    changed = {name for name in context.inputs if context.inputs[name] != context.old.get(name)}
    if "securityGroups" in changed:
        context.call(
            "set_security_groups",
            LoadBalancerArn=context.id,
            SecurityGroups=context.inputs["securityGroups"],
        )
    if "subnets" in changed:
        context.call("set_subnets", LoadBalancerArn=context.id, Subnets=context.inputs["subnets"])
    _set_attributes(context)


def _read_balancer(context: Context) -> Props | None:
    answer = context.call("describe_load_balancers", LoadBalancerArns=[context.id])
    told = context.call("describe_load_balancer_attributes", LoadBalancerArn=context.id)
    attributes = {one["Key"]: one["Value"] for one in told["Attributes"]}
    found: Props = dict(answer["LoadBalancers"][0])
    found["Subnets"] = [zone["SubnetId"] for zone in found["AvailabilityZones"]]
    found["Internal"] = found["Scheme"] == "internal"
    for name, (key, default) in _SWITCHES.items():
        found[name] = _typed(attributes.get(key), default)
    for name, key in _LOGS.items():
        bucket = attributes.get(f"{key}.bucket")
        found[name] = bucket and {
            "bucket": bucket,
            "prefix": attributes.get(f"{key}.prefix") or None,
            "enabled": attributes.get(f"{key}.enabled") == "true",
        }
    return found


def _typed(text: str | None, default: Any) -> Any:
    """Return an attribute as the property has it."""
    if text is None:
        return default
    if isinstance(default, bool):
        return text == "true"
    return int(text) if isinstance(default, int) else text


def _suffix(kind: str) -> Callable[[Context, Props], str]:
    return lambda context, _: context.id.partition(f":{kind}")[2]


LOAD_BALANCER = Entry(
    type="aws:lb/loadBalancer:LoadBalancer",
    service="elbv2",
    inputs={
        "name": P(read="LoadBalancerName", replace=True),
        "loadBalancerType": P(read="Type", default="application", replace=True),
        "internal": P(read="Internal", default=False, replace=True),
        "ipAddressType": P(read="IpAddressType", default="ipv4", replace=True),
        "subnets": P(read="Subnets", compare="set"),
        "securityGroups": P(read="SecurityGroups", compare="set"),
        **{name: P(read=name, default=default) for name, (_, default) in _SWITCHES.items()},
        **{name: P(read=name) for name in _LOGS},
        **kept("clientKeepAlive", "enableCrossZoneLoadBalancing", "xffHeaderProcessingMode"),
    },
    create=_create_balancer,
    read=_read_balancer,
    update=_update_balancer,
    delete=Call("delete_load_balancer", {"LoadBalancerArn": "$id"}),
    outputs={
        "arn": "LoadBalancerArn",
        "arnSuffix": _suffix("loadbalancer/"),
        "dnsName": "DNSName",
        "vpcId": "VpcId",
        "zoneId": "CanonicalHostedZoneId",
    },
    tags=_TAGS,
    name=Name(property="name", limit=32),
    example=Example(
        inputs={
            "name": "example",
            "subnets": ["@aws:ec2/subnet:Subnet.id"],
            "securityGroups": ["@aws:ec2/securityGroup:SecurityGroup.id"],
            "dropInvalidHeaderFields": True,
            "accessLogs": {"bucket": "logs", "prefix": "here", "enabled": True},
            "tags": {"a": "b"},
        },
        change={"idleTimeout": 30, "tags": {"a": "c"}},
        replace={"internal": True},
        drift=lambda c: c.call(
            "modify_load_balancer_attributes",
            LoadBalancerArn=c.id,
            Attributes=[
                {"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "false"}
            ],
        ),
    ),
)

_HEALTH: Final = {
    "enabled": "HealthCheckEnabled",
    "healthyThreshold": "HealthyThresholdCount",
    "interval": "HealthCheckIntervalSeconds",
    "path": "HealthCheckPath",
    "port": "HealthCheckPort",
    "protocol": "HealthCheckProtocol",
    "timeout": "HealthCheckTimeoutSeconds",
    "unhealthyThreshold": "UnhealthyThresholdCount",
}


def _health(context: Context) -> Props:
    wanted = context.inputs.get("healthCheck") or {}
    found = {_HEALTH[name]: value for name, value in wanted.items() if name in _HEALTH}
    if wanted.get("matcher"):
        found["Matcher"] = {"HttpCode": wanted["matcher"]}
    return found


def _create_targets(context: Context) -> str:
    answer = context.call("create_target_group", **context.params(), **_health(context))
    return str(answer["TargetGroups"][0]["TargetGroupArn"])


def _read_targets(context: Context) -> Props | None:
    answer = context.call("describe_target_groups", TargetGroupArns=[context.id])
    found: Props = dict(answer["TargetGroups"][0])
    told = {name: found.get(key) for name, key in _HEALTH.items()}
    told["matcher"] = (found.get("Matcher") or {}).get("HttpCode")
    # AWS chooses what isn't given; only what the program says is compared.
    wanted = context.inputs.get("healthCheck") or told
    found["HealthCheck"] = {name: told.get(name) for name in wanted}
    return found


TARGET_GROUP = Entry(
    type="aws:lb/targetGroup:TargetGroup",
    service="elbv2",
    inputs={
        "name": P("Name", read="TargetGroupName", replace=True),
        "port": P("Port", replace=True),
        "protocol": P("Protocol", replace=True),
        "protocolVersion": P("ProtocolVersion", replace=True, computed=True),
        "targetType": P("TargetType", default="instance", replace=True),
        "vpcId": P("VpcId", replace=True),
        "healthCheck": P(read="HealthCheck", computed=True),
        **kept("deregistrationDelay", "slowStart", "stickiness", "loadBalancingAlgorithmType"),
    },
    create=_create_targets,
    read=_read_targets,
    update=lambda c: c.call("modify_target_group", TargetGroupArn=c.id, **_health(c)),
    delete=Call("delete_target_group", {"TargetGroupArn": "$id"}),
    outputs={"arn": "TargetGroupArn", "arnSuffix": lambda c, _: c.id.rsplit(":", 1)[1]},
    tags=_TAGS,
    name=Name(property="name", limit=32),
    example=Example(
        inputs={
            "name": "example",
            "port": 443,
            "protocol": "HTTPS",
            "targetType": "ip",
            "vpcId": "@aws:ec2/vpc:Vpc.id",
            "healthCheck": {"path": "/", "matcher": "200-399", "protocol": "HTTPS"},
        },
        change={
            "healthCheck": {"path": "/health", "matcher": "200", "protocol": "HTTPS"},
            "tags": {"a": "b"},
        },
        replace={"port": 8443},
    ),
)

_ACTIONS: Final = {
    "fixedResponse": "FixedResponseConfig",
    "redirect": "RedirectConfig",
    "forward": "ForwardConfig",
    "arn": "TargetGroupArn",
}
_HEADERS: Final = {
    "routingHttpResponseServerEnabled": ("routing.http.response.server.enabled", True),
    "routingHttpResponseStrictTransportSecurityHeaderValue": (
        "routing.http.response.strict_transport_security.header_value",
        "",
    ),
}


def _set_headers(context: Context) -> None:
    wanted = {key: context.inputs.get(name) for name, (key, _) in _HEADERS.items()}
    context.call("modify_listener_attributes", ListenerArn=context.id, Attributes=_pairs(wanted))


def _create_listener(context: Context) -> str:
    answer = context.call("create_listener", **context.params())
    context.id = str(answer["Listeners"][0]["ListenerArn"])
    _set_headers(context)
    return context.id


def _update_listener(context: Context) -> None:
    context.call("modify_listener", ListenerArn=context.id, **context.params(mutable=True))
    _set_headers(context)


def _read_listener(context: Context) -> Props | None:
    answer = context.call("describe_listeners", ListenerArns=[context.id])
    told = context.call("describe_listener_attributes", ListenerArn=context.id)
    attributes = {one["Key"]: one["Value"] for one in told["Attributes"]}
    found: Props = dict(answer["Listeners"][0])
    for name, (key, default) in _HEADERS.items():
        found[name] = _typed(attributes.get(key), default)
    return found


LISTENER = Entry(
    type="aws:lb/listener:Listener",
    service="elbv2",
    inputs={
        "loadBalancerArn": P("LoadBalancerArn", replace=True),
        "port": P("Port"),
        "protocol": P("Protocol"),
        "sslPolicy": P("SslPolicy", computed=True),
        "certificateArn": P(
            "Certificates",
            read="Certificates.0.CertificateArn",
            to=lambda arn: [{"CertificateArn": arn}],
        ),
        "defaultActions": P(
            "DefaultActions",
            to=lambda actions: pascal(actions, _ACTIONS),
            back=lambda actions: [
                {key: value for key, value in camel(one, _ACTIONS).items() if key != "order"}
                for one in actions or ()
            ],
        ),
        **{name: P(read=name, default=default) for name, (_, default) in _HEADERS.items()},
        **kept("alpnPolicy", "mutualAuthentication", "tcpIdleTimeoutSeconds"),
    },
    create=_create_listener,
    read=_read_listener,
    update=_update_listener,
    delete=Call("delete_listener", {"ListenerArn": "$id"}),
    outputs={"arn": "ListenerArn"},
    tags=_TAGS,
    example=Example(
        inputs={
            "loadBalancerArn": "@aws:lb/loadBalancer:LoadBalancer.arn",
            "port": 443,
            "protocol": "HTTPS",
            "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
            "certificateArn": "@aws:acm/certificate:Certificate.arn",
            "routingHttpResponseServerEnabled": False,
            "defaultActions": [
                {
                    "type": "fixed-response",
                    "fixedResponse": {
                        "contentType": "text/plain",
                        "messageBody": "not yet",
                        "statusCode": "503",
                    },
                }
            ],
        },
        change={"sslPolicy": "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "tags": {"a": "b"}},
    ),
)

ENTRIES = [LOAD_BALANCER, TARGET_GROUP, LISTENER]
