"""Which roles a tenant can make: by their names, and whether a boundary is forced on them.

Both follow from guardrails that deny iam:CreateRole, and that name whom they don't hold: the
platform's own role. Nobody of a tenant has such a name at the beginning, and as long as nobody can
make a role that has, nobody ever will: so a guardrail counts if each name that it lets through is
kept by one that counts, or by AWS.
"""

from dataclasses import replace
from typing import Final

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import PRINCIPAL_ARN, Caller
from kyotsu.proof.access.policy.demands import Domain, known
from kyotsu.proof.access.policy.intersection import Undecided, find
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.statement import Statement
from kyotsu.proof.access.reading.shedding import CREATE_USER, SHEDDINGS, any_user, shed
from tenancy.vocabulary import Text

CREATE: Final = "iam:createrole"


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


def made_users(made: Caller) -> tuple[Caller, ...]:
    """Return a tenant's users, who have what its roles have; none where none can be made."""
    doubt = None
    try:
        if allowed(made, CREATE_USER, any_user(made)) is None:
            return ()
    except Undecided as error:
        doubt = Text(
            ja=f"利用者を作れるかを決められません({error})。作れるものとしています。",
            en=f"whether users can be made can't be decided ({error}); they are taken to be",
        )
    label = Text(ja=f"{made.label.ja}(利用者)", en=f"{made.label.en}, as a user")
    arns = Domain(inside=((Pattern(f"arn:aws:iam::{made.account}:user/*"),),), may_be_missing=False)
    facts = {
        **{key: one for key, one in made.facts.items() if key != "aws:username"},
        "aws:principaltype": known("User"),
    }
    uncertain = made.uncertain or doubt
    return (replace(made, arns=arns, label=label, facts=facts, uncertain=uncertain),)


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
