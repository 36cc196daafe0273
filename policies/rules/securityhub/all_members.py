"""SH-01: security Hub is switched on in new accounts too."""

from policies.reading.values import any_of, value_at
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that new accounts are left out; a central configuration takes them in by policies."""
    taken_in = any_of(
        lambda: value_at(properties, "autoEnable") is True,
        lambda: value_at(properties, "organizationConfiguration.configurationType") == "CENTRAL",
    )
    return None if taken_in else "autoEnable is not true, and the configuration is not central"


RULE = Rule(
    id="SH-01",
    title=Text(
        ja="Security Hubを組織の新しいアカウントでも有効にすること",
        en="Security Hub is switched on in new accounts too",
    ),
    remedy=Text(
        ja="autoEnableをtrueにするか、一元設定(CENTRAL)を使う",
        en="set autoEnable to true, or configure centrally (CENTRAL)",
    ),
    severity=Severity.HIGH,
    types=("aws:securityhub/organizationConfiguration:OrganizationConfiguration",),
    uses=(),
    controls={
        "CIS AWS 3.0": ("4.16",),
        "CIS AWS 5.0": ("4.16",),
        "NIST SP 800-53 r5": ("CA-7",),
        "統一基準 R7": ("7.1.6(1)(a)",),
    },
    check=check,
    compliant={"autoEnable": True},
    violating={"autoEnable": False},
)
