"""RES-01: nothing is kept or copied outside of the regions that are declared."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from policies.facts import Facts
from policies.graph import PROVIDER, Graph, Node, setting
from policies.rule import UNKNOWN, Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found
from policies.stack_rules._examples import TENANT, node, settings

REGION: Final = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]")
ARN: Final = re.compile(r"arn:[a-z-]+:[a-z0-9-]+:([a-z0-9-]+):")
NAMES: Final = frozenset(
    {
        "region",
        "regionName",
        "regions",
        "recoveryRegion",
        "sourceRegion",
        "destinationRegion",
        "targetRegion",
        "replicaRegion",
        "s3Region",
        "dbInstanceAutomatedBackupsArn",
    }
)
"""Properties that say where something is, was copied from, or is copied to."""
ZONES: Final = frozenset({"availabilityZone", "availabilityZones"})
GLOBAL_REGION: Final = "us-east-1"
GLOBAL_TYPES: Final = frozenset(
    {
        "aws:acm/certificate:Certificate",
        "aws:acm/certificateValidation:CertificateValidation",
        "aws:bcmdata/export:Export",
        "aws:cloudfront/distribution:Distribution",
        "aws:cur/reportDefinition:ReportDefinition",
        "aws:route53/keySigningKey:KeySigningKey",
        "aws:route53/queryLog:QueryLog",
        "aws:wafv2/webAcl:WebAcl",
    }
)
"""AWS offers these for the whole world from one region; they keep configuration, not data."""
HOME: Final = frozenset({"ap-northeast-1", "ap-northeast-3"})
SETTINGS: Final = frozenset(
    {
        "aws:ebs/encryptionByDefault:EncryptionByDefault",
        "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
        "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "aws:ec2/defaultVpc:DefaultVpc",
        "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
        "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
    }
)
"""What an account has in each region unasked. It is closed in both regions of Japan, also where the
tenant keeps nothing; it holds no data."""


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield whatever names a region that is not allowed: itself, a replica, a copy, a target."""
    for provider in graph.of_type(PROVIDER):
        region = setting(provider.properties, "region")
        if not isinstance(region, str):
            yield cannot_tell(provider, "region")
        elif region not in facts.regions:
            yield found(provider, f"the provider works in {region}")
    for one in graph.aws():
        allowed = set(facts.regions)
        if one.type in GLOBAL_TYPES:
            allowed.add(GLOBAL_REGION)
        if one.type in SETTINGS:
            allowed |= HOME
        region = one.region
        if region is UNKNOWN:
            yield cannot_tell(one, "region")
        elif region is not None and not _is_one_of(region, allowed):
            yield found(one, f"it is kept in {region}")
        for path, abroad in _abroad(one, allowed):
            if abroad != region:
                yield found(one, f"{path} leads to {abroad}")


def _is_one_of(region: Any, regions: Collection[str]) -> bool:
    """Whether a property names one of these regions; it may hold anything."""
    return isinstance(region, str) and region in regions


def _abroad(one: Node, allowed: set[str]) -> Iterator[tuple[str, str]]:
    for name, value in one.properties.items():
        for path, region in _regions(name, name, value):
            if region not in allowed:
                yield path, region


def _regions(path: str, name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield each region that a value names, with where it stands."""
    if isinstance(value, str):
        if name in NAMES and REGION.fullmatch(value):
            yield path, value
        elif name in ZONES and REGION.fullmatch(value[:-1]):
            yield path, value[:-1]
        elif (arn := ARN.match(value)) and REGION.fullmatch(arn[1]):
            yield path, arn[1]
    elif isinstance(value, Mapping):
        for inner, item in value.items():
            yield from _regions(f"{path}.{inner}", str(inner), item)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _regions(f"{path}[{position}]", name, item)


def _plan(region: str) -> Node:
    return node(
        "aws:backup/plan:Plan",
        "daily",
        {
            "rules": [
                {
                    "copyActions": [
                        {
                            "destinationVaultArn": "arn:aws:backup:"
                            f"{region}:111111111111:backup-vault:copies"
                        }
                    ]
                }
            ]
        },
    )


RULE = StackRule(
    id="RES-01",
    title=Text(
        ja="情報は宣言された国内リージョン（東京、大阪）の外に保存も複製もしないこと",
        en="Nothing is kept or copied outside of the declared regions (Tokyo, Osaka)",
    ),
    remedy=Text(
        ja="ap-northeast-1かap-northeast-3に変える。大阪に置くならテナントのdata_locationに宣言する",
        en="use ap-northeast-1 or ap-northeast-3; what is kept in Osaka is declared in the "
        "tenant's data_location",
    ),
    severity=Severity.CRITICAL,
    controls={
        "NIST SP 800-53 r5": ("SA-9(5)",),
        "統一基準 R7": ("4.2.1(2)(b)(イ)", "2.1.2(1)-1 r)"),
    },
    check=check,
    compliant=(node(PROVIDER, "tenant", settings()), _plan("ap-northeast-3")),
    violating=(node(PROVIDER, "tenant", settings()), _plan("us-west-2")),
    facts=TENANT,
)
