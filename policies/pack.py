"""Puts the rules into the form that Pulumi's engine takes."""

from collections.abc import Iterable
from typing import cast

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
)

from policies.rule import Properties, Rule
from policies.values import plain
from policies.verdict import violation

NAME = "kyotsu"


def policies_of(rules: Iterable[Rule]) -> list[Policy]:
    """Return one mandatory Pulumi policy for each rule."""
    return [_policy(rule) for rule in rules]


def _policy(rule: Rule) -> ResourceValidationPolicy:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        if args.resource_type not in rule.types:
            return
        message = violation(rule, cast("Properties", plain(args.props)))
        if message is not None:
            report(message, None)

    return ResourceValidationPolicy(
        name=rule.id,
        description=f"{rule.title.en} / {rule.title.ja}",
        enforcement_level=EnforcementLevel.MANDATORY,
        validate=validate,
    )
