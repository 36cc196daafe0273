"""KMS-01: symmetric keys rotate."""

from policies.reading.demands import setting
from policies.rule import Properties, Rule, Severity, Text

SYMMETRIC = "SYMMETRIC_DEFAULT"


def check(properties: Properties) -> str | None:
    """Return that rotation is off; only symmetric encryption keys can rotate by themselves."""
    if properties.get("customerMasterKeySpec", SYMMETRIC) != SYMMETRIC:
        return None
    return None if properties.get("enableKeyRotation") is True else "enableKeyRotation is not true"


RULE = Rule(
    id="KMS-01",
    title=Text(
        ja="KMSの対称鍵は自動ローテーションを有効にすること", en="Symmetric KMS keys rotate"
    ),
    remedy=Text(ja="enableKeyRotationをtrueにする", en="set enableKeyRotation to true"),
    severity=Severity.MEDIUM,
    types=("aws:kms/key:Key",),
    uses=("customerMasterKeySpec", "enableKeyRotation"),
    controls={
        "CIS AWS 3.0": ("3.6",),
        "CIS AWS 5.0": ("3.6",),
        "NIST SP 800-53 r5": ("SC-12",),
        "統一基準 R7": ("7.1.5(1)-3 b)",),
    },
    check=check,
    compliant={"enableKeyRotation": True},
    violating={"enableKeyRotation": False},
    remediate=setting(enableKeyRotation=True),
)
