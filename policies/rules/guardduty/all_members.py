"""GD-02: GuardDuty is switched on in every account of the organization."""

from policies.reading.demands import one_of, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="GD-02",
    title=Text(
        ja="GuardDutyを組織の全アカウントで自動的に有効にすること",
        en="GuardDuty is switched on in every account of the organization",
    ),
    remedy=Text(
        ja="autoEnableOrganizationMembersをALLにする",
        en="set autoEnableOrganizationMembers to ALL",
    ),
    severity=Severity.HIGH,
    types=("aws:guardduty/organizationConfiguration:OrganizationConfiguration",),
    uses=("autoEnableOrganizationMembers",),
    controls={
        "AWS FSBP": ("GuardDuty.1",),
        "NIST SP 800-53 r5": ("SI-4",),
        "統一基準 R7": ("7.1.6(1)(a)",),
    },
    check=one_of("autoEnableOrganizationMembers", "ALL"),
    compliant={"autoEnableOrganizationMembers": "ALL"},
    violating={"autoEnableOrganizationMembers": "NEW"},
    remediate=setting(autoEnableOrganizationMembers="ALL"),
)
