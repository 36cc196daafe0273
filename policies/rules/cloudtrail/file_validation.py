"""CT-02: trails sign their files, so that a change shows."""

from policies.reading.demands import all_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="CT-02",
    title=Text(
        ja="証跡のログファイル検証を有効にすること",
        en="Trails sign their files, so that a change shows",
    ),
    remedy=Text(
        ja="enableLogFileValidationをtrueにする",
        en="set enableLogFileValidation to true",
    ),
    severity=Severity.HIGH,
    types=("aws:cloudtrail/trail:Trail",),
    uses=("enableLogFileValidation",),
    controls={
        "CIS AWS 3.0": ("3.2",),
        "CIS AWS 5.0": ("3.2",),
        "AWS FSBP": ("CloudTrail.4",),
        "NIST SP 800-53 r5": (
            "AU-9",
            "SI-7(1)",
        ),
        "統一基準 R7": ("7.1.4(1)(b)",),
    },
    check=all_true("enableLogFileValidation"),
    compliant={"enableLogFileValidation": True},
    violating={"enableLogFileValidation": False},
    remediate=setting(enableLogFileValidation=True),
)
