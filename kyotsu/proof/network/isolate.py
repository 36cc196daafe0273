"""`kyotsu tenant isolate`: a suspension that is proved before it is written.

The smallest change that cuts a tenant off is one key in its file, `suspended` (docs/life-cycle.md):
its ACLs then let nothing pass, and the hub's firewall nothing of it. Here that change is made to a
copy of the declarations first. Only if the desired state of the copy is proved to cut the tenant
off, the change is written to the tenant's own file, for review.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.clock import today
from kyotsu.desired.sides import cache_folder
from kyotsu.errors import KyotsuError, UserMistake
from kyotsu.proof.network.declared import Declared, declared
from kyotsu.proof.network.run import prove_stage
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import Outcome, Verdict
from kyotsu.tenant.suspension import suspend
from tenancy.finding import nearest


def isolate(root: Path, key: str, stage: str, why: tuple[str, str], workers: int) -> list[str]:
    """Suspend a tenant, once it is proved that this cuts it off; return what is to be said.

    `why` is in Japanese and in English.

    Raises:
        UserMistake: there is no such tenant in the stage, it is suspended, a declaration is wrong.
        KyotsuError: it isn't proved that the change cuts the tenant off; nothing is written.
        WorldFault: the process that evaluates can't go on.
    """
    day = today()
    before = declared(root, stage, day)
    if key not in before.tenants:
        raise UserMistake(
            f"there is no tenant {key} in stage {stage}; {nearest(key, before.tenants)}"
        )
    with TemporaryDirectory(prefix="kyotsu-isolate-") as name:
        copy = Path(name)
        for path in (*root.glob("Pulumi*.yaml"), root / "tenants"):
            (shutil.copytree if path.is_dir() else shutil.copy)(path, copy / path.name)
        suspend(copy, key, why, day)
        proof = prove_stage(
            copy, stage, today=day, workers=workers, cache=cache_folder(root), lenient=True
        )
    left = [one for one in about(proof, key) if one.outcome is not Outcome.PROVED]
    if left:
        told = "; ".join(f"{one.statement.id} {one.subject}: {one.outcome}" for one in left)
        raise KyotsuError(
            f"a suspension does not provably cut {key} off, so nothing is written: {told}; "
            "kyotsu proof network says why"
        )
    lines = [f"this cuts {line}" for line in cut(before, key)]
    lines.append(f"proved: nothing gets to {key} in stage {stage}, and nothing from it")
    return [*lines, *suspend(root, key, why, day)]


def about(proof: Proof, key: str) -> Iterator[Verdict]:
    """Yield the verdicts on what a tenant sends and gets."""
    for one in proof.verdicts:
        sender, arrow, receiver = one.subject.partition(" -> ")
        if key in (sender, receiver) or (not arrow and one.subject == key):
            yield one


def cut(before: Declared, key: str) -> Iterator[str]:
    """Yield what is declared and works no longer: the tenant's own ways, and others' to it."""
    tenant = before.tenants[key]
    for flow in tenant.flows:
        yield f"{key}: {flow.name}"
    if tenant.internet_ingress:
        yield f"{key}: its ingress from the internet"
    for opener, taker, flow in before.links():
        if taker.key == key:
            yield f"{opener.key}: {flow.name}"
