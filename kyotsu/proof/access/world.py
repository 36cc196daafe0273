"""All of a stage that decides who may do what, read from its desired state."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from kyotsu.desired.graph import Graph, Resource
from kyotsu.proof.access.demands import MISSING, Domain
from kyotsu.proof.access.document import Policy
from kyotsu.proof.access.made import made_roles
from kyotsu.proof.access.names import Names
from kyotsu.proof.access.organization import Organization, read_organization
from kyotsu.proof.access.parties import Account, Caller, Target, of_service
from kyotsu.proof.access.patterns import Pattern
from kyotsu.proof.access.problems import Problems
from kyotsu.proof.access.roles import Role, caller_of, read_roles
from kyotsu.proof.access.sign_in import SignIn, boundary_policy, read_sign_ins
from kyotsu.proof.access.targets import Protected, read_endpoints, read_targets
from tenancy.roles import boundary_arn
from tenancy.vocabulary import Text

RESERVED: Final = ("aws-reserved/*", "aws-service-role/*", "*:*")
"""Paths below which nobody but AWS makes a role, and what is in no role's name:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html"""


@dataclass(frozen=True, kw_only=True)
class Tenant:
    """One tenant's account, and everybody who acts for the tenant there."""

    key: str
    account: Account
    callers: tuple[Caller, ...]
    """Whatever role its people may make, at its worst; and what they sign in as, anywhere."""
    boundary: Policy | None
    """What is declared in the account to bound its roles."""
    boundary_arn: str
    known: bool
    """Whether its stack could be evaluated."""


@dataclass(kw_only=True)
class World:
    """A stage, as far as access goes."""

    stage: str
    names: Names
    organization: Organization
    roles: tuple[Role, ...]
    sign_ins: tuple[SignIn, ...]
    protected: tuple[Protected, ...]
    endpoints: tuple[Target, ...]
    tenants: tuple[Tenant, ...]
    problems: Problems
    prefix: str

    @cached_property
    def protected_in(self) -> Mapping[str, list[Protected]]:
        """What is protected, by account."""
        found: defaultdict[str, list[Protected]] = defaultdict(list)
        for one in self.protected:
            found[one.account].append(one)
        return found

    @cached_property
    def resources_in(self) -> Mapping[str, list[Resource]]:
        """All resources, by account."""
        found: defaultdict[str, list[Resource]] = defaultdict(list)
        for one in self.names.resources.values():
            if one.kind == "custom":
                found[self.names.account_of(one)].append(one)
        return found

    @cached_property
    def roles_in(self) -> Mapping[str, list[Role]]:
        """The roles, by account."""
        found: defaultdict[str, list[Role]] = defaultdict(list)
        for one in self.roles:
            found[one.account].append(one)
        return found

    def as_target(self, role: Role) -> Target:
        """Return a role as what is called, by sts:AssumeRole for one."""
        account = self.organization.accounts[role.account]
        return Target(
            label=role.caller.label,
            source=role.source,
            arns=(Pattern(role.arn),),
            account=role.account,
            policy=role.trust,
            by_policy_only=True,
            controls=account.resource_controls,
            facts={},
        )

    def service(self, name: str, account: Account) -> Caller:
        """Return a service that acts for an account, because somebody there told it to."""
        return Caller(
            label=Text(
                ja=f"{account.name} のために動く {name}", en=f"{name}, acting for {account.name}"
            ),
            source=account.source,
            kind="service",
            account=account.id,
            arns=MISSING,
            identity=None,
            service=name,
            facts=of_service(name, account.id, self.organization.id, account.path),
        )


def read_world(stage: str, prefix: str, graphs: Iterable[Graph], boundary: str) -> World:
    """Return the stage from its stacks' graphs; `boundary` is the name that its roles must have.

    What couldn't be read is in `problems`, with the accounts whose statements it touches.
    """
    by_stack = {graph.stack: graph for graph in graphs}
    names = Names(by_stack.values())
    problems = Problems()
    organization = read_organization(names, problems)
    roles = read_roles(names, organization, problems)
    sign_ins = read_sign_ins(names, organization, problems)
    tenants: list[Tenant] = []
    for account in organization.tenants:
        evaluated = f"{stage}.{account.name}" in by_stack
        if not evaluated:
            problems.add(
                account.id,
                Text(
                    ja=f"{account.name} のスタックを評価できませんでした。",
                    en=f"the stack of {account.name} could not be evaluated",
                ),
            )
        arn = boundary_arn(boundary, account.id)
        policy = boundary_policy(names, problems, arn)
        tenants.append(
            Tenant(
                key=account.name,
                account=account,
                callers=_callers(account, organization, policy, sign_ins, arn, evaluated=evaluated),
                boundary=policy,
                boundary_arn=arn,
                known=evaluated,
            )
        )
    return World(
        stage=stage,
        names=names,
        organization=organization,
        roles=roles,
        sign_ins=sign_ins,
        protected=read_targets(names, organization, problems),
        endpoints=read_endpoints(names, organization, problems),
        tenants=tuple(tenants),
        problems=problems,
        prefix=prefix,
    )


def _callers(
    account: Account,
    organization: Organization,
    boundary: Policy | None,
    sign_ins: tuple[SignIn, ...],
    boundary_arn: str,
    *,
    evaluated: bool,
) -> tuple[Caller, ...]:
    uncertain = None
    if boundary is None and not evaluated:
        uncertain = Text(
            ja=f"{account.name} の権限境界が分からないため、無いものとしています。",
            en=f"the boundary of {account.name} isn't known; it is taken to be missing",
        )
    worst = caller_of(
        account,
        organization.id,
        arns=_any_role(account.id),
        label=Text(
            ja=f"{account.name} が作るロール(管理者権限)",
            en=f"any role that {account.name} makes, with administrator's rights",
        ),
        source=account.source,
        identity=None,
        boundary=None if boundary is None else (boundary,),
        uncertain=uncertain,
    )
    return (
        made_roles(worst, boundary_arn),
        *(_at_worst(one) for one in sign_ins if one.group == account.name),
    )


def _at_worst(one: SignIn) -> Caller:
    """Return who signs in, as if the permission set had everything: it may have more tomorrow."""
    lost = one.bounded and one.caller.boundary is None
    return replace(one.caller, identity=None, uncertain=one.caller.uncertain if lost else None)


def _any_role(account: str) -> Domain:
    root = f"arn:aws:iam::{account}:role/"
    return Domain(
        inside=((Pattern(f"{root}*"),),),
        outside=tuple(Pattern(f"{root}{path}") for path in RESERVED),
        may_be_missing=False,
    )
