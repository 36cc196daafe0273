"""A tenant's end: in each stage its stack, then its declaration, then its addresses.

Each step is written down before and after, so that a command that is run again goes on where the
last one ended, wherever it was killed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kyotsu.errors import KyotsuError, UserMistake, WorldFault
from kyotsu.stacks import work
from kyotsu.stacks.environment import environment_for
from kyotsu.stacks.targets import Selection, Target
from kyotsu.tenant.addresses import retire_addresses
from kyotsu.tenant.files import only_one, write
from kyotsu.tenant.reading import load_to_settle
from kyotsu.tenant.retirement import record as records
from kyotsu.tenant.retirement.blocking import check_confirmed, check_free
from kyotsu.tenant.retirement.stack import check_settled, deployed, destroying
from kyotsu.tenant.retirement.unprotect import unprotect
from kyotsu.tenant.suspension import file_of
from tenancy.finding import nearest
from tenancy.load import Fleet
from tenancy.model import Tenant
from tenancy.retirement import FOLDER, Retirement
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What was asked for. No stages: all in which the tenant holds addresses but emulated ones."""

    key: str
    stages: Sequence[str] = ()
    confirmed: Sequence[str] = ()
    today: date


def retire(root: Path, wish: Wish) -> list[str]:
    """Retire a tenant in the stages asked for; after the last one, close its books.

    Raises:
        UserMistake: it may not be retired yet, or isn't confirmed; nothing was done.
        WorldFault: an engine or a backend can't be reached, or a file can't be written.
        KyotsuError: an engine failed; what it destroyed stays destroyed.
    """
    fleet = load_to_settle(root)
    tenant = fleet.tenants.get(wish.key)
    if tenant is None:
        return _close(root, fleet, wish.key)
    check_free(fleet, tenant)
    held = tuple(name for name, key in sorted(fleet.addresses.blocks) if key == wish.key)
    # An emulated stage holds nothing that is anybody's, so the end doesn't wait for it.
    real = tuple(name for name in held if not fleet.stages[name].emulated) or held
    stages = [fleet.stages[name] for name in _chosen(wish, held) or real]
    check_confirmed(wish.key, stages, wish.confirmed)
    said: list[str] = []
    for stage in stages:
        said += _retire_in(root, stage, wish)
    open_stages = [name for name in real if not _is_done(root, wish.key, name)]
    if open_stages:
        again = " ".join(f"--stage {name}" for name in open_stages)
        return [*said, f"to be retired still: kyotsu tenant retire {wish.key} {again}"]
    return [*said, *_move(root, tenant), *_close(root, load_to_settle(root), wish.key)]


def _chosen(wish: Wish, held: tuple[str, ...]) -> tuple[str, ...]:
    for name in wish.stages:
        if name not in held:
            raise UserMistake(f"{wish.key} has nothing in a stage {name!r}; {nearest(name, held)}")
    return tuple(dict.fromkeys(wish.stages))


def _is_done(root: Path, key: str, stage: str) -> bool:
    record = load_to_settle(root).retired.get(key)
    there = None if record is None else record.in_stage(stage)
    return there is not None and there.ended is not None


def _retire_in(root: Path, stage: StageSettings, wish: Wish) -> list[str]:
    fleet = load_to_settle(root)
    tenant = fleet.tenants[wish.key]
    record = records.opened(fleet, tenant)
    there = record.in_stage(stage.name)
    if there is not None and there.ended is not None:
        return [f"{wish.key} is gone from stage {stage.name} since {there.ended}"]
    target = Target(stage=stage.name, tenant=wish.key)
    environment = environment_for(root, stage)
    state = deployed(root, stage, environment, target)
    if there is None:
        if state is None:
            raise UserMistake(
                f"{wish.key} was never deployed to stage {stage.name}; take it out of its file"
                f" ({file_of(tenant)}) and run kyotsu tenant retire {wish.key}, or choose other"
                " stages with --stage"
            )
        check_settled(state, target)
        there = records.begun(root, fleet, tenant, stage, state, wish.today)
    if state is not None:
        unprotect(state, environment.variables)
        record = records.with_stage(record, there)
        job = work.Job(
            root=root,
            settings=stage,
            selection=Selection(foundation=None, tenants=(target,)),
            environment=environment,
        )
        operation = destroying(lambda: records.save(root, record))
        title = f"Retirement of {wish.key} from {stage.name}"
        if not work.carry_out(job, operation, parallel=1, title=title):
            raise KyotsuError(
                f"{wish.key} is not gone from stage {stage.name} yet; mend what is said above and"
                " run the same command again"
            )
    there = there.model_copy(update={"ended": records.now()})
    records.save(root, records.with_stage(record, there))
    return [
        (
            f"{wish.key} is gone from stage {stage.name}: {len(there.destroyed)} resources were"
            f" destroyed, {len(there.kept)} are kept, as {record.path} says"
        )
    ]


def _move(root: Path, tenant: Tenant) -> list[str]:
    """Put the declaration beside the record. What reads tenants doesn't look there."""
    source = root / file_of(tenant)
    target = root / FOLDER / tenant.ministry / f"{tenant.system}.yaml"
    with only_one(root):
        try:
            write(target, source.read_text(encoding="utf-8"))
            source.unlink()
        except OSError as error:
            raise WorldFault(f"cannot move {source}: {error.strerror}") from None
    return [f"moved {file_of(tenant)} to {FOLDER}/{tenant.ministry}/{tenant.system}.yaml"]


def _close(root: Path, fleet: Fleet, key: str) -> list[str]:
    """Close a tenant's addresses once nothing declares it, and its record if there is one."""
    record: Retirement | None = fleet.retired.get(key)
    held = any(tenant == key for _, tenant in fleet.addresses.blocks)
    if record is not None and record.ended is not None and not held:
        raise UserMistake(f"{key} is retired since {record.ended}; {record.path} tells the rest")
    said = retire_addresses(root, key) if held or record is None else []
    if record is not None and record.ended is None:
        records.save(root, record.model_copy(update={"ended": records.now()}))
        said.append(f"{key} is retired; {record.path} tells what is kept until when")
    return said
