"""Which roles a tenant can make: by their names, and whether a boundary is forced on them.

Both follow from guardrails that deny iam:CreateRole, and that name whom they don't hold: the
platform's own role. Nobody of a tenant has such a name at the beginning, and as long as nobody can
make a role that has, nobody ever will: so a guardrail counts if each name that it lets through is
kept by one that counts, or by AWS.
"""

from dataclasses import dataclass, replace
from typing import Final

from kyotsu.proof.access.decide import Allowed, allowed
from kyotsu.proof.access.demands import Domain
from kyotsu.proof.access.document import Statement
from kyotsu.proof.access.parties import PRINCIPAL_ARN, Caller, Target
from kyotsu.proof.access.patterns import Pattern, Undecided, find
from tenancy.roles import BOUNDARY_PATH
from tenancy.vocabulary import Text

CREATE: Final = "iam:createrole"
BOUNDARY_KEY: Final = "iam:permissionsboundary"


_NO_POLICIES: Final = (
    Pattern(f"arn:aws:iam::aws:policy{BOUNDARY_PATH}*"),
    Pattern("arn:aws:iam::*:policy/*:*"),  # no name in IAM has a colon
)


@dataclass(frozen=True, kw_only=True)
class Shedding:
    """One way in which a role without the boundary would come to be, or the boundary be another."""

    action: str
    what: Text
    on_roles: bool
    """Whether the call is about a role; otherwise it is about the boundary's own policy."""
    given: bool = False
    """Whether the call says which boundary there is to be."""


SHEDDINGS: Final = (
    Shedding(
        action="iam:createrole",
        what=Text(ja="境界のないロールを作る", en="make a role without the boundary"),
        on_roles=True,
        given=True,
    ),
    Shedding(
        action="iam:createuser",
        what=Text(ja="境界のない利用者を作る", en="make a user without the boundary"),
        on_roles=False,
        given=True,
    ),
    Shedding(
        action="iam:putrolepermissionsboundary",
        what=Text(ja="別の境界に替える", en="put another boundary in its place"),
        on_roles=True,
        given=True,
    ),
    Shedding(
        action="iam:deleterolepermissionsboundary",
        what=Text(ja="境界を外す", en="take the boundary off"),
        on_roles=True,
    ),
    *(
        Shedding(
            action=f"iam:{action}",
            what=Text(ja="境界そのものを変える", en="change the boundary itself"),
            on_roles=False,
        )
        for action in (
            "createpolicyversion",
            "setdefaultpolicyversion",
            "deletepolicyversion",
            "deletepolicy",
        )
    ),
)


def made_roles(worst: Caller, boundary: str) -> Caller:
    """Return a tenant's roles: any name that the guardrails leave, bounded if they force it.

    `boundary` is the ARN of the boundary that is declared in the account.
    """
    named = replace(worst, arns=_left(worst))
    if worst.boundary is None:
        return named
    try:
        if all(shed(named, boundary, one) is None for one in SHEDDINGS):
            return named
    except Undecided as error:
        doubt = Text(
            ja=f"権限境界が外せるかを決められません({error})。外せるものとしています。",
            en=f"whether the boundary can be shed can't be decided ({error}); "
            "it is taken to be missing",
        )
        return replace(named, boundary=None, uncertain=doubt)
    return replace(named, boundary=None)


def shed(caller: Caller, boundary: str, shedding: Shedding) -> Allowed | None:
    """Return a call by which whoever holds the boundary sheds it. Raises `Undecided`.

    A boundary is a policy of its own account or of AWS, which has none below the boundaries' path,
    so what the same name is elsewhere is no matter:
    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    """
    own = f"arn:aws:iam::{caller.account}"
    policies = (Pattern(f"{own}:policy/*"), Pattern("arn:aws:iam::aws:policy/*"))
    given = {BOUNDARY_KEY: Domain(inside=(policies,), outside=(Pattern(boundary), *_NO_POLICIES))}
    if shedding.action == "iam:createuser":
        arn = Pattern(f"{own}:user/*")
    else:
        arn = Pattern(f"{own}:role/*") if shedding.on_roles else Pattern(boundary)
    target = Target(label=shedding.what, source=caller.source, arns=(arn,), account=caller.account)
    return allowed(caller, shedding.action, target, given if shedding.given else {})


def _left(worst: Caller) -> Domain:
    """Return the ARNs that roles of the tenant can have."""
    reserved = worst.arns.outside
    counting = [one for policy in worst.controls for one in policy.statements if _keeps_names(one)]
    while True:
        kept = [*reserved, *(one for each in counting for one in each.resources.patterns)]
        left = [each for each in counting if _lets_through_kept_only(each, worst, kept)]
        if len(left) == len(counting):
            return replace(worst.arns, outside=tuple(kept))
        counting = left


def _keeps_names(statement: Statement) -> bool:
    """Return whether a statement denies that roles of some names are made, but to some callers."""
    return (
        not statement.allows
        and statement.actions.has(CREATE)
        and not statement.resources.excluded
        and not any(one.text == "*" for one in statement.resources.patterns)
        and all(one.key == PRINCIPAL_ARN and one.test is not None for one in statement.conditions)
    )


def _lets_through_kept_only(statement: Statement, worst: Caller, kept: list[Pattern]) -> bool:
    for condition in statement.conditions:
        test = condition.test
        if test is None or not test.negated or test.kind != "text":
            return False
        try:
            through = find([*worst.arns.inside, test.patterns], kept)
        except Undecided:
            return False
        if through is not None:
            return False
    return True
