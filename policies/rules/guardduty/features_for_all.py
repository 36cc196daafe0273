"""GD-03: guardDuty's protections are on for every account."""

from policies.reading.demands import one_of, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="GD-03",
    title=Text(
        ja="GuardDutyの保護機能を全アカウントで有効にすること",
        en="GuardDuty's protections are on for every account",
    ),
    remedy=Text(
        ja="autoEnableをALLにする",
        en="set autoEnable to ALL",
    ),
    severity=Severity.MEDIUM,
    types=("aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature",),
    uses=("autoEnable",),
    controls={
        "AWS FSBP": (
            "GuardDuty.6",
            "GuardDuty.9",
            "GuardDuty.10",
        ),
        "統一基準 R7": ("7.1.6(1)(a)",),
    },
    check=one_of("autoEnable", "ALL"),
    compliant={"autoEnable": "ALL"},
    violating={"autoEnable": "NONE"},
    remediate=setting(autoEnable="ALL"),
)
