"""Reads a stage's world from the graphs of its stacks."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kyotsu.desired.graph import Graph
from kyotsu.proof.access.evaluation.parties import Account, Caller
from kyotsu.proof.access.policy.demands import Domain
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.endpoints import read_endpoints
from kyotsu.proof.access.reading.made import made_roles, made_users
from kyotsu.proof.access.reading.names import Names
from kyotsu.proof.access.reading.organization import Organization, read_organization
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.access.reading.rights import caller_of
from kyotsu.proof.access.reading.roles import read_roles
from kyotsu.proof.access.reading.sign_in import SignIn, declared_policy, read_sign_ins
from kyotsu.proof.access.reading.targets import read_targets
from kyotsu.proof.access.reading.world import Tenant, World
from tenancy.roles import boundary_arn
from tenancy.vocabulary import Text

RESERVED: Final = ("aws-reserved/*", "aws-service-role/*", "*:*")
"""Paths below which nobody but AWS makes a role, and what is in no role's name:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html"""


def read_world(
    stage: str, prefix: str, graphs: Iterable[Graph], boundary: str, repository: str
) -> World:
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
        policy = declared_policy(names, problems, arn)
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
        repository=repository,
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
    made = made_roles(worst, boundary_arn)
    return (
        made,
        *made_users(made),
        *(_at_worst(one) for one in sign_ins if one.group == account.name),
    )


def _at_worst(one: SignIn) -> Caller:
    """Return who signs in, as if the permission set had everything: it may have more tomorrow."""
    lost = one.bounded and one.caller.boundary is None
    return replace(
        one.caller,
        identity=None,
        uncertain=one.caller.uncertain if lost else None,
        as_read=None,
    )


def _any_role(account: str) -> Domain:
    root = f"arn:aws:iam::{account}:role/"
    return Domain(
        inside=((Pattern(f"{root}*"),),),
        outside=tuple(Pattern(f"{root}{path}") for path in RESERVED),
        may_be_missing=False,
    )
