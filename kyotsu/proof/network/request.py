"""A proof of the network as the command asks for it, with its base."""

from dataclasses import replace

from infra.clock import today
from kyotsu.desired.sides import cache_folder
from kyotsu.diff.revision import find
from kyotsu.proof.asked import Asked
from kyotsu.proof.deployed import deployment
from kyotsu.proof.network.declared import declared
from kyotsu.proof.network.incremental.store import Store
from kyotsu.proof.network.run import check_subjects, prove_graphs, prove_stage, store_of
from kyotsu.proof.proof import Proof, changes


def prove(asked: Asked) -> Proof:
    """Prove a stage's network, and say what came out otherwise at the base."""
    if asked.of_engine:
        return _of_engine(asked)
    store = None if asked.anew else store_of(asked.root)
    before = None if asked.base is None else _base(asked, asked.base, store)
    proof = prove_stage(
        asked.root,
        asked.stage,
        today=today(),
        workers=asked.workers,
        subjects=asked.tenants,
        store=store,
    )
    if before is None:
        return proof
    revision, was = before
    return replace(proof, base=revision, changed=changes(was.verdicts, proof.verdicts))


def _of_engine(asked: Asked) -> Proof:
    """Hold what is deployed, or was previewed, against what the working tree declares."""
    told = declared(asked.root, asked.stage, today())
    check_subjects(told, asked.tenants)
    found = deployment(asked)
    return prove_graphs(told, found.graphs, subjects=asked.tenants, left_out=found.left_out)


def _base(asked: Asked, name: str, store: Store | None) -> tuple[str, Proof]:
    """Prove a revision first: so of what is here only what differs from it is proved again."""
    revision = find(asked.root, name)
    with revision.exported() as folder:
        return revision.short, prove_stage(
            folder,
            asked.stage,
            today=today(),
            workers=asked.workers,
            store=store,
            cache=cache_folder(asked.root),
            lenient=True,
        )
