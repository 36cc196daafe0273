"""One function that names everything on AWS, aware of each service's limits.

Names are built from parts that are known before anything is created; nothing random is in them,
so that a name says what it belongs to and the same declaration always gives the same name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal[
    "s3-bucket",
    "iam-role",
    "iam-policy",
    "kms-alias",
    "log-group",
    "waf-log-group",
    "load-balancer",
    "web-acl",
    "log-destination",
    "account-name",
    "account-email",
    "organizational-unit",
    "organization-policy",
    "budget",
    "firehose-stream",
    "security-group",
    "sns-topic",
    "backup-vault",
    "backup-plan",
    "access-analyzer",
    "schedule",
    "event-rule",
    "ssm-document",
    "maintenance-window",
    "patch-baseline",
    "dashboard",
    "alarm",
    "trail",
    "config-name",
    "data-export",
    "athena-workgroup",
    "tag-value",
    "network-firewall",
    "resolver",
    "prefix-list",
    "resource-share",
    "direct-connect-gateway",
]


@dataclass(frozen=True, kw_only=True)
class NameRule:
    """What one service accepts as a name."""

    limit: int
    """The most characters (UTF-8 is not used in names, so also bytes)."""
    pattern: re.Pattern[str]
    """What the whole name must match."""
    source: str
    """The AWS document that says so."""
    minimum: int = 1
    separator: str = "-"
    lead: str = ""
    """What every name of this kind begins with."""


RULES: Final[Mapping[Kind, NameRule]] = {
    "s3-bucket": NameRule(
        limit=63,
        minimum=3,
        # Dots are legal, but break TLS for virtual-hosted addresses, so we never use them.
        pattern=re.compile(
            r"(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]*[a-z0-9](?<!-s3alias)(?<!--ol-s3)"
        ),
        source="Amazon S3 User Guide, General purpose bucket naming rules",
    ),
    "iam-role": NameRule(
        limit=64,
        pattern=re.compile(r"[\w+=,.@-]+", re.ASCII),
        source="IAM API Reference, CreateRole",
    ),
    "iam-policy": NameRule(
        limit=128,
        pattern=re.compile(r"[\w+=,.@-]+", re.ASCII),
        source="IAM API Reference, CreatePolicy",
    ),
    "kms-alias": NameRule(
        limit=256,
        pattern=re.compile(r"alias/(?!aws/)[a-zA-Z0-9/_-]+"),
        source="AWS KMS API Reference, CreateAlias",
        separator="/",
        lead="alias/",
    ),
    "log-group": NameRule(
        limit=512,
        pattern=re.compile(r"/(?!aws/)[._/#A-Za-z0-9-]+"),
        source="Amazon CloudWatch Logs API Reference, CreateLogGroup",
        separator="/",
        lead="/",
    ),
    "waf-log-group": NameRule(
        limit=512,
        pattern=re.compile(r"aws-waf-logs-[._/#A-Za-z0-9-]+"),
        source="AWS WAF Developer Guide, Logging to a CloudWatch Logs log group",
        lead="aws-waf-logs-",
    ),
    "load-balancer": NameRule(
        limit=32,
        # The same for target groups.
        pattern=re.compile(r"(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?"),
        source="Elastic Load Balancing API Reference, CreateLoadBalancer and CreateTargetGroup",
    ),
    "web-acl": NameRule(
        limit=128,
        pattern=re.compile(r"[\w-]+", re.ASCII),
        source="AWS WAF API Reference, CreateWebACL",
    ),
    "log-destination": NameRule(
        limit=512,
        pattern=re.compile(r"[^:*]+"),
        source="Amazon CloudWatch Logs API Reference, PutDestination",
    ),
    "account-name": NameRule(
        limit=50,
        pattern=re.compile(r"[ -~]+"),
        source="AWS Organizations API Reference, CreateAccount",
    ),
    "account-email": NameRule(
        limit=64,
        minimum=6,
        pattern=re.compile(r"[a-z0-9-]+\+[a-z0-9-]+@[a-z0-9-]+(\.[a-z0-9-]+)+"),
        source="AWS Organizations API Reference, CreateAccount",
    ),
    "organizational-unit": NameRule(
        limit=128,
        pattern=re.compile(r"[ -~]+"),
        source="AWS Organizations API Reference, CreateOrganizationalUnit",
    ),
    "organization-policy": NameRule(
        limit=128,
        pattern=re.compile(r"[ -~]+"),
        source="AWS Organizations API Reference, CreatePolicy",
    ),
    "budget": NameRule(
        limit=100,
        pattern=re.compile(r"[^:\\]+"),
        source="AWS Budgets API Reference, Budget",
    ),
    "firehose-stream": NameRule(
        limit=64,
        pattern=re.compile(r"[a-zA-Z0-9_.-]+"),
        source="Amazon Data Firehose API Reference, CreateDeliveryStream",
    ),
    "security-group": NameRule(
        limit=255,
        pattern=re.compile(r"(?!sg-)[a-zA-Z0-9 ._:/()#,@\[\]+=&;{}!$*-]+"),
        source="Amazon EC2 API Reference, CreateSecurityGroup",
    ),
    "sns-topic": NameRule(
        limit=256,
        pattern=re.compile(r"[a-zA-Z0-9_-]+"),
        source="Amazon SNS API Reference, CreateTopic",
    ),
    "backup-vault": NameRule(
        limit=50,
        minimum=2,
        pattern=re.compile(r"[a-zA-Z0-9_-]+"),
        source="AWS Backup API Reference, CreateBackupVault",
    ),
    "backup-plan": NameRule(
        limit=50,
        pattern=re.compile(r"[a-zA-Z0-9_.-]+"),
        source="AWS Backup API Reference, BackupRuleInput",
    ),
    "access-analyzer": NameRule(
        limit=255,
        pattern=re.compile(r"[A-Za-z][A-Za-z0-9_.-]*"),
        source="IAM Access Analyzer API Reference, CreateAnalyzer",
    ),
    "schedule": NameRule(
        limit=64,
        pattern=re.compile(r"[0-9a-zA-Z_.-]+"),
        source="EventBridge Scheduler API Reference, CreateSchedule",
    ),
    "event-rule": NameRule(
        limit=64,
        pattern=re.compile(r"[.\-_A-Za-z0-9]+"),
        source="Amazon EventBridge API Reference, PutRule",
    ),
    "ssm-document": NameRule(
        limit=128,
        minimum=3,
        pattern=re.compile(r"(?!(?i:aws|amazon|amzn))[a-zA-Z0-9_.-]+"),
        source="AWS Systems Manager API Reference, CreateDocument",
    ),
    "maintenance-window": NameRule(
        limit=128,
        minimum=3,
        pattern=re.compile(r"[a-zA-Z0-9_.-]+"),
        source="AWS Systems Manager API Reference, CreateMaintenanceWindow",
    ),
    "patch-baseline": NameRule(
        limit=128,
        minimum=3,
        pattern=re.compile(r"[a-zA-Z0-9_.-]+"),
        source="AWS Systems Manager API Reference, CreatePatchBaseline",
    ),
    "dashboard": NameRule(
        limit=255,
        pattern=re.compile(r"[A-Za-z0-9_-]+"),
        source="Amazon CloudWatch API Reference, PutDashboard",
    ),
    "alarm": NameRule(
        limit=255,
        pattern=re.compile(r"[ -~]+"),
        source="Amazon CloudWatch API Reference, PutMetricAlarm",
    ),
    "trail": NameRule(
        limit=128,
        minimum=3,
        pattern=re.compile(r"[a-zA-Z0-9]([._-]?[a-zA-Z0-9]+)*"),
        source="AWS CloudTrail API Reference, CreateTrail",
    ),
    "config-name": NameRule(
        limit=128,
        pattern=re.compile(r"[a-zA-Z][-a-zA-Z0-9]*"),
        source="AWS Config API Reference, PutOrganizationConformancePack",
    ),
    "data-export": NameRule(
        limit=128,
        pattern=re.compile(r"[0-9A-Za-z_-]+"),
        source="AWS Billing and Cost Management API Reference, Export",
    ),
    "athena-workgroup": NameRule(
        limit=128,
        pattern=re.compile(r"[a-zA-Z0-9._-]+"),
        source="Amazon Athena API Reference, CreateWorkGroup",
    ),
    "tag-value": NameRule(
        limit=256,
        pattern=re.compile(r"[\w .:/=+@-]+"),
        source="AWS General Reference, Tag naming limits and requirements",
    ),
    "network-firewall": NameRule(
        limit=128,
        pattern=re.compile(r"[a-zA-Z0-9-]+"),
        source="AWS Network Firewall API Reference, CreateFirewall and CreateRuleGroup",
    ),
    "resolver": NameRule(
        limit=64,
        pattern=re.compile(r"(?!\d+$)[a-zA-Z0-9_' -]+"),
        source="Amazon Route 53 API Reference, CreateResolverEndpoint and CreateProfile",
    ),
    "prefix-list": NameRule(
        limit=255,
        pattern=re.compile(r"(?!com\.amazonaws).+"),
        source="Amazon EC2 API Reference, CreateManagedPrefixList",
    ),
    "resource-share": NameRule(
        limit=256,
        pattern=re.compile(r"[\w -]+", re.ASCII),
        source="AWS RAM API Reference, CreateResourceShare",
    ),
    "direct-connect-gateway": NameRule(
        limit=100,
        pattern=re.compile(r"[\w -]+", re.ASCII),
        source="AWS Direct Connect API Reference, CreateDirectConnectGateway",
    ),
}

RESERVED: Final[Mapping[Kind, int]] = {
    "s3-bucket": 12,
    "iam-role": 12,
    "firehose-stream": 12,
    "kms-alias": 24,
    "log-group": 24,
    "waf-log-group": 12,
    "budget": 12,
    "backup-vault": 0,
    "backup-plan": 0,
    "schedule": 12,
    "event-rule": 12,
    "account-name": 0,
}
"""Characters kept free after a tenant's name for a purpose or an account number, by kind.

