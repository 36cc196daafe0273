"""BK-06: backups are copied to the other region where the declaration says so."""

from collections.abc import Iterator

from policies.facts import Facts
from policies.graph import Graph
from policies.reading.values import objects_at
from policies.rule import NotKnown, Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found
from policies.stack_rules._examples import TENANT, node

PLAN = "aws:backup/plan:Plan"


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield plans with a rule that makes no copy, of tenants whose backups are to be copied."""
    if not facts.backups_copied:
        return
    for plan in graph.of_type(PLAN):
        try:
            rules = objects_at(plan.properties, "rules")
            copied = bool(rules) and all(objects_at(rule, "copyActions") for rule in rules)
        except NotKnown as missing:
            yield cannot_tell(plan, missing.path)
            continue
        if not copied:
            yield found(plan, "a rule makes no copy, but the declaration promises one")


_TO_OSAKA = {
    "destinationVaultArn": "arn:aws:backup:ap-northeast-3:111111111111:backup-vault:example"
}
RULE = StackRule(
    id="BK-06",
    title=Text(
        ja="宣言で定めたバックアップを別のリージョンに複製すること",
        en="Backups are copied to the other region where the declaration says so",
    ),
    remedy=Text(
        ja="計画の各規則にcopyActionsを定める",
        en="give each rule of the plan copyActions",
    ),
    severity=Severity.HIGH,
    controls={
        "NIST SP 800-53 r5": ("CP-9",),
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=check,
    compliant=(node(PLAN, "nightly", {"rules": [{"copyActions": [_TO_OSAKA]}]}),),
    violating=(node(PLAN, "nightly", {"rules": [{"ruleName": "nightly"}]}),),
    facts=TENANT,
)
