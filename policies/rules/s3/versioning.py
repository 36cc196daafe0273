"""S3-04: buckets keep versions."""

from policies.reading.demands import one_of, setting_in
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="S3-04",
    title=Text(
        ja="S3バケットのバージョニングを有効にすること",
        en="Buckets keep versions",
    ),
    remedy=Text(
        ja="versioningConfiguration.statusをEnabledにする",
        en="set versioningConfiguration.status to Enabled",
    ),
    severity=Severity.MEDIUM,
    types=(
        "aws:s3/bucketVersioning:BucketVersioning",
        "aws:s3/bucketVersioningV2:BucketVersioningV2",
    ),
    uses=(),
    controls={
        "NIST SP 800-53 r5": ("CP-9",),
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=one_of("versioningConfiguration.status", "Enabled"),
    compliant={"versioningConfiguration": {"status": "Enabled"}},
    violating={"versioningConfiguration": {"status": "Suspended"}},
    remediate=setting_in("versioningConfiguration", status="Enabled"),
)
