"""ORG-03: root users of member accounts are managed from one place."""

from policies.reading.values import texts_at
from policies.rule import Properties, Rule, Severity, Text

FEATURES = ("RootCredentialsManagement", "RootSessions")


def check(properties: Properties) -> str | None:
    """Return which feature is off."""
    on = texts_at(properties, "enabledFeatures")
    off = [feature for feature in FEATURES if feature not in on]
    return f"enabledFeatures lacks {', '.join(off)}" if off else None


RULE = Rule(
    id="ORG-03",
    title=Text(
        ja="メンバーアカウントのルートユーザーを一元管理すること",
        en="Root users of member accounts are managed from one place",
    ),
    remedy=Text(
        ja="enabledFeaturesにRootCredentialsManagementとRootSessionsを含める",
        en="put RootCredentialsManagement and RootSessions into enabledFeatures",
    ),
    severity=Severity.HIGH,
    types=("aws:iam/organizationsFeatures:OrganizationsFeatures",),
    uses=("enabledFeatures",),
    controls={
        "統一基準 R7": ("7.1.3(1)-1",),
    },
    check=check,
    compliant={"enabledFeatures": ["RootCredentialsManagement", "RootSessions"]},
    violating={"enabledFeatures": ["RootSessions"]},
)
