"""Puts the rules into the form that Pulumi's engine takes.

The SDK decodes a resource's properties once for every policy, so the rules are grouped: one policy
of each level dispatches to all rules (docs/adr/0007-policy-grouping.md). The rule's id begins each
message instead. The policies of a level hand over to the next, within one call and thread, what
was judged already.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, cast

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    ReportViolation,
    ResourceRemediation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)

from policies.graph import Graph, Node
from policies.levels import Level
from policies.own import KNOWN
from policies.remedy import mend
from policies.rule import UNKNOWN, Properties
from policies.session import Ruling, Session, stack_of
from policies.values import plain
from policies.verdict import Kind, message

NAME: Final = "kyotsu"
DESCRIPTION: Final = "政府共通プラットフォームの規則 / Rules of the Government Common Platform"
_NO_CONFIG: Final = "this pack takes no configuration from Pulumi; write it to policies/levels.yaml"


def policies_of(session: Session) -> list[Policy]:
    """Return the Pulumi policies that hold all rules of a session."""
    resources = _Grouped()
    stacks = _Grouped()

    given: dict[str, Mapping[str, Any]] = {}

    def on_resource(args: ResourceValidationArgs) -> list[Ruling]:
        given[args.urn] = args.props
        if not session.covers(args.resource_type):
            return []
        properties = cast("Properties", plain(args.props))
        return list(session.resource(args.resource_type, args.name, args.urn, properties))

    def on_stack(args: StackValidationArgs) -> list[Ruling]:
        graph = Graph(_nodes(args, given))
        return list(session.stack(_stack_name(graph), graph))

    def mended(args: ResourceValidationArgs) -> dict[str, Any] | None:
        # The SDK takes a plain result too; only its annotation says that it doesn't.
        return mend(session, args.resource_type, args.urn, args.props)

    policies: list[Policy] = []
    for level in (Level.MANDATORY, Level.ADVISORY):
        enforcement = EnforcementLevel(level.value)
        policies.append(
            ResourceValidationPolicy(
                name=f"{NAME}-{level}",
                description=DESCRIPTION,
                enforcement_level=enforcement,
                validate=_validation(resources, level, on_resource, lambda args: args.urn),
            )
        )
        policies.append(
            StackValidationPolicy(
                name=f"{NAME}-stack-{level}",
                description=DESCRIPTION,
                enforcement_level=enforcement,
                validate=_validation(stacks, level, on_stack, lambda _: ""),
            )
        )
    if session.levels.any_remediates():
        policies.append(
            ResourceValidationPolicy(
                name=f"{NAME}-remediate",
                description=DESCRIPTION,
                enforcement_level=EnforcementLevel.REMEDIATE,
                remediate=cast("ResourceRemediation", mended),
            )
        )
    return policies


class _Grouped(threading.local):
    """What the mandatory policy found and the advisory one still has to tell, in one thread."""

    left: tuple[str, list[Ruling]] | None = None


def _validation(
    grouped: _Grouped,
    level: Level,
    judge: Callable[[Any], list[Ruling]],
    key: Callable[[Any], str],
) -> Callable[[Any, ReportViolation], None]:
    def validate(args: Any, report: ReportViolation) -> None:
        if args.get_config():
            report(message(KNOWN, _NO_CONFIG), None)
        left, grouped.left = grouped.left, None
        if level is Level.ADVISORY and left is not None and left[0] == key(args):
            rulings = left[1]
        else:
            rulings = judge(args)
        if level is Level.MANDATORY:
            grouped.left = (key(args), rulings)
        for urn, text in _told(ruling for ruling in rulings if ruling.level is level):
            report(text, urn or None)

    return validate


def _told(rulings: Iterable[Ruling]) -> Iterator[tuple[str, str]]:
    """Yield what to say on which resource.

    Many rules read the same document. Where it isn't known yet, one message names all of them.
    """
    later: dict[tuple[str, str], list[Ruling]] = {}
    for ruling in rulings:
        if ruling.kind is Kind.CHECKED_LATER:
            later.setdefault((ruling.urn, ruling.text), []).append(ruling)
        else:
            yield ruling.urn, ruling.message
    for (urn, text), waiting in later.items():
        first, others = waiting[0].rule, ", ".join(ruling.rule.id for ruling in waiting[1:])
        also = f" (and {others})" if others else ""
        yield urn, f"{first.id} ({first.severity}): {text}{also}"


def _nodes(args: StackValidationArgs, given: Mapping[str, Mapping[str, Any]]) -> Iterable[Node]:
    """Yield the stack's resources.

    The engine gives what came of each resource, which is nothing at all in a preview of an account
    that isn't made yet. What the program gave, and the rules on resources were shown, fills it up.
    """
    providers: dict[str, Properties] = {}
    for resource in args.resources:
        provider = None
        if resource.provider is not None:
            provider = providers.get(resource.provider.urn)
            if provider is None:
                provider = cast("Properties", plain(resource.provider.props))
                providers[resource.provider.urn] = provider
        yield Node(
            urn=resource.urn,
            type=resource.resource_type,
            name=resource.name,
            properties=_completed(given.get(resource.urn), plain(resource.props)),
            depends={
                name: tuple(target.urn for target in targets)
                for name, targets in resource.property_dependencies.items()
            },
            parent=resource.opts.parent,
            provider=provider,
            protect=resource.opts.protect,
        )


def _completed(given: Mapping[str, Any] | None, came: Properties) -> Properties:
    """Return what is known of a resource; what only AWS fills in isn't unknown but not there."""
    if given is None:
        return came
    known = {name: value for name, value in came.items() if value is not UNKNOWN}
    return {**plain(given), **known}


def _stack_name(graph: Graph) -> str:
    return next((stack_of(urn) for urn in graph.nodes), "")
