"""`kyotsu proof access`: what it was asked for, and the proof that it answers."""

from dataclasses import replace

from kyotsu.errors import UserMistake
from kyotsu.proof.access import answer
from kyotsu.proof.access.sides import deployed_side, sides
from kyotsu.proof.asked import Asked
from kyotsu.proof.proof import Proof, changes
from tenancy.finding import nearest


def prove(asked: Asked) -> Proof:
    """Return the proof of a stage's access, against a base where one is asked for.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage, tenant or revision.
        WorldFault: the foundation can't be evaluated.
    """
    if asked.of_engine:
        found = deployed_side(asked)
    else:
        found = sides(asked.root, asked.stage, asked.base, workers=asked.workers)
    known = [one.key for one in found.after.tenants]
    for key in asked.tenants:
        if key not in known:
            raise UserMistake(
                f"there is no tenant {key} in stage {asked.stage}; {nearest(key, known)}"
            )
    after = answer.prove(found.after, found.cache, anew=asked.anew, only=asked.tenants)
    if found.before is None:
        return after
    before = answer.prove(found.before, found.cache, anew=asked.anew)
    return replace(after, base=asked.base, changed=changes(before.verdicts, after.verdicts))
