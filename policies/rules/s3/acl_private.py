"""S3-12: bucket ACLs grant nothing to everybody."""

from policies.reading.demands import every, none_of
from policies.reading.tokens import BUCKETS
from policies.reading.values import objects_at, value_at
from policies.rule import Properties, Rule, Severity, Text

PUBLIC = ("public-read", "public-read-write", "authenticated-read")
GROUPS = ("/global/AllUsers", "/global/AuthenticatedUsers")


def grants_to_all(properties: Properties) -> str | None:
    """Return that a grant is for one of the groups that anybody belongs to."""
    for path in ("accessControlPolicy.grants", "grants"):
        for grant in objects_at(properties, path):
            group = value_at(grant, "grantee.uri") or value_at(grant, "uri")
            if isinstance(group, str) and group.endswith(GROUPS):
                return f"{path} has a grant to everybody"
    return None


RULE = Rule(
    id="S3-12",
    title=Text(
        ja="S3のACLで不特定の者に許可しないこと",
        en="Bucket ACLs grant nothing to everybody",
    ),
    remedy=Text(
        ja="ACLをやめ、バケットポリシーでアクセスを定める",
        en="drop the ACL and say in the bucket's policy who may come in",
    ),
    severity=Severity.CRITICAL,
    types=("aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2", *BUCKETS),
    uses=("acl",),
    controls={
        "AWS FSBP": (
            "S3.2",
            "S3.3",
        ),
        "NIST SP 800-53 r5": (
            "AC-3",
            "SC-7",
        ),
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=every(none_of("acl", *PUBLIC), grants_to_all),
    compliant={"acl": "private"},
    violating={"acl": "public-read"},
)
