"""EC2-04: accounts encrypt new volumes by default."""

from policies.reading.demands import setting
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that it is off; declaring the resource and saying nothing switches it on."""
    return "enabled is false" if properties.get("enabled") is False else None


RULE = Rule(
    id="EC2-04",
    title=Text(
        ja="EBSの既定の暗号化を無効にしないこと",
        en="Accounts encrypt new volumes by default",
    ),
    remedy=Text(
        ja="enabledをfalseにしない",
        en="don't set enabled to false",
    ),
    severity=Severity.HIGH,
    types=("aws:ebs/encryptionByDefault:EncryptionByDefault",),
    uses=("enabled",),
    controls={
        "CIS AWS 3.0": ("2.2.1",),
        "CIS AWS 5.0": ("5.1.1",),
        "AWS FSBP": ("EC2.7",),
        "NIST SP 800-53 r5": ("SC-28(1)",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=check,
    compliant={"enabled": True},
    violating={"enabled": False},
    remediate=setting(enabled=True),
)
