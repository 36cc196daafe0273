"""NFW-01: firewalls are protected from deletion and from being moved."""

from policies.reading.demands import all_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="NFW-01",
    title=Text(
        ja="ファイアウォールを削除や付け替えから保護すること",
        en="Firewalls are protected from deletion and from being moved",
    ),
    remedy=Text(
        ja="deleteProtectionとsubnetChangeProtectionをtrueにする",
        en="set deleteProtection and subnetChangeProtection to true",
    ),
    severity=Severity.HIGH,
    types=("aws:networkfirewall/firewall:Firewall",),
    uses=(
        "deleteProtection",
        "subnetChangeProtection",
    ),
    controls={
        "AWS FSBP": (
            "NetworkFirewall.9",
            "NetworkFirewall.10",
        ),
        "統一基準 R7": ("6.4.1(2)(a)",),
    },
    check=all_true("deleteProtection", "subnetChangeProtection"),
    compliant={"deleteProtection": True, "subnetChangeProtection": True},
    violating={"deleteProtection": False, "subnetChangeProtection": True},
    remediate=setting(deleteProtection=True, subnetChangeProtection=True),
)
