"""What each proof looks at, as a hash: a proof whose hash is as it was needn't be made again.

| a statement about | rests on |
| --- | --- |
| another's roles or data (ACC-1, ACC-2) | its own account, and who each other tenant can become |
| a tenant's own account (ACC-3, ACC-5) | its own account, and who the tenant itself can become |
| the foundation (ACC-3, ACC-4, ACC-6) | all of the platform's accounts, and everybody |
| outsiders (ACC-7) | the account, and the resource policies that hold it |

What a tenant can become is its worst role, its boundary, the guardrails above it, and each role
that it gets to. So a change in one tenant that leaves these as they are touches no other's proofs.
"""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any

from kyotsu.desired.canonical import digest
from kyotsu.proof.access.evaluation.parties import Account, Caller
from kyotsu.proof.access.evaluation.search import Allowed
from kyotsu.proof.access.policy.demands import Domain
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reach import Reached
from kyotsu.proof.access.reading.roles import Role
from kyotsu.proof.access.reading.targets import Protected
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.access.statements.attackers import Attackers


class Facts:
    """The hashes of one stage."""

    def __init__(self, world: World, by: Attackers) -> None:
        self._world = world
        self._by = by
        self._accounts: dict[str, str] = {}

    @cached_property
    def becomes(self) -> Mapping[str, str]:
        """By tenant, who it can become."""
        return {key: _hash(map(_reached, ones)) for key, ones in self._by.by_tenant.items()}

    @cached_property
    def everybody(self) -> str:
        """Who all of them can become, and every role and sign-in that there is."""
        return _hash(
            [
                *self.becomes.items(),
                *map(_role, self._world.roles),
                *(
                    [one.group, one.work, one.account, _caller(one.caller)]
                    for one in self._world.sign_ins
                ),
            ]
        )

    def account(self, id_: str) -> str:
        """All that an account has, and what holds it."""
        if id_ not in self._accounts:
            world = self._world
            self._accounts[id_] = _hash(
                [
                    _account(world.organization.accounts[id_]),
                    world.repository,
                    *map(_role, world.roles_in.get(id_, ())),
                    *map(_protected, world.protected_in.get(id_, ())),
                    *(
                        [one.urn, one.type, one.source, world.names.arn(one)]
                        for one in world.resources_in.get(id_, ())
                    ),
                    *([one.group, one.work] for one in world.sign_ins if one.account == id_),
                    *(_policy(one.target.policy) for one in world.endpoints if one.account == id_),
                    *(one.en for one in world.problems.of(id_)),
                    *(one.en for one in world.problems.of_all),
                ]
            )
        return self._accounts[id_]

    def others(self, key: str) -> str:
        """Who all but one tenant can become."""
        return _hash(one for one in self.becomes.items() if one[0] != key)

    @cached_property
    def platform(self) -> str:
        """All accounts of the platform."""
        ours = (one for one in self._world.organization.accounts.values() if not one.tenant)
        delegated = ([one.account, one.prefix] for one in self._world.delegations)
        return _hash([*(self.account(one.id) for one in ours), *delegated])


def _hash(parts: Iterable[Any]) -> str:
    return digest(list(map(_plain, parts)))


def _plain(value: Any) -> Any:
    return list(map(_plain, value)) if isinstance(value, tuple | list) else value


def _account(one: Account) -> Any:
    policies = (*one.service_controls, *one.resource_controls)
    return [one.id, one.name, one.path, one.tenant, *map(_policy, policies)]


def _role(one: Role) -> Any:
    return [one.arn, _caller(one.caller), _policy(one.trust)]


def _protected(one: Protected) -> Any:
    targets = one.parts.values()
    return [
        one.urn,
        one.behind,
        *(
            [[each.text for each in target.arns], _policy(target.policy), _facts(target.facts)]
            for target in targets
        ),
    ]


def _reached(one: Reached) -> Any:
    return [_caller(one.caller), [_call(call) for call in one.chain]]


def _call(one: Allowed) -> Any:
    grants = [[each.source.urn, each.source.line, each.sid] for each in one.grants]
    return [one.action, one.resource, grants]


def _caller(one: Caller) -> Any:
    return [
        one.account,
        _domain(one.arns),
        *(
            None if policies is None else [_policy(each) for each in policies]
            for policies in (one.identity, one.boundary, one.controls)
        ),
        _facts(one.facts),
        one.uncertain.en if one.uncertain else None,
        _caller(one.as_read) if one.as_read else None,
    ]


def _facts(facts: Mapping[str, Domain]) -> Any:
    return [[key, _domain(domain)] for key, domain in sorted(facts.items())]


def _domain(one: Domain) -> Any:
    groups = [[pattern.text for pattern in group] for group in one.inside]
    return [one.fixed, one.values, groups, [pattern.text for pattern in one.outside]]


def _policy(one: Policy | None) -> Any:
    return None if one is None else _document(one.source.urn, one.source.line, _Frozen(one))


class _Frozen:
    """A policy as a key of a cache: by its identity, for as long as it is kept."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __hash__(self) -> int:
        return id(self.policy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and other.policy is self.policy


@cache
def _document(urn: str, line: str, of: _Frozen) -> str:
    return digest([urn, line, dict(of.policy.document)])
