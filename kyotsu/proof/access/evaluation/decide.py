"""Whether some request of a caller is allowed: IAM's evaluation, over all requests at once.

A request is allowed where each policy that has to allow it does so by one statement, and where of
each statement that denies its action something isn't met. Both are demands on single keys of the
request, so a request is found by choosing statements, and by giving each key a value that passes
all demands on it (docs/adr/0016).
"""

from collections.abc import Mapping
from itertools import product

from kyotsu.proof.access.evaluation.layers import denying, ways
from kyotsu.proof.access.evaluation.parties import Caller, Target
from kyotsu.proof.access.evaluation.search import Allowed, Search
from kyotsu.proof.access.policy.demands import Domain


def allowed(
    caller: Caller, action: str, target: Target, given: Mapping[str, Domain] | None = None
) -> Allowed | None:
    """Return a request that is allowed; None where there is none.

    `action` is in small letters. `given` are keys of the request of which more is known. Of a
    caller of whom more is assumed than is known, a request that what is known allows comes first:
    it is sure.

    Raises `Undecided` where the question is too large.
    """
    sure = None if caller.as_read is None else _allowed(caller.as_read, action, target, given or {})
    return sure or _allowed(caller, action, target, given or {})


def _allowed(
    caller: Caller, action: str, target: Target, given: Mapping[str, Domain]
) -> Allowed | None:
    search = Search(caller, action, target, given)
    denials = list(denying(caller, action, target, search.domain))
    sure = [one.literals for one in denials if not one.untold]
    if any(not literals for literals in sure):
        return None
    skipped = [one for one in denials if one.untold]
    for way in ways(caller, action, target, search.domain):
        for grants in product(*way):
            demands = [one for grant in grants for one in grant.literals]
            found = search.find(demands, sure)
            if found is not None:
                return search.answer(found, grants, skipped)
    return None
