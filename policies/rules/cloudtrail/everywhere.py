"""CT-01: trails cover all regions and the whole organization."""

from policies.reading.demands import all_true, every
from policies.rule import Properties, Rule, Severity, Text


def logging(properties: Properties) -> str | None:
    """Return that logging is off; it is on where nothing is said."""
    return "enableLogging is false" if properties.get("enableLogging") is False else None


RULE = Rule(
    id="CT-01",
    title=Text(
        ja="証跡は組織の全アカウント・全リージョンを対象とすること",
        en="Trails cover all regions and the whole organization",
    ),
    remedy=Text(
        ja="isMultiRegionTrailとisOrganizationTrailをtrueにし、enableLoggingをfalseにしない",
        en=(
            "set isMultiRegionTrail and isOrganizationTrail to true, and don't set enableLogging "
            "to false"
        ),
    ),
    severity=Severity.CRITICAL,
    types=("aws:cloudtrail/trail:Trail",),
    uses=(
        "isMultiRegionTrail",
        "isOrganizationTrail",
        "enableLogging",
    ),
    controls={
        "CIS AWS 3.0": ("3.1",),
        "CIS AWS 5.0": ("3.1",),
        "AWS FSBP": ("CloudTrail.1",),
        "NIST SP 800-53 r5": ("AU-12",),
        "統一基準 R7": (
            "7.1.4(1)(a)",
            "7.1.4(1)(b)",
        ),
    },
    check=every(all_true("isMultiRegionTrail", "isOrganizationTrail"), logging),
    compliant={"isMultiRegionTrail": True, "isOrganizationTrail": True},
    violating={"isMultiRegionTrail": False, "isOrganizationTrail": True},
)
