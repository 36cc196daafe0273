"""S3-08: buckets own their objects, and ACLs are off."""

from policies.reading.demands import one_of
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="S3-08",
    title=Text(
        ja="S3のACLを無効にし、所有者を統一すること",
        en="Buckets own their objects, and ACLs are off",
    ),
    remedy=Text(
        ja="rule.objectOwnershipをBucketOwnerEnforcedにする",
        en="set rule.objectOwnership to BucketOwnerEnforced",
    ),
    severity=Severity.MEDIUM,
    types=("aws:s3/bucketOwnershipControls:BucketOwnershipControls",),
    uses=(),
    controls={
        "AWS FSBP": ("S3.12",),
        "NIST SP 800-53 r5": (
            "AC-3",
            "AC-6",
        ),
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=one_of("rule.objectOwnership", "BucketOwnerEnforced"),
    compliant={"rule": {"objectOwnership": "BucketOwnerEnforced"}},
    violating={"rule": {"objectOwnership": "ObjectWriter"}},
)
