"""`kyotsu proof`: what holds for a stage before it is deployed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kyotsu.desired.options import WORKERS, Root, Stage, Workers
from kyotsu.errors import FAILED, UserMistake
from kyotsu.proof import provers
from kyotsu.proof.access.commands import impact
from kyotsu.proof.asked import Asked
from kyotsu.proof.options import (
    Anew,
    Base,
    Check,
    Deployed,
    Everything,
    Format,
    Output,
    Previews,
    Tenants,
)

if TYPE_CHECKING:
    from kyotsu.proof.proof import Proof

app = typer.Typer(no_args_is_help=True, help="Prove what holds for a stage before it is deployed.")
app.command()(impact)


def _network(asked: Asked) -> "Proof":
    proof = provers.network(asked)
    if not asked.check:
        return proof
    from kyotsu.proof.again.request import check

    return replace(proof, checked=check(asked, proof))


PROOFS: Mapping[str, Callable[[Asked], "Proof"]] = {"network": _network, "access": provers.access}
"""What `kyotsu proof all` proves, by name."""


@app.command()
def network(
    root: Root = None,
    stage: Stage = "local",
    tenant: Tenants = None,
    base: Base = None,
    form: Output = Format.TABLE,
    workers: Workers = WORKERS,
    *,
    everything: Everything = False,
    anew: Anew = False,
    check: Check = False,
    deployed: Deployed = False,
    previews: Previews = None,
) -> None:
    """Prove who can send a packet to whom: exactly, for all addresses and ports.

    Exit status 0: everything is proved. 1: something is violated or not proved, or the second
    method says otherwise. 2: a declaration is wrong, or there is no such tenant, stage or revision.
    3: the program could not be evaluated.
    """
    of = _of(base, deployed=deployed, previews=previews)
    asked = _asked(root, stage, tenant, workers, of, anew=anew, check=check)
    _tell({"network": _network(asked)}, form, everything=everything)


@app.command()
def access(
    root: Root = None,
    stage: Stage = "local",
    tenant: Tenants = None,
    base: Base = None,
    form: Output = Format.TABLE,
    workers: Workers = WORKERS,
    *,
    everything: Everything = False,
    anew: Anew = False,
    deployed: Deployed = False,
    previews: Previews = None,
) -> None:
    """Prove who can't do what: between tenants, to guardrails and logs, and from outside.

    Exit statuses as of `network`.
    """
    # Each of its witnesses was put to a second evaluator already.
    of = _of(base, deployed=deployed, previews=previews)
    asked = _asked(root, stage, tenant, workers, of, anew=anew, check=False)
    _tell({"access": provers.access(asked)}, form, everything=everything)


@app.command(name="all")
def all_(
    root: Root = None,
    stage: Stage = "local",
    tenant: Tenants = None,
    base: Base = None,
    form: Output = Format.TABLE,
    workers: Workers = WORKERS,
    *,
    everything: Everything = False,
    anew: Anew = False,
    check: Check = False,
    deployed: Deployed = False,
    previews: Previews = None,
) -> None:
    """Prove everything that can be proved of a stage. Exit statuses as of `network`."""
    of = _of(base, deployed=deployed, previews=previews)
    asked = _asked(root, stage, tenant, workers, of, anew=anew, check=check)
    _tell({name: proof(asked) for name, proof in PROOFS.items()}, form, everything=everything)


@dataclass(frozen=True, kw_only=True)
class _Of:
    """What is to be proved in place of desired state alone; at most one of the three."""

    base: str | None
    deployed: bool
    previews: Path | None


def _of(base: str | None, *, deployed: bool, previews: Path | None) -> _Of:
    if sum((base is not None, deployed, previews is not None)) > 1:
        raise UserMistake("--base, --deployed and --previews can't be told together; give one")
    return _Of(base=base, deployed=deployed, previews=previews)


def _asked(
    root: Path | None,
    stage: str,
    tenants: list[str] | None,
    workers: int,
    of: _Of,
    *,
    anew: bool,
    check: bool,
) -> Asked:
    from kyotsu.project import find_root

    if tenants and of.base:
        raise UserMistake("--base compares whole stages; leave out --tenant")
    asked = Asked(
        root=find_root(root),
        stage=stage,
        tenants=tuple(tenants or ()),
        base=of.base,
        anew=anew,
        workers=workers,
        check=check,
        deployed=of.deployed,
        previews=of.previews,
    )
    if not asked.of_engine:
        return asked
    from kyotsu.proof.deployed import read_deployment

    # All that is proved, and what checks it, looks at the same states.
    return replace(asked, deployment=read_deployment(asked))


def _tell(proofs: Mapping[str, "Proof"], form: Format, *, everything: bool) -> None:
    if form is Format.JSON:
        from kyotsu.proof.as_json import as_data

        found = {name: as_data(proof) for name, proof in proofs.items()}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif form is Format.HTML:
        from kyotsu.proof.page import as_page

        typer.echo(as_page(proofs), nl=False)
    else:
        from kyotsu.proof.show import print_proof

        for proof in proofs.values():
            print_proof(proof, everything=everything)
    if not all(proof.holds for proof in proofs.values()):
        raise typer.Exit(FAILED)
