"""Collects the evidence of a stage, writes it, and says what came of it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from infra.clock import today
from kyotsu.bundle.signing import EVIDENCE, open_signer
from kyotsu.declarations import read_fleet
from kyotsu.desired.graph import Graph
from kyotsu.desired.messages import Result
from kyotsu.desired.reading import results
from kyotsu.desired.sides import cache_folder
from kyotsu.errors import UserMistake, WorldFault
from kyotsu.evidence.manifest import MANIFEST, write_manifest
from kyotsu.evidence.model import STATUS_WORDS, Origin, Status
from kyotsu.evidence.origin import origin
from kyotsu.evidence.produce import Produced, begin, produce
from kyotsu.ledger import sources
from kyotsu.project import find_root
from kyotsu.workers import in_workers
from tenancy.finding import nearest
from tenancy.fleet import Fleet


def run(
    root: Path | None,
    stage: str,
    names: Sequence[str],
    forms: tuple[str, ...],
    out: Path,
    *,
    workers: int,
    deployed: bool,
    key: str | None,
    signer: str | None,
    console: Console,
) -> None:
    """Write the evidence below a folder that is new or empty.

    Raises:
        UserMistake: something that was asked for can't be, and nothing was written.
        WorldFault: a state can't be read, or a file can't be written.
    """
    folder = find_root(root)
    fleet = read_fleet(folder)
    if stage not in fleet.stages:
        raise UserMistake(f"there is no stage {stage}; {nearest(stage, fleet.stages)}")
    made_from = origin(folder, stage, "deployed" if deployed else "desired")
    signs = None
    if key is not None:
        if signer is None:
            raise UserMistake("who signs? add --signer, the key's name in signers.yaml")
        if made_from.uncommitted:
            raise UserMistake(
                f"{made_from.uncommitted} files aren't as they were committed; only what is "
                "committed can be signed as evidence"
            )
        signs = open_signer(signer, key, EVIDENCE)
    _is_free(out)
    found: list[Produced] = []
    files: dict[str, str] = {}
    producing = in_workers(
        produce,
        _stacks(folder, fleet, stage, names, workers, deployed=deployed),
        workers=workers,
        begin=begin,
        given=(folder, fleet, cache_folder(folder), made_from, forms, out),
    )
    total = len(names) or len(fleet.keys_in(fleet.stages[stage])) + 1
    for one in track(producing, "Collecting evidence", total, console=console, transient=True):
        found.append(one)
        files |= one.files
    write_manifest(out, made_from, dict(sorted(files.items())), signs)
    _report(found, made_from, out, console)


def _stacks(
    root: Path, fleet: Fleet, stage: str, names: Sequence[str], workers: int, *, deployed: bool
) -> Iterator[Graph | Result]:
    if not deployed:
        for result in results(root, stage, names, workers=workers):
            if result.problem:
                raise WorldFault(f"{result.stack} can't be evaluated: {result.problem}")
            yield result
        return
    settings = fleet.stages[stage]
    wanted = {f"{stage}.{name}" for name in names}
    with sources.deployed(root, settings, workers) as source:
        for graph in source.graphs:
            if not wanted or graph.stack in wanted:
                wanted.discard(graph.stack)
                yield graph
        missing = {*wanted, *source.problems}
    if missing and (names or source.problems):
        raise UserMistake(f"there is no deployed state to read of {', '.join(sorted(missing))}")


def _is_free(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UserMistake(f"{out} isn't an empty folder; evidence is never mixed with other files")
    if not out.parent.is_dir():
        raise UserMistake(f"there is no folder {out.parent}; make it, or choose another")


def _report(found: Iterable[Produced], made_from: Origin, out: Path, console: Console) -> None:
    table = Table("stack", title=f"Evidence of {made_from.stage}, {today()}", title_justify="left")
    for status in Status:
        table.add_column(STATUS_WORDS[status].en, justify="right")
    for one in sorted(found, key=lambda produced: produced.stack):
        table.add_row(one.stack, *(str(one.states[status]) for status in Status))
    console.print(table)
    if made_from.uncommitted:
        console.print(f"A draft: {made_from.uncommitted} files differ from the last commit.")
    console.print(f"{out / MANIFEST} lists all files with their hashes.", soft_wrap=True)