`kyotsu tenant check` refuses a tenant whose names would not leave them free.
"""


class NameTooLong(ValueError):  # noqa: N818 - named for what is the case
    """A name does not fit its service."""

    def __init__(self, kind: Kind, name: str, limit: int) -> None:
        self.kind: Kind = kind
        self.name: str = name
        self.limit: int = limit
        super().__init__(f"{kind} {name!r} has {len(name)} characters; {limit} are allowed")


class NameNotAllowed(ValueError):  # noqa: N818 - named for what is the case
    """A name has a character or a form that its service refuses."""

    def __init__(self, kind: Kind, name: str) -> None:
        self.kind: Kind = kind
        self.name: str = name
        super().__init__(f"{name!r} is not a name that AWS accepts for {kind}")


def physical_name(kind: Kind, *parts: str) -> str:
    """Return the name for a resource of `kind`, made of `parts`.

    Parts are joined as the kind wants it: `physical_name("s3-bucket", "kyotsu-local", "logs")` is
    `kyotsu-local-logs`; a log group is `/kyotsu-local/app`; a key's alias `alias/kyotsu-local/app`.
    An `account-email` takes three parts, prefix, tenant and domain: `prefix+tenant@domain`.

    Raises `NameTooLong` or `NameNotAllowed`. The limits' sources are in `RULES`.
    """
    rule = RULES[kind]
    if kind == "account-email":
        prefix, tenant, domain = parts
        name = f"{prefix}+{tenant}@{domain}"
    else:
        name = rule.lead + rule.separator.join(parts)
    if len(name) > rule.limit:
        raise NameTooLong(kind, name, rule.limit)
    if not all(parts) or len(name) < rule.minimum or rule.pattern.fullmatch(name) is None:
        raise NameNotAllowed(kind, name)
    return name


assert set(RULES) == set(get_args(Kind))  # noqa: S101 - a kind without a rule is a slip of ours
