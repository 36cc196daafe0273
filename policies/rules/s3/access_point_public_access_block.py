"""S3-13: access points keep their public access block."""

from policies.reading.values import value_at
from policies.rule import Properties, Rule, Severity, Text

BLOCK = "publicAccessBlockConfiguration"
SWITCHES = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")


def check(properties: Properties) -> str | None:
    """Return which switch is off. AWS has them on where nothing is said."""
    off = [switch for switch in SWITCHES if value_at(properties, f"{BLOCK}.{switch}") is False]
    return f"{', '.join(off)} of {BLOCK} is false" if off else None


RULE = Rule(
    id="S3-13",
    title=Text(
        ja="S3アクセスポイントのパブリックアクセスブロックを外さないこと",
        en="Access points keep their public access block",
    ),
    remedy=Text(
        ja="publicAccessBlockConfigurationの4項目をfalseにしない",
        en="set none of the four switches of publicAccessBlockConfiguration to false",
    ),
    severity=Severity.HIGH,
    types=("aws:s3/accessPoint:AccessPoint",),
    uses=(),
    controls={
        "AWS FSBP": ("S3.19",),
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=check,
    compliant={"publicAccessBlockConfiguration": {"blockPublicPolicy": True}},
    violating={"publicAccessBlockConfiguration": {"blockPublicPolicy": False}},
)
