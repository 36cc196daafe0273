"""BK-03: plans keep each backup for a set time, and copy it elsewhere."""

from functools import partial

from policies.reading.demands import all_set, every
from policies.reading.values import first_problem, objects_at
from policies.rule import Properties, Rule, Severity, Text

COPY = {"destinationVaultArn": "arn:aws:backup:ap-northeast-3:111111111111:backup-vault:example"}


def check(properties: Properties) -> str | None:
    """Return what a rule lacks, or that there is none."""
    rules = objects_at(properties, "rules")
    if not rules:
        return "rules is not set"
    wanted = every(all_set("lifecycle.deleteAfter"), all_set("copyActions"))
    return first_problem(partial(wanted, rule) for rule in rules)


RULE = Rule(
    id="BK-03",
    title=Text(
        ja="バックアップは期限を定め、別の場所に複製すること",
        en="Plans keep each backup for a set time, and copy it elsewhere",
    ),
    remedy=Text(
        ja="各規則にlifecycle.deleteAfterとcopyActionsを定める",
        en="give each rule lifecycle.deleteAfter and copyActions",
    ),
    severity=Severity.MEDIUM,
    types=("aws:backup/plan:Plan",),
    uses=(),
    controls={
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=check,
    compliant={"rules": [{"lifecycle": {"deleteAfter": 35.0}, "copyActions": [COPY]}]},
    violating={"rules": [{"lifecycle": {"deleteAfter": 35.0}}]},
)
