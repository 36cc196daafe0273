"""The ways in which whoever holds a boundary could get rid of it."""

from dataclasses import dataclass
from typing import Final

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import Caller, Target
from kyotsu.proof.access.evaluation.search import Allowed
from kyotsu.proof.access.policy.demands import Domain
from kyotsu.proof.access.policy.patterns import Pattern
from tenancy.roles import BOUNDARY_PATH
from tenancy.vocabulary import Text

CREATE_USER: Final = "iam:createuser"
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
    of_users: bool = False
    """Whether it is about users, so that nobody sheds anything where no user can be made."""


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
        of_users=True,
    ),
    Shedding(
        action="iam:putuserpermissionsboundary",
        what=Text(ja="利用者の境界を替える", en="put another boundary on a user"),
        on_roles=False,
        given=True,
        of_users=True,
    ),
    Shedding(
        action="iam:deleteuserpermissionsboundary",
        what=Text(ja="利用者の境界を外す", en="take the boundary off a user"),
        on_roles=False,
        of_users=True,
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


def shed(caller: Caller, boundary: str, shedding: Shedding) -> Allowed | None:
    """Return a call by which whoever holds the boundary sheds it. Raises `Undecided`.

    A boundary is a policy of its own account or of AWS, which has none below the boundaries' path,
    so what the same name is elsewhere is no matter:
    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    """
    own = f"arn:aws:iam::{caller.account}"
    policies = (Pattern(f"{own}:policy/*"), Pattern("arn:aws:iam::aws:policy/*"))
    given = {BOUNDARY_KEY: Domain(inside=(policies,), outside=(Pattern(boundary), *_NO_POLICIES))}
    if shedding.of_users:
        if allowed(caller, CREATE_USER, any_user(caller)) is None:
            return None
        arn = Pattern(f"{own}:user/*")
    else:
        arn = Pattern(f"{own}:role/*") if shedding.on_roles else Pattern(boundary)
    target = Target(label=shedding.what, source=caller.source, arns=(arn,), account=caller.account)
    return allowed(caller, shedding.action, target, given if shedding.given else {})


def any_user(caller: Caller) -> Target:
    """Return whatever user there may be in the caller's account."""
    return Target(
        label=Text(ja="利用者", en="a user"),
        source=caller.source,
        arns=(Pattern(f"arn:aws:iam::{caller.account}:user/*"),),
        account=caller.account,
    )
