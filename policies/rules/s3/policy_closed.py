"""S3-06: bucket policies let in nobody without saying whose they are."""

from policies.reading.documents import closed_to_strangers
from policies.reading.examples import IN_ORGANIZATION, allow, document
from policies.reading.tokens import BUCKETS
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="S3-06",
    title=Text(
        ja="S3バケットポリシーで不特定の者に許可しないこと",
        en="Bucket policies let in nobody without saying whose they are",
    ),
    remedy=Text(
        ja="Principalを限定するか、aws:PrincipalOrgIDなどの条件を付ける",
        en="name the principals, or add a condition such as aws:PrincipalOrgID",
    ),
    severity=Severity.CRITICAL,
    types=("aws:s3/bucketPolicy:BucketPolicy", *BUCKETS),
    uses=("policy",),
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
    check=closed_to_strangers("policy", optional=True),
    compliant={"policy": document(allow("s3:GetObject", principal="*", condition=IN_ORGANIZATION))},
    violating={"policy": document(allow("s3:GetObject", principal="*"))},
)
