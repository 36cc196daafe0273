"""WAF-01: web ACLs have rules."""

from policies.reading.values import is_set
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that there is no rule; they may also be written as one JSON text."""
    some = is_set(properties, "rules") or is_set(properties, "ruleJson")
    return None if some else "rules is not set"


RULE = Rule(
    id="WAF-01",
    title=Text(
        ja="WAFのWeb ACLに規則を設けること",
        en="Web ACLs have rules",
    ),
    remedy=Text(
        ja="rulesに規則を加える",
        en="add rules",
    ),
    severity=Severity.MEDIUM,
    types=("aws:wafv2/webAcl:WebAcl",),
    uses=(),
    controls={
        "AWS FSBP": ("WAF.10",),
        "統一基準 R7": ("6.4.1(2)-1 a)",),
    },
    check=check,
    compliant={"rules": [{"name": "common", "priority": 1.0}]},
    violating={"rules": []},
)
