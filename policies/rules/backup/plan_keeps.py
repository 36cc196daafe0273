"""BK-03: plans keep each backup for a set time."""

from functools import partial

from policies.reading.demands import all_set
from policies.reading.values import first_problem, objects_at
from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return what a rule lacks, or that there is none."""
    rules = objects_at(properties, "rules")
    if not rules:
        return "rules is not set"
    wanted = all_set("lifecycle.deleteAfter")
    return first_problem(partial(wanted, rule) for rule in rules)


RULE = Rule(
    id="BK-03",
    title=Text(
        ja="バックアップの保存期限を定めること",
        en="Plans keep each backup for a set time",
    ),
    remedy=Text(
        ja="各規則にlifecycle.deleteAfterを定める",
        en="give each rule lifecycle.deleteAfter",
    ),
    severity=Severity.MEDIUM,
    types=("aws:backup/plan:Plan",),
    uses=(),
    controls={
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=check,
    compliant={"rules": [{"lifecycle": {"deleteAfter": 35.0}}]},
    violating={"rules": [{"lifecycle": {}}]},
)
