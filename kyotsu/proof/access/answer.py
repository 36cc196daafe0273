"""All verdicts on a stage's access, those among them that are kept from an earlier run."""

from collections.abc import Container, Iterable

from kyotsu.desired.cache import Cache
from kyotsu.desired.graph import Graph
from kyotsu.proof.access.kept import keep, recall
from kyotsu.proof.access.prove import STATEMENTS, Proofs
from kyotsu.proof.access.reading.read_world import read_world
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import Verdict
from tenancy.roles import platform_roles
from tenancy.vocabulary import Text


def world_of(stage: str, prefix: str, graphs: Iterable[Graph], repository: str) -> World:
    """Return a stage's world, whose names begin with a prefix.

    `repository` (`owner/name`) is the one whose pipeline may deploy the stage.
    """
    return read_world(stage, prefix, graphs, platform_roles(prefix).boundary, repository)


def prove(
    world: World, cache: Cache | None = None, *, anew: bool = False, only: Container[str] = ()
) -> Proof:
    """Prove everything, or only what is about some subjects.

    What the cache has isn't proved again, unless `anew`; what is proved is kept there.
    """
    verdicts: list[Verdict] = []
    kept: dict[str, Text] = {}
    for proof in Proofs(world).each():
        if only and proof.subject not in only:
            continue
        found = None if cache is None or anew else recall(cache, proof)
        if found is not None:
            kept[f"{proof.statement.id} {proof.subject}"] = proof.untouched
        else:
            found = proof.prove()
            if cache is not None:
                keep(cache, proof, found)
        verdicts.append(found)
    return Proof(
        stage=world.stage,
        statements=STATEMENTS,
        verdicts=tuple(verdicts),
        notes=tuple(dict.fromkeys(world.problems.all)),
        kept=kept,
    )
