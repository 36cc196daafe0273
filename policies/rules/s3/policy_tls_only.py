"""S3-05: bucket policies deny whatever doesn't come over TLS."""

from policies.reading.documents import (
    Statement,
    actions_of,
    condition_values,
    is_anyone,
    statements,
)
from policies.reading.examples import BUCKET, document
from policies.reading.values import texts_at, value_at
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that no statement denies plain HTTP on the bucket and on its objects."""
    found = statements(properties, "policy")
    if isinstance(found, str):
        return found
    resources = {
        resource
        for statement in found
        if _denies_plain_http(statement)
        for resource in texts_at(statement, "Resource")
    }
    whole = "*" in resources or any(f"{resource}/*" in resources for resource in resources)
    return None if whole else "policy doesn't deny plain HTTP on the bucket and its objects"


def _denies_plain_http(statement: Statement) -> bool:
    return (
        value_at(statement, "Effect") == "Deny"
        and is_anyone(statement)
        and bool({"*", "s3:*"} & set(actions_of(statement)))
        and condition_values(statement, "Bool", "aws:SecureTransport") == ("false",)
    )


def _tls_only(*resources: str) -> Statement:
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": list(resources),
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


RULE = Rule(
    id="S3-05",
    title=Text(
        ja="S3バケットポリシーでTLS以外の通信を拒否すること",
        en="Bucket policies deny whatever doesn't come over TLS",
    ),
    remedy=Text(
        ja="aws:SecureTransportがfalseの要求を、バケットと全オブジェクトについて拒否する文を加える",
        en=(
            "add a statement that denies anyone all actions on the bucket and its objects where "
            "aws:SecureTransport is false"
        ),
    ),
    severity=Severity.HIGH,
    types=("aws:s3/bucketPolicy:BucketPolicy",),
    uses=("policy",),
    controls={
        "CIS AWS 3.0": ("2.1.1",),
        "CIS AWS 5.0": ("2.1.1",),
        "AWS FSBP": ("S3.5",),
        "NIST SP 800-53 r5": ("SC-8(1)",),
        "統一基準 R7": (
            "7.1.5(1)(a)",
            "6.4.1(1)(c)",
        ),
    },
    check=check,
    compliant={"policy": document(_tls_only(BUCKET, f"{BUCKET}/*"))},
    violating={"policy": document(_tls_only(BUCKET))},
)
