"""RAM-01: resources are shared inside the organization only."""

from policies.reading.demands import none_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="RAM-01",
    title=Text(
        ja="資源の共有は組織内に限ること",
        en="Resources are shared inside the organization only",
    ),
    remedy=Text(
        ja="allowExternalPrincipalsを外すかfalseにする",
        en="leave allowExternalPrincipals out, or set it to false",
    ),
    severity=Severity.CRITICAL,
    types=("aws:ram/resourceShare:ResourceShare",),
    uses=("allowExternalPrincipals",),
    controls={
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=none_true("allowExternalPrincipals"),
    compliant={"allowExternalPrincipals": False},
    violating={"allowExternalPrincipals": True},
    remediate=setting(allowExternalPrincipals=False),
)
