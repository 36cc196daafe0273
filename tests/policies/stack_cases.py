"""Stacks beyond the rules' examples: each branch of a rule on whole stacks, case by case.

A case is a rule's id, the resources, the facts, and how many findings there must be.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from policies.facts import Facts
from policies.graph import PROVIDER, REFERENCE, Node
from policies.rule import UNKNOWN
from policies.stack_rules._examples import (
    ARCHIVE,
    FOUNDATION,
    FOUNDATION_OUTPUTS,
    OTHER,
    OWN,
    TENANT,
    node,
    policy,
    settings,
)

Case = tuple[str, Sequence[Node], Facts, int]
VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"
ROLE = "aws:iam/role:Role"
KEY = "aws:kms/key:Key"
BUCKET = "aws:s3/bucket:Bucket"
ROUTE = "aws:ec2/route:Route"
TABLE = "aws:ec2/routeTable:RouteTable"
NAT = "aws:ec2/natGateway:NatGateway"
VOLUME = "aws:ebs/volume:Volume"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
ANALYZER = "aws:accessanalyzer/analyzer:Analyzer"
PLAN = "aws:backup/plan:Plan"
DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc"
AT_HOME = replace(TENANT, regions=("ap-northeast-1",))
TIED = replace(TENANT, from_internet=False)


def _allow(action: str, principal: Any = None, **more: Any) -> dict[str, Any]:
    who = {} if principal is None else {"Principal": principal}
    return {"Effect": "Allow", "Action": action, "Resource": "*", **who, **more}


def _vpc(block: Any, name: str = "a") -> Node:
    return node(VPC, name, {"cidrBlock": block})


def _flow(vpc: Node, **properties: Any) -> Node:
    full = {"trafficType": "ALL", "logDestination": f"arn:aws:s3:::{ARCHIVE}", **properties}
    return node("aws:ec2/flowLog:FlowLog", "a", full, depends={"vpcId": vpc})


def _role(name: str, principal: str, account: str = OWN) -> Node:
    return node(
        ROLE,
        name,
        {
            "arn": f"arn:aws:iam::{account}:role/{name}",
            "assumeRolePolicy": policy(_allow("sts:AssumeRole", {"AWS": principal})),
        },
        provider=settings(account),
    )


def _key(document: Any, account: str = OWN) -> Node:
    return node(KEY, "k", {"policy": document}, provider=settings(account))


def _archive(*more: tuple[str, dict[str, Any]], **lock: Any) -> list[Node]:
    bucket = node(BUCKET, "archive", {"bucket": ARCHIVE})
    held = {"mode": "COMPLIANCE", "days": 1827.0, **lock}
    rest = (*more, (LOCK, {"rule": {"defaultRetention": held}}))
    return [bucket, *(node(token, "archive", of, depends={"bucket": bucket}) for token, of in rest)]


_PUBLIC = node(SUBNET, "public-a", {"tags": {"Tier": "public"}})
_ROUTES = {"routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}]}
_IPV6 = {"routes": [{"ipv6CidrBlock": "::/0", "egressOnlyGatewayId": "eigw-1"}]}
_NEAR = {"routes": [{"cidrBlock": "10.0.0.0/8", "gatewayId": "igw-1"}]}
_TRANSIT = {"routes": [{"cidrBlock": "0.0.0.0/0", "transitGatewayId": "tgw-1"}]}


def _tied(table: Node) -> Node:
    of = "aws:ec2/routeTableAssociation:RouteTableAssociation"
    return node(of, "a", depends={"routeTableId": table, "subnetId": _PUBLIC})


_TABLE = node(TABLE, "t", _ROUTES)
_FIREWALL = node("aws:networkfirewall/firewall:Firewall", "f")
_NAT_ROUTE = node(ROUTE, "nat", {"natGatewayId": "nat-1"})
_PROVIDER = node(PROVIDER, "tenant", settings())
_OPEN_VPC = _vpc("10.128.0.0/20")
_GROUP = node("aws:cloudwatch/logGroup:LogGroup", "g", {"retentionInDays": 30.0, "kmsKeyId": "k"})


def _bucket(name: str) -> Node:
    return node("aws:s3/bucket:Bucket", "b", {"bucket": name})


def _trail(bucket: Any, source: Node | None = None) -> Node:
    return node(
        "aws:cloudtrail/trail:Trail",
        "t",
        {"s3BucketName": bucket, "cloudWatchLogsGroupArn": UNKNOWN},
        depends={
            "cloudWatchLogsGroupArn": _GROUP,
            **({"s3BucketName": source} if source else {}),
        },
    )


_FILTER = node(
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", "g", depends={"logGroup": _GROUP}
)
_CLOSED = (
    node(BUCKET, "b", {"bucket": "b"}),
    node("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "b", {"bucket": "b"}),
)


def _policy_of(**changes: Any) -> Node:
    tls = {"Condition": {"Bool": {"aws:SecureTransport": "false"}}, "Effect": "Deny"}
    return node(
        POLICY, "b", {"bucket": "b", "policy": policy({**_allow("s3:*", "*"), **tls, **changes})}
    )


PLATFORM = "999999999999"


def _account(key: str, account: str) -> Node:
    of = "aws:organizations/account:Account"
    return node(of, key, {"id": account, "tags": {"CostCenter": key}}, provider=settings(PLATFORM))


def _grant(role: Node, resource: str, action: str = "sts:AssumeRole", **more: Any) -> Node:
    of = "aws:iam/rolePolicy:RolePolicy"
    document = policy({**_allow(action, **more), "Resource": resource})
    return node(of, role.name, {"policy": document}, depends={"role": role})


_OWN_ACCOUNT, _OTHER_ACCOUNT = _account("soumu-shinsei", OWN), _account("mof-shunou", OTHER)
_BRIDGE = _role("bridge", OTHER, PLATFORM)
_NEXT = _role("next", f"arn:aws:iam::{PLATFORM}:role/bridge", PLATFORM)
_IN_OWN = f"arn:aws:iam::{OWN}:role/x"
_ATTACHED = node(
    "aws:iam/policy:Policy",
    "p",
    {"policy": policy({**_allow("sts:AssumeRole"), "Resource": [_IN_OWN]})},
)
_ATTACHMENT = node(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "p",
    depends={"policyArn": _ATTACHED, "role": _BRIDGE},
)
_ACCOUNTS = (_OWN_ACCOUNT, _OTHER_ACCOUNT)
_LOOP = (
    _role("one", f"arn:aws:iam::{OWN}:role/two"),
    _role("two", f"arn:aws:iam::{OWN}:role/one"),
    _role("three", f"arn:aws:iam::{OWN}:role/two"),
)
_IN_ORG = {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}

CASES: Final[list[Case]] = [
    ("NET-01", [_vpc(UNKNOWN)], TENANT, 1),
    ("NET-01", [_vpc("nonsense")], TENANT, 1),
    ("NET-01", [_vpc("fd00::/8")], TENANT, 1),
    ("NET-01", [_vpc("10.200.0.0/20")], TENANT, 1),
    ("NET-01", [_vpc("10.128.0.0/22"), _vpc("10.128.4.0/22", "b")], TENANT, 0),
    ("NET-01", [_vpc("10.128.0.0/22"), _vpc("10.128.2.0/23", "b")], TENANT, 1),
    ("NET-01", [_OPEN_VPC, node(SUBNET, "s", {"cidrBlock": "10.129.0.0/24"})], TENANT, 1),
    ("NET-01", [node(SUBNET, "s", {"cidrBlock": "10.129.0.0/24"})], TENANT, 0),
    ("NET-01", [_vpc("10.128.16.0/22")], FOUNDATION, 1),
    ("NET-01", [_vpc("10.250.0.0/22")], FOUNDATION, 0),
    ("NET-02", [_OPEN_VPC], TENANT, 1),
    ("NET-02", [_OPEN_VPC, _flow(_OPEN_VPC, trafficType="REJECT")], TENANT, 1),
    ("NET-02", [_OPEN_VPC, _flow(_OPEN_VPC, logDestination=UNKNOWN)], TENANT, 1),
    ("NET-02", [_OPEN_VPC, _flow(_OPEN_VPC, logDestination=None)], TENANT, 1),
    (
        "NET-02",
        [
            _OPEN_VPC,
            FOUNDATION_OUTPUTS,
            replace(
                _flow(_OPEN_VPC, logDestination=UNKNOWN),
                depends={"vpcId": (_OPEN_VPC.urn,), "logDestination": (FOUNDATION_OUTPUTS.urn,)},
            ),
        ],
        TENANT,
        0,
    ),
    (
        "NET-02",
        [
            _OPEN_VPC,
            node(BUCKET, "b", {"bucket": ARCHIVE}),
            replace(
                _flow(_OPEN_VPC, logDestination=UNKNOWN),
                depends={
                    "vpcId": (_OPEN_VPC.urn,),
                    "logDestination": (node(BUCKET, "b").urn,),
                },
            ),
        ],
        TENANT,
        0,
    ),
    (
        "NET-02",
        [
            _OPEN_VPC,
            node(BUCKET, "b", {"bucket": "mine"}),
            replace(
                _flow(_OPEN_VPC, logDestination=UNKNOWN),
                depends={
                    "vpcId": (_OPEN_VPC.urn,),
                    "logDestination": (node(BUCKET, "b").urn,),
                },
            ),
        ],
        TENANT,
        1,
    ),
    (
        "NET-03",
        [node(TABLE, "t", {"routes": [{"cidrBlock": UNKNOWN, "gatewayId": "i"}]})],
        TENANT,
        1,
    ),
    ("NET-03", [_TABLE], TENANT, 1),
    ("NET-03", [_TABLE, _PUBLIC, _tied(_TABLE)], TENANT, 0),
    ("NET-03", [_TABLE, _PUBLIC, _tied(_TABLE)], TIED, 1),
    ("NET-03", [_TABLE], FOUNDATION, 0),
    ("NET-03", [node(TABLE, "t", _IPV6)], TENANT, 1),
    ("NET-03", [node(TABLE, "t", _NEAR)], TENANT, 0),
    ("NET-03", [node(TABLE, "t", _TRANSIT)], TENANT, 0),
    ("NET-03", [node(TABLE, "t", {"routes": UNKNOWN})], TENANT, 1),
    ("NET-03", [node(ROUTE, "r", {"destinationCidrBlock": UNKNOWN})], TENANT, 1),
    ("NET-03", [node(ROUTE, "r", {"destinationCidrBlock": "0.0.0.0/0"})], TENANT, 0),
    (
        "NET-03",
        [node(ROUTE, "r", {"destinationIpv6CidrBlock": "::/0", "egressOnlyGatewayId": "e"})],
        TENANT,
        1,
    ),
    (
        "NET-03",
        [node(ROUTE, "r", {"destinationCidrBlock": "10.0.0.0/8", "gatewayId": "i"})],
        TENANT,
        0,
    ),
    ("NET-04", [node(NAT, "n", {"connectivityType": "private"})], TENANT, 0),
    ("NET-04", [node(NAT, "n")], FOUNDATION, 1),
    ("NET-04", [node(NAT, "n")], replace(FOUNDATION, inspected=False), 0),
    ("NET-04", [node(NAT, "n")], replace(TENANT, inspected=False), 1),
    ("NET-04", [node(NAT, "n"), _FIREWALL], FOUNDATION, 0),
    ("NET-04", [_FIREWALL, _NAT_ROUTE], FOUNDATION, 1),
    ("NET-04", [_NAT_ROUTE], FOUNDATION, 0),
    ("NET-04", [_FIREWALL, node(ROUTE, "other")], FOUNDATION, 0),
    (
        "NET-04",
        [_FIREWALL, _NAT_ROUTE, node(ROUTE, "in", {"vpcEndpointId": "vpce-1"})],
        FOUNDATION,
        0,
    ),
    (
        "NET-04",
        [node("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "e")],
        TENANT,
        1,
    ),
    ("NET-04", [node("aws:ec2/vpnConnection:VpnConnection", "v")], TENANT, 1),
    ("NET-04", [node("aws:ec2/vpnConnection:VpnConnection", "v")], FOUNDATION, 0),
    ("LOG-10", [_GROUP, _FILTER], TENANT, 0),
    ("LOG-10", [_GROUP], TENANT, 1),
    # What a trail writes there, it writes to the archive too; to another bucket is not enough.
    ("LOG-10", [_GROUP, _trail(ARCHIVE)], TENANT, 0),
    ("LOG-10", [_GROUP, _trail("elsewhere")], TENANT, 1),
    # Before the first update the bucket's name is known of the bucket's own resource only.
    ("LOG-10", [_GROUP, _bucket(ARCHIVE), _trail(UNKNOWN, _bucket(ARCHIVE))], TENANT, 0),
    ("LOG-10", [_GROUP, _bucket("b"), _trail(UNKNOWN, _bucket("b"))], TENANT, 1),
    ("LOG-10", [_GROUP, _trail(UNKNOWN)], TENANT, 1),
    ("LOG-10", [replace(_GROUP, properties={"kmsKeyId": "k"}), _FILTER], TENANT, 1),
    ("LOG-10", [replace(_GROUP, properties={"retentionInDays": 30.0}), _FILTER], TENANT, 1),
    (
        "LOG-10",
        [replace(_GROUP, properties={"kmsKeyId": "k", "retentionInDays": UNKNOWN}), _FILTER],
        TENANT,
        1,
    ),
    ("S3-20", [node(BUCKET, "b", {"bucket": "b"})], TENANT, 2),
    ("S3-20", [*_CLOSED, _policy_of(Effect="Allow")], TENANT, 1),
    (
        "S3-20",
        [*_CLOSED, _policy_of(Condition={"Bool": {"aws:SecureTransport": "true"}})],
        TENANT,
        1,
    ),
    ("S3-20", [*_CLOSED, _policy_of()], TENANT, 0),
    (
        "S3-20",
        [node(BUCKET, "b", {"bucket": "b"}), node(POLICY, "b", {"bucket": "b", "policy": "{"})],
        TENANT,
        2,
    ),
    (
        "S3-20",
        [node(BUCKET, "b", {"bucket": "b"}), node(POLICY, "b", {"bucket": "b", "policy": UNKNOWN})],
        TENANT,
        2,
    ),
    (
        "S3-20",
        [
            node(BUCKET, "b", {"bucket": "b"}),
            node(POLICY, "b", {"bucket": "b", "policy": policy(_allow("s3:*"))}),
        ],
        TENANT,
        2,
    ),
    ("KMS-10", [_key(policy(_allow("kms:*", "*")))], TENANT, 1),
    ("KMS-10", [_key(policy(_allow("kms:*", "*", **_IN_ORG)))], TENANT, 0),
    ("KMS-10", [_key(policy({**_allow("kms:*", "*"), "Effect": "Deny"}))], TENANT, 0),
    ("KMS-10", [_key("{")], TENANT, 1),
    ("KMS-10", [_key(UNKNOWN)], TENANT, 1),
    ("KMS-10", [_key(None)], TENANT, 0),
    ("KMS-10", [replace(_key(policy(_allow("kms:*", {"AWS": OTHER}))), provider={})], TENANT, 0),
    (
        "KMS-10",
        [
            node("aws:organizations/account:Account", "o", {"id": OTHER}),
            _key(policy(_allow("kms:*", {"AWS": OTHER}))),
        ],
        FOUNDATION,
        0,
    ),
    ("KMS-10", [node(VOLUME, "v", {"kmsKeyId": f"arn:aws:kms:x:{OTHER}:key/1"})], TENANT, 1),
    ("KMS-10", [node(VOLUME, "v", {"kmsKeyId": f"arn:aws:kms:x:{OWN}:key/1"})], TENANT, 0),
    ("KMS-10", [node(VOLUME, "v", {"kmsKeyId": f"arn:aws:s3:x:{OTHER}:key/1"})], TENANT, 0),
    (
        "KMS-10",
        [node(VOLUME, "v", {"rules": [{"kmsKeyArn": f"arn:aws:kms:x:{OTHER}:k"}]})],
        TENANT,
        1,
    ),
    ("KMS-10", [node(VOLUME, "v", {"at": {"kmsKeyArn": f"arn:aws:kms:x:{OTHER}:k"}})], TENANT, 1),
    (
        "KMS-10",
        [
            _key(None, OTHER),
            node(VOLUME, "v", {"kmsKeyId": UNKNOWN}, depends={"kmsKeyId": _key(None)}),
        ],
        TENANT,
        1,
    ),
    ("RES-01", [node(PROVIDER, "p", settings(region="us-east-1"))], TENANT, 1),
    ("RES-01", [node(PROVIDER, "p", {})], TENANT, 1),
    ("RES-01", [node(PROVIDER, "p", {"region": UNKNOWN})], TENANT, 1),
    ("RES-01", [node(VPC, "v", {"region": "us-west-2"})], TENANT, 1),
    ("RES-01", [node(VPC, "v", {"region": UNKNOWN})], TENANT, 1),
    ("RES-01", [node(VPC, "v", {"region": "ap-northeast-3"})], TENANT, 0),
    (
        "RES-01",
        [node(VPC, "v", {"region": "ap-northeast-3"})],
        replace(TENANT, regions=("ap-northeast-1",)),
        1,
    ),
    ("RES-01", [node(SUBNET, "s", {"availabilityZone": "eu-west-1a"})], TENANT, 1),
    (
        "RES-01",
        [node("aws:dynamodb/table:Table", "t", {"replicas": [{"regionName": "us-east-1"}]})],
        TENANT,
        1,
    ),
    ("RES-01", [node("aws:acm/certificate:Certificate", "c", {"region": "us-east-1"})], TENANT, 0),
    ("RES-01", [node("aws:acm/certificate:Certificate", "c", {"region": "us-east-2"})], TENANT, 1),
    ("RES-01", [node(VPC, "v", {"name": "us-west-2", "recoveryRegion": "nowhere"})], TENANT, 0),
    ("RES-01", [node(SUBNET, "s", {"availabilityZone": "zone-one"})], TENANT, 0),
    ("RES-01", [node(VPC, "v", {"target": "arn:aws:iam::111111111111:role/x"})], TENANT, 0),
    ("RES-01", [node(VPC, "v", {"target": "arn:aws:s3:us-west-2:1:x"})], TENANT, 1),
    ("TAG-01", [node(PROVIDER, "p", settings(tags={}))], TENANT, 1),
    ("TAG-01", [node(PROVIDER, "p", {"defaultTags": UNKNOWN})], TENANT, 1),
    ("TAG-01", [_PROVIDER, node(VPC, "v", {"tags": {"Ministry": UNKNOWN}})], TENANT, 0),
    ("TAG-01", [_PROVIDER, node(VPC, "v", {"tagsAll": {"System": "x"}})], TENANT, 1),
    (
        "TAG-01",
        [node("aws:organizations/account:Account", "a", {"tags": {"Stage": "x"}})],
        FOUNDATION,
        0,
    ),
    (
        "TAG-01",
        [node("aws:organizations/account:Account", "a", {"tags": {"Stage": "x"}})],
        TENANT,
        1,
    ),
    ("TAG-01", [node(VPC, "a", {"tags": {"Stage": "x"}})], FOUNDATION, 1),
    ("IAM-20", [_role("r", OTHER)], TENANT, 1),
    ("IAM-20", [FOUNDATION_OUTPUTS, _role("r", OWN)], TENANT, 0),
    ("IAM-20", [node(ROLE, "r", {"assumeRolePolicy": UNKNOWN})], TENANT, 1),
    (
        "IAM-20",
        [node(ROLE, "r", {"assumeRolePolicy": policy(_allow("s3:*", {"AWS": OTHER}))})],
        TENANT,
        0,
    ),
    (
        "IAM-20",
        [
            node(
                ROLE,
                "r",
                {"assumeRolePolicy": policy({**_allow("sts:*", {"AWS": OTHER}), "Effect": "Deny"})},
            )
        ],
        TENANT,
        0,
    ),
    ("IAM-20", [*_ACCOUNTS, _BRIDGE], FOUNDATION, 0),
    ("IAM-20", [*_ACCOUNTS, _BRIDGE, _grant(_BRIDGE, _IN_OWN)], FOUNDATION, 1),
    (
        "IAM-20",
        [*_ACCOUNTS, _BRIDGE, _grant(_BRIDGE, f"arn:aws:iam::{OTHER}:role/x")],
        FOUNDATION,
        0,
    ),
    ("IAM-20", [*_ACCOUNTS, _BRIDGE, _grant(_BRIDGE, _IN_OWN, "s3:GetObject")], FOUNDATION, 0),
    ("IAM-20", [*_ACCOUNTS, _BRIDGE, _grant(_BRIDGE, "*")], FOUNDATION, 0),
    ("IAM-20", [*_ACCOUNTS, _BRIDGE, _grant(_BRIDGE, _IN_OWN, Effect="Deny")], FOUNDATION, 0),
    ("IAM-20", [*_ACCOUNTS, _BRIDGE, _NEXT, _grant(_NEXT, _IN_OWN)], FOUNDATION, 1),
    ("IAM-20", [*_ACCOUNTS, _BRIDGE, _ATTACHED, _ATTACHMENT], FOUNDATION, 1),
    ("IAM-20", [*_ACCOUNTS, _BRIDGE, _ATTACHED], FOUNDATION, 0),
    (
        "IAM-20",
        [
            *_ACCOUNTS,
            _BRIDGE,
            _role("inner", f"arn:aws:iam::{PLATFORM}:role/bridge"),
            _grant(_BRIDGE, f"arn:aws:iam::{OWN}:role/inner"),
        ],
        FOUNDATION,
        1,
    ),
    ("IAM-20", [*_ACCOUNTS, _role("r", OTHER)], FOUNDATION, 1),
    ("IAM-20", [*_ACCOUNTS, _role("r", PLATFORM)], FOUNDATION, 0),
    ("IAM-20", [_role("r", PLATFORM)], TENANT, 1),
    ("IAM-20", [_role("r", OTHER), *_LOOP], TENANT, 1),
    ("IAM-20", list(_LOOP), TENANT, 0),
    (
        "IAM-20",
        [node(REFERENCE, "p", {"outputs": {"network_account_id": PLATFORM}}), _role("r", PLATFORM)],
        TENANT,
        0,
    ),
    ("IAM-20", [node(REFERENCE, "p", {"outputs": UNKNOWN}), _role("r", PLATFORM)], TENANT, 1),
    ("IAM-20", [FOUNDATION_OUTPUTS, _role("r", OWN, PLATFORM)], TENANT, 0),
    (
        "IAM-20",
        [node("aws:organizations/account:Account", "x", {"id": OTHER}), _role("r", OTHER)],
        FOUNDATION,
        0,
    ),
    ("ARC-01", _archive(), FOUNDATION, 0),
    ("ARC-01", _archive()[:1], FOUNDATION, 1),
    ("ARC-01", [node(BUCKET, "b", {"bucket": "b", "objectLockEnabled": True})], FOUNDATION, 1),
    ("ARC-01", [node(BUCKET, "b", {"bucket": "b"})], FOUNDATION, 0),
    ("ARC-01", _archive(mode="GOVERNANCE"), FOUNDATION, 1),
    ("ARC-01", _archive(days=None, years=6.0), FOUNDATION, 0),
    ("ARC-01", _archive(days=None, years=5.0), FOUNDATION, 1),
    ("ARC-01", _archive(days=UNKNOWN), FOUNDATION, 1),
    ("ARC-01", _archive((LIFECYCLE, {"rules": [{"expiration": {"days": 30.0}}]})), FOUNDATION, 1),
    ("ARC-01", _archive((LIFECYCLE, {"rules": [{"expiration": {"days": 2000.0}}]})), FOUNDATION, 0),
    ("ARC-01", _archive((LIFECYCLE, {"rules": [{"expiration": {"days": 1827.0}}]})), FOUNDATION, 0),
    ("ARC-01", _archive((LIFECYCLE, {"rules": [{"expiration": {"date": "2030"}}]})), FOUNDATION, 1),
    ("ARC-01", _archive((LIFECYCLE, {"rules": [{"status": "Enabled"}]})), FOUNDATION, 0),
    ("ARC-01", _archive((LIFECYCLE, {"rules": UNKNOWN})), FOUNDATION, 1),
    ("ARC-01", _archive((POLICY, {"policy": policy(_allow("s3:*", {"AWS": OWN}))})), FOUNDATION, 1),
    (
        "ARC-01",
        _archive((POLICY, {"policy": policy(_allow("s3:GetObject", {"AWS": OWN}))})),
        FOUNDATION,
        0,
    ),
    (
        "ARC-01",
        _archive((POLICY, {"policy": policy(_allow("s3:*", {"Service": "x"}))})),
        FOUNDATION,
        0,
    ),
    ("ARC-01", _archive((POLICY, {"policy": "{"})), FOUNDATION, 1),
    ("AA-01", [node(ANALYZER, "a", {"type": "ORGANIZATION_UNUSED_ACCESS"})], FOUNDATION, 0),
    ("AA-01", [node(ANALYZER, "a", {})], FOUNDATION, 1),
    ("AA-01", [node(ANALYZER, "a", {"type": 1.0})], FOUNDATION, 1),
    ("AA-01", [node(ANALYZER, "a", {"type": UNKNOWN})], FOUNDATION, 1),
    ("AA-01", [node(ANALYZER, "a", {"type": "ACCOUNT"})], TENANT, 0),
    ("BK-06", [node(PLAN, "p", {"rules": [{}]})], replace(TENANT, backups_copied=False), 0),
    ("BK-06", [node(PLAN, "p", {"rules": []})], TENANT, 1),
    ("BK-06", [node(PLAN, "p", {"rules": [{"copyActions": [{}]}, {}]})], TENANT, 1),
    ("RES-01", [node(DEFAULT_VPC, "o", {"region": "ap-northeast-3"})], AT_HOME, 0),
    ("RES-01", [node(DEFAULT_VPC, "o", {"region": "us-east-1"})], AT_HOME, 1),
    ("RES-01", [node(KEY, "o", {"region": "ap-northeast-3"})], AT_HOME, 1),
    ("PRO-01", [node(KEY, "k", {"deletionWindowInDays": 30.0}, protect=True)], TENANT, 0),
    ("PRO-01", [node(KEY, "k", {"deletionWindowInDays": 29.0}, protect=True)], TENANT, 1),
    ("PRO-01", [node(KEY, "k", {}, protect=True)], TENANT, 0),
    ("PRO-01", [node(KEY, "k", {"deletionWindowInDays": UNKNOWN}, protect=True)], TENANT, 1),
    ("PRO-01", [node(BUCKET, "b", {"forceDestroy": True}, protect=True)], TENANT, 1),
    ("PRO-01", [node(BUCKET, "b", {"forceDestroy": False}, protect=True)], TENANT, 0),
    (
        "PRO-01",
        [
            node(
                "aws:cognito/userPool:UserPool", "u", {"deletionProtection": "ACTIVE"}, protect=True
            )
        ],
        TENANT,
        0,
    ),
    ("PRO-01", [node("aws:cognito/userPool:UserPool", "u", {}, protect=True)], TENANT, 1),
    ("PRO-01", [node("aws:rds/instance:Instance", "i", {}, protect=True)], TENANT, 1),
    ("PRO-01", [node("aws:efs/fileSystem:FileSystem", "f")], TENANT, 1),
    ("PRO-01", [node("aws:efs/fileSystem:FileSystem", "f", protect=True)], TENANT, 0),
    ("USE-01", [node(KEY, "k")], TENANT, 1),
    (
        "USE-01",
        [node(KEY, "k"), node("aws:kms/alias:Alias", "k", depends={"targetKeyId": node(KEY, "k")})],
        TENANT,
        0,
    ),
    ("USE-01", [node("aws:ec2/eip:Eip", "e")], TENANT, 1),
    ("USE-01", [node("aws:ec2/eip:Eip", "e", {"instance": "i-1"})], TENANT, 0),
    (
        "USE-01",
        [
            node("aws:ec2/eip:Eip", "e"),
            node(NAT, "n", depends={"allocationId": node("aws:ec2/eip:Eip", "e")}),
        ],
        TENANT,
        0,
    ),
]
