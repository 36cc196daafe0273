"""ACC-7: nobody outside of the organization takes on a role or gets at what is in it."""

from collections.abc import Iterator
from typing import Final

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import Account, Caller, Target, of_outsider
from kyotsu.proof.access.judge import Case
from kyotsu.proof.access.policy.actions import classes, named, on
from kyotsu.proof.access.policy.demands import Domain, known
from kyotsu.proof.access.policy.document import read_policy
from kyotsu.proof.access.policy.let_in import ANY_ACCOUNT, accounts_let_in, providers_let_in
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.reach import ASSUME
from kyotsu.proof.access.reading.roles import Role
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.access.statements.strangers import FEDERATED, stranger
from kyotsu.proof.verdict import Source, Statement, Verdict
from kyotsu.review.meaning.levels import everything
from tenancy.vocabulary import Text

OUTSIDE: Final = Statement(
    id="ACC-7",
    title=Text(
        ja="組織の外の誰も、ロールを引き受けられず、データ、鍵、秘密に届かない",
        en="Nobody outside of the organization takes on a role or gets at data, keys or secrets",
    ),
)
_SOMEBODY: Final = "999999999999"
"""An account that is none of ours: what holds of it holds of every other one."""
_STORES: Final = {
    # What tenants make by themselves, and the calls by which others would get at it.
    "kms": ("arn:aws:kms:*:{account}:key/*", ("kms:decrypt", "kms:encrypt", "kms:creategrant")),
    "s3": ("arn:aws:s3:::*", ("s3:getobject", "s3:putobject", "s3:listbucket")),
    "secretsmanager": (
        "arn:aws:secretsmanager:*:{account}:secret:*",
        ("secretsmanager:getsecretvalue", "secretsmanager:putsecretvalue"),
    ),
    "sqs": ("arn:aws:sqs:*:{account}:*", ("sqs:receivemessage", "sqs:sendmessage")),
    "sts": ("arn:aws:iam::{account}:role/*", (ASSUME,)),
}


def outside(world: World, account: Account, *, subject: str) -> Verdict:
    """Return whether an account is closed to outsiders, whatever its tenant's policies say."""
    case = Case(statement=OUTSIDE, subject=subject)
    case.rests(*account.resource_controls)
    for role in world.roles_in.get(account.id, ()):
        _ask(case, world, world.as_target(role), [ASSUME])
        _by_token(case, world, role)
    for protected in world.protected_in.get(account.id, ()):
        for part, target in protected.parts.items():
            statements = target.policy.statements if target.policy else ()
            service = protected.kind.service
            _ask(case, world, target, [*on(service, part), *named(statements, service)])
    for endpoint in world.endpoints:
        if endpoint.account == account.id:
            _through(case, world, endpoint.target)
    if account.tenant:
        for target, actions in _anything_of(account):
            _ask(case, world, target, list(actions))
    return case.verdict(world.problems, [account.id])


def _ask(case: Case, world: World, target: Target, actions: list[str]) -> None:
    if target.policy is None:
        return
    for id_ in sorted(accounts_let_in(target.policy)):
        if id_ in world.organization.accounts:
            continue
        caller = _outsider(world, _SOMEBODY if id_ == ANY_ACCOUNT else id_, target.source)
        for group in classes(dict.fromkeys(actions), (target.policy, *target.controls)):
            call = case.ask(allowed, caller, group[0], target)
            if call is not None:
                title = Text(
                    ja=f"組織の外から {target.label.ja} に届きます。",
                    en=f"{target.label.en} can be got at from outside of the organization.",
                )
                case.found((call,), title)
                break


def _by_token(case: Case, world: World, role: Role) -> None:
    """Look whether a provider's token lets in somebody else than the platform's pipeline."""
    target = world.as_target(role)
    for provider in sorted(providers_let_in(role.trust)):
        caller = stranger(world.repository, provider, role.source)
        for action in FEDERATED:
            call = case.ask(allowed, caller, action, target)
            if call is not None:
                title = Text(
                    ja=f"{caller.label.ja} が {target.label.ja} になれます。",
                    en=f"{caller.label.en} can become {target.label.en}.",
                )
                case.found((call,), title)
                break


def _through(case: Case, world: World, endpoint: Target) -> None:
    """Look whether an outsider's credentials pass an endpoint: data would leave by it unseen.

    One action of each pattern that is allowed stands for all of it, unless something is denied.
    """
    case.rests(endpoint.policy)
    statements = endpoint.policy.statements if endpoint.policy else ()
    actions = {
        pattern.text.replace("*", "x").replace("?", "x")
        for one in statements
        for pattern in one.actions.patterns
        if one.allows and not one.actions.excluded
    }
    if not all(one.allows and not one.actions.excluded for one in statements):
        actions |= everything()
    _ask(case, world, endpoint, sorted(actions))


def _anything_of(account: Account) -> Iterator[tuple[Target, tuple[str, ...]]]:
    """Yield what a tenant may have made, with the most open of policies on it."""
    opened = {
        "Version": "2012-10-17",
        "Statement": {
            "Sid": "WhateverTheTenantWrites",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "*",
            "Resource": "*",
        },
    }
    for service, (arn, actions) in _STORES.items():
        target = Target(
            label=Text(
                ja=f"{account.name} が公開した {service} のリソース",
                en=f"whatever {account.name} opens in {service}",
            ),
            source=account.source,
            arns=(Pattern(arn.format(account=account.id)),),
            account=account.id,
            policy=read_policy(opened, account.source),
            by_policy_only=True,
            controls=account.resource_controls,
        )
        yield target, actions


def _outsider(world: World, account: str, source: Source) -> Caller:
    facts = {
        **of_outsider(),
        "aws:principalaccount": known(account),
        "aws:principalorgid": Domain(
            inside=((Pattern("o-*"),),), outside=(Pattern(world.organization.id),)
        ),
    }
    return Caller(
        label=Text(
            ja=f"組織の外のアカウント {account}",
            en=f"account {account}, outside of the organization",
        ),
        source=source,
        kind="outsider",
        account=account,
        arns=Domain(inside=((Pattern(f"arn:aws:iam::{account}:role/*"),),), may_be_missing=False),
        identity=None,
        facts=facts,
    )
