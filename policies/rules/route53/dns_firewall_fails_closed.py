"""R53-02: DNS firewalls that fail let nothing through."""

from policies.reading.demands import none_of
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="R53-02",
    title=Text(
        ja="DNS Firewallの障害時に問い合わせを通さないこと",
        en="DNS firewalls that fail let nothing through",
    ),
    remedy=Text(
        ja="firewallFailOpenをENABLEDにしない",
        en="don't set firewallFailOpen to ENABLED",
    ),
    severity=Severity.MEDIUM,
    types=("aws:route53/resolverFirewallConfig:ResolverFirewallConfig",),
    uses=("firewallFailOpen",),
    controls={
        "統一基準 R7": ("6.4.1(2)-1 d)",),
    },
    check=none_of("firewallFailOpen", "ENABLED"),
    compliant={"firewallFailOpen": "DISABLED"},
    violating={"firewallFailOpen": "ENABLED"},
)
