"""KMS-01: symmetric keys rotate."""

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
        "AWS FSBP": ("KMS.4",),
        "NIST SP 800-53 r5": ("SC-12",),
    },
    check=check,
    compliant={"enableKeyRotation": True},
    violating={"enableKeyRotation": False},
)
