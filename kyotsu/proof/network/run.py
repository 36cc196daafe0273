"""Proves a stage's network from its desired state, as much anew as a change asks for."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kyotsu.desired.graph import Graph
from kyotsu.desired.sides import Side, cache_folder
from kyotsu.errors import UserMistake
from kyotsu.proof.network.case import Case
from kyotsu.proof.network.declared import Declared, DeclaredTenant, declared
from kyotsu.proof.network.evaluated import Desired, read_desired
from kyotsu.proof.network.incremental.affected import UNTOUCHED
from kyotsu.proof.network.incremental.reuse import declared_by, general, still_true
from kyotsu.proof.network.incremental.store import Last, Record, Store, code_hash
from kyotsu.proof.network.prove import STATEMENTS, of_stage, of_tenant
from kyotsu.proof.network.reading.stack import read_stack
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import Outcome, Verdict
from tenancy.finding import nearest
from tenancy.load import without_collector
from tenancy.vocabulary import Text

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def store_of(root: Path) -> Store:
    """Return where a project keeps what was proved: beside its evaluated graphs."""
    return Store(cache_folder(root).parent / "proof")


def prove_stage(
    root: Path,
    stage: str,
    *,
    today: date,
    workers: int,
    subjects: Collection[str] = (),
    store: Store | None = None,
    cache: Path | None = None,
    lenient: bool = False,
) -> Proof:
    """Prove the network of a stage of a project.

    `subjects` are the tenants whose packets are followed; all, where none is named. Without a
    `store` everything is proved anew.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage or tenant.
        WorldFault: the process that evaluates can't go on.
    """
    with Side(root, stage, today=today, cache=cache or cache_folder(root), lenient=lenient) as side:
        told = declared(root, stage, today)  # while the side's own process plans
        check_subjects(told, subjects)
        desired = read_desired(side, workers, store)
    return prove_desired(told, desired, subjects=subjects, store=store)


def check_subjects(told: Declared, subjects: Collection[str]) -> None:
    """Refuse tenants that a stage doesn't have.

    Raises:
        UserMistake: there is no such tenant.
    """
    for key in subjects:
        if key not in told.tenants:
            raise UserMistake(
                f"there is no tenant {key} in stage {told.stage}; {nearest(key, told.tenants)}"
            )


def prove_graphs(
    told: Declared,
    graphs: Iterable[Graph],
    *,
    subjects: Collection[str] = (),
    left_out: Mapping[str, str] = NOTHING,
) -> Proof:
    """Prove the network that some graphs describe, wherever they come from.

    `left_out` has the tenants of which there is no graph, with the reason.
    """
    parts = {graph.stack: read_stack(graph) for graph in graphs}
    found = Desired(parts=parts, keys={}, left_out=left_out)
    return prove_desired(told, found, subjects=subjects)


def prove_desired(
    told: Declared,
    desired: Desired,
    *,
    subjects: Collection[str] = (),
    store: Store | None = None,
) -> Proof:
    """Prove what was read. With a `store`, what nothing can have affected is taken as it was."""
    with without_collector():
        return _prove(told, desired, subjects, store)


def _prove(
    told: Declared, desired: Desired, subjects: Collection[str], store: Store | None
) -> Proof:
    missing = {
        key: desired.left_out.get(key, "there is no stack of it")
        for key in told.tenants
        if f"{told.stage}.{key}" not in desired.parts
    }
    parts = tuple(part for _, part in sorted(desired.parts.items()))
    case = Case(parts, told, missing)
    last = store.last(told.stage) if store else None
    records = still_true(case, desired, last, store) if last and store else {}
    kept: dict[str, Text] = {}
    verdicts: list[Verdict] = []
    now: dict[str, Record] = {}
    for key, tenant in sorted(told.tenants.items()):
        if subjects and key not in subjects:
            continue
        record = records.get(key)
        if record is None:
            record = _proved(case, key, tenant)
        else:
            kept[key] = UNTOUCHED
        now[key] = record
        verdicts += record.verdicts
    verdicts += of_stage(case)
    if store and not subjects and all(desired.keys.values()):
        store.keep_last(
            told.stage,
            Last(
                code=code_hash(),
                declared=general(told),
                parts=dict(desired.keys),
                records={key: one for key, one in now.items() if _is_proved(one)},
            ),
        )
    return Proof(
        stage=told.stage,
        statements=STATEMENTS,
        verdicts=tuple(verdicts),
        notes=(*_notes(case), *_absent(told, desired)),
        kept=kept,
    )


def _proved(case: Case, key: str, tenant: DeclaredTenant) -> Record:
    found = of_tenant(case, key)
    return Record(
        declared=declared_by(case.declared, tenant),
        met=tuple(sorted(found.met)),
        sent_to=tuple(case.compiled.space.addresses.ranges(found.sent_to)),
        verdicts=found.verdicts,
    )


def _is_proved(record: Record) -> bool:
    """Return whether all is proved: only of that is it known what it rests on."""
    return all(one.outcome is Outcome.PROVED for one in record.verdicts)


def _notes(case: Case) -> list[Text]:
    """Return what is wrong with the network itself, each thing once."""
    found = {
        (one.urn, one.en): Text(ja=f"{where}: {one.ja}"[:400], en=f"{where}: {one.en}"[:400])
        for one in case.problems
        for where in (f"{one.line} ({one.urn.rpartition('::')[2]})".strip(),)
    }
    return [found[key] for key in sorted(found)]


def _absent(told: Declared, desired: Desired) -> list[Text]:
    return [
        Text(ja=f"{key}: 評価できません: {why}"[:400], en=f"{key} can't be evaluated: {why}"[:400])
        for key, why in sorted(desired.left_out.items())
        if key in told.tenants or key == told.stage
    ]
