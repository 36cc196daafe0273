"""Which guardrails changed between two sides, and what their statements name."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from kyotsu.proof.access.evaluation.difference import bare
from kyotsu.proof.access.evaluation.parties import Target
from kyotsu.proof.access.policy.actions import named, on
from kyotsu.proof.access.policy.statement import Names, Policy, Statement
from kyotsu.proof.access.reach import ASSUME
from kyotsu.proof.access.reading.endpoints import Endpoint
from kyotsu.proof.access.reading.world import World
from kyotsu.review.meaning.levels import everything
from tenancy.vocabulary import Text

SERVICE_CONTROL: Final = Text(ja="サービスコントロールポリシー", en="service control policy")
RESOURCE_CONTROL: Final = Text(ja="リソースコントロールポリシー", en="resource control policy")
BOUNDARY: Final = Text(ja="権限境界", en="permissions boundary")
KEY: Final = Text(ja="鍵のポリシー", en="key policy")
RESOURCE: Final = Text(ja="リソースのポリシー", en="resource policy")
TRUST: Final = Text(ja="ロールの信頼ポリシー", en="role trust policy")
ENDPOINT: Final = Text(ja="エンドポイントのポリシー", en="endpoint policy")
Changed = tuple[Text, Target, Target, tuple[str, ...]]
"""Of what kind a changed policy is, what it is on before and after, and the actions on that."""


def changed_endpoints(before: World, after: World) -> Iterator[tuple[Endpoint, Endpoint]]:
    """Yield the endpoints that are there on both sides and have another policy now."""
    old = {one.target.source.urn: one for one in before.endpoints}
    for one in after.endpoints:
        was = old.get(one.target.source.urn)
        if was is not None and any(tightened(on_target(was.target), on_target(one.target))):
            yield was, one


def changed_targets(before: World, after: World) -> Iterator[Changed]:
    """Yield what is there on both sides and has another policy now, with the actions on it."""
    old = {
        (one.urn, part): target for one in before.protected for part, target in one.parts.items()
    }
    for one in after.protected:
        kind = KEY if one.kind.service == "kms" else RESOURCE
        for part, target in one.parts.items():
            was = old.get((one.urn, part))
            if was is None or not any(tightened(on_target(was), on_target(target))):
                continue
            granted = was.policy.statements if was.policy else ()
            service = one.kind.service
            yield kind, was, target, (*on(service, part), *named(granted, service))
    roles = {one.arn: one for one in before.roles}
    for role in after.roles:
        if role.arn in roles:
            was, target = before.as_target(roles[role.arn]), after.as_target(role)
            if any(tightened(on_target(was), on_target(target))):
                yield TRUST, was, target, (ASSUME,)


def on_target(target: Target) -> tuple[Policy, ...]:
    """Return the policies that hold what is called, whoever calls."""
    return (*(() if target.policy is None else (target.policy,)), *target.controls)


def tightened(before: Iterable[Policy], after: Iterable[Policy]) -> Iterator[Statement]:
    """Yield the statements that newly deny, and those that no longer allow."""
    old = [one for policy in before for one in policy.statements]
    new = [one for policy in after for one in policy.statements]
    known, still = set(map(bare, old)), set(map(bare, new))
    yield from (one for one in new if not one.allows and bare(one) not in known)
    yield from (one for one in old if one.allows and bare(one) not in still)


@cache
def all_actions() -> tuple[str, ...]:
    """Return all actions that the database knows, in small letters and sorted."""
    return tuple(sorted(everything()))


def named_by(statements: Iterable[Statement]) -> list[str]:
    """Return all actions that statements name: of the same few, many users ask the same."""
    return sorted({action for one in statements for action in _named(one.actions)})


@cache
def _named(names: Names) -> tuple[str, ...]:
    return tuple(action for action in all_actions() if names.has(action))
