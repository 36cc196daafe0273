"""ALB-06: load balancers are defended against desync attacks."""

from policies.reading.demands import none_of, setting
from policies.reading.tokens import LOAD_BALANCERS
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="ALB-06",
    title=Text(
        ja="ロードバランサーのDesync対策を弱めないこと",
        en="Load balancers are defended against desync attacks",
    ),
    remedy=Text(
        ja="desyncMitigationModeをdefensiveまたはstrictestにする",
        en="set desyncMitigationMode to defensive or strictest",
    ),
    severity=Severity.MEDIUM,
    types=LOAD_BALANCERS,
    uses=("desyncMitigationMode",),
    controls={
        "AWS FSBP": ("ELB.12",),
        "統一基準 R7": ("6.4.1(2)-1 a)",),
    },
    check=none_of("desyncMitigationMode", "monitor"),
    compliant={"desyncMitigationMode": "defensive"},
    violating={"desyncMitigationMode": "monitor"},
    remediate=setting(desyncMitigationMode="defensive"),
)
