"""The same rules, each a Pulumi policy of its own: what the grouping is measured against."""

from collections.abc import Callable
from typing import cast

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
)

from policies.rule import Properties, Rule
from policies.rules import all_rules
from policies.values import plain
from policies.verdict import violation


def _validation(rule: Rule) -> Callable[[ResourceValidationArgs, ReportViolation], None]:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        if args.resource_type in rule.types:
            found = violation(rule, cast("Properties", plain(args.props)))
            if found is not None:
                report(found, None)

    return validate


policies: list[Policy] = [
    ResourceValidationPolicy(
        name=rule.id,
        description=rule.title.en,
        enforcement_level=EnforcementLevel.MANDATORY,
        validate=_validation(rule),
    )
    for rule in all_rules()
]
PolicyPack(name="apart", policies=policies)
