"""S3-01: a bucket's public access block blocks everything."""

from policies.reading.demands import setting
from policies.rule import Properties, Rule, Severity, Text

SWITCHES = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")


def check(properties: Properties) -> str | None:
    """Return which of the four switches is not on."""
    off = [switch for switch in SWITCHES if properties.get(switch) is not True]
    return f"{', '.join(off)} is not true" if off else None


RULE = Rule(
    id="S3-01",
    title=Text(
        ja="S3バケットのパブリックアクセスを全てブロックすること",
        en="S3 buckets block all public access",
    ),
    remedy=Text(
        ja="BucketPublicAccessBlockの4項目を全てtrueにする(SecureBucketを使えば自動で設定される)",
        en="set all four switches of BucketPublicAccessBlock to true; SecureBucket does it for you",
    ),
    severity=Severity.CRITICAL,
    types=("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",),
    uses=SWITCHES,
    controls={
        "CIS AWS 3.0": ("2.1.4",),
        "CIS AWS 5.0": ("2.1.4",),
        "AWS FSBP": ("S3.8",),
        "NIST SP 800-53 r5": ("AC-3", "SC-7"),
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=check,
    compliant=dict.fromkeys(SWITCHES, True),
    violating={**dict.fromkeys(SWITCHES, True), "blockPublicPolicy": False},
    remediate=setting(**dict.fromkeys(SWITCHES, True)),
)
