"""GD-01: GuardDuty is on, and tells of findings every 15 minutes."""

from policies.reading.demands import setting
from policies.rule import Properties, Rule, Severity, Text

OFTEN = "FIFTEEN_MINUTES"


def check(properties: Properties) -> str | None:
    """Return that the detector is off, or slow; AWS's default is six hours."""
    if properties.get("enable") is False:
        return "enable is false"
    often = properties.get("findingPublishingFrequency") == OFTEN
    return None if often else f"findingPublishingFrequency is not {OFTEN}"


RULE = Rule(
    id="GD-01",
    title=Text(
        ja="GuardDutyを有効にし、15分ごとに通知すること",
        en="GuardDuty is on, and tells of findings every 15 minutes",
    ),
    remedy=Text(
        ja="enableをfalseにせず、findingPublishingFrequencyをFIFTEEN_MINUTESにする",
        en="leave enable on, and set findingPublishingFrequency to FIFTEEN_MINUTES",
    ),
    severity=Severity.HIGH,
    types=("aws:guardduty/detector:Detector",),
    uses=(
        "enable",
        "findingPublishingFrequency",
    ),
    controls={
        "AWS FSBP": ("GuardDuty.1",),
        "NIST SP 800-53 r5": ("SI-4",),
        "統一基準 R7": (
            "7.1.6(1)(a)",
            "6.4.1(2)(b)",
        ),
    },
    check=check,
    compliant={"findingPublishingFrequency": "FIFTEEN_MINUTES"},
    violating={"findingPublishingFrequency": "SIX_HOURS"},
    remediate=setting(enable=True, findingPublishingFrequency=OFTEN),
)
