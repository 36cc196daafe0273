"""S3-20: every bucket has a policy that asks for TLS, and a public access block."""

from collections.abc import Iterator

from policies.facts import Facts
from policies.graph import Graph, Node
from policies.reading.documents import Statement, condition_values
from policies.rule import Severity, Text
from policies.stack_rule import Found, StackRule, found, unreadable
from policies.stack_rules._documents import Unreadable, statements
from policies.stack_rules._examples import TENANT, node, policy

BUCKETS = ("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2")
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"


def check(graph: Graph, _: Facts) -> Iterator[Found]:
    """Yield buckets that lack either; whether a block blocks everything is S3-01's to say."""
    for bucket in graph.of_type(*BUCKETS):
        if not graph.pointed_at(bucket, BLOCK, "bucket"):
            yield found(bucket, "no public access block")
        policies = graph.pointed_at(bucket, POLICY, "bucket")
        if not policies:
            yield found(bucket, "no policy that asks for TLS")
        for one in policies:
            try:
                if not any(_tls_only(statement) for statement in statements(one, "policy")):
                    yield found(bucket, "its policy doesn't ask for TLS")
            except Unreadable as error:
                yield unreadable(one, str(error), unknown=error.unknown)


def _tls_only(statement: Statement) -> bool:
    return statement.get("Effect") == "Deny" and condition_values(
        statement, "Bool", "aws:SecureTransport"
    ) == ("false",)


_BUCKET = node(BUCKETS[0], "data", {"bucket": "kyotsu-prod-data"})
_TLS = policy(
    {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
)


def _policy() -> Node:
    return node(POLICY, "data", {"policy": _TLS}, depends={"bucket": _BUCKET})


RULE = StackRule(
    id="S3-20",
    title=Text(
        ja="全てのS3バケットに、TLSを必須とするポリシーとパブリックアクセスブロックがあること",
        en="Every bucket has a policy that asks for TLS, and a public access block",
    ),
    remedy=Text(
        ja="バケットをSecureBucketで作る",
        en="make the bucket with SecureBucket",
    ),
    severity=Severity.CRITICAL,
    controls={
        "CIS AWS 3.0": ("2.1.1", "2.1.4"),
        "CIS AWS 5.0": ("2.1.1", "2.1.4"),
        "AWS FSBP": ("S3.5", "S3.8"),
        "NIST SP 800-53 r5": ("AC-3", "SC-8(1)"),
        "統一基準 R7": ("7.1.2(1)(a)", "4.2.2(1)-2 a)"),
    },
    check=check,
    compliant=(_BUCKET, _policy(), node(BLOCK, "data", depends={"bucket": _BUCKET})),
    violating=(_BUCKET, _policy()),
    facts=TENANT,
)
