"""A proof of the network as the command asks for it, with its base."""

from dataclasses import replace

from infra.clock import today
from kyotsu.desired.sides import cache_folder
from kyotsu.proof.asked import Asked
from kyotsu.proof.network.run import prove_stage, store_of
from kyotsu.proof.proof import Proof, changes


def prove(asked: Asked) -> Proof:
    """Prove a stage's network, and say what came out otherwise at the base."""
    day = today()
    proof = prove_stage(
        asked.root,
        asked.stage,
        today=day,
        workers=asked.workers,
        subjects=asked.tenants,
        store=None if asked.anew else store_of(asked.root),
    )
    if asked.base is None:
        return proof
    from kyotsu.diff.revision import find

    revision = find(asked.root, asked.base)
    with revision.exported() as folder:
        before = prove_stage(
            folder,
            asked.stage,
            today=day,
            workers=asked.workers,
            cache=cache_folder(asked.root),
            lenient=True,
        )
    return replace(proof, base=revision.short, changed=changes(before.verdicts, proof.verdicts))
