"""Brings together what the site shows, in one pass over the desired state of all stacks."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.progress import Progress

from infra.clock import today
from kyotsu.cost.compute import stage_cost
from kyotsu.cost.model import StageCost
from kyotsu.declarations import read_fleet
from kyotsu.desired.messages import Result
from kyotsu.desired.reading import results
from kyotsu.desired.sides import cache_folder
from kyotsu.errors import UserMistake, WorldFault
from kyotsu.git import head
from kyotsu.ledger.build import ledger, subjects
from kyotsu.ledger.model import Finding
from kyotsu.prices.book import Book, load_book
from kyotsu.roi.ranking import rank, without_model
from kyotsu.roi.reading import ASSUMPTIONS, CANDIDATES, Declared, read_declared
from kyotsu.site.controls import counted, frameworks
from kyotsu.site.documents import read_documents
from kyotsu.site.look import Look, begin, look, read_rules
from kyotsu.site.model import Ranking, Site, System
from kyotsu.site.runs import last_of_each, read_runs, shown
from kyotsu.workers import in_workers
from tenancy.finding import nearest
from tenancy.fleet import Fleet
from tenancy.stage import StageSettings


@dataclass
class _Seen:
    looks: dict[str, Look] = field(default_factory=dict[str, Look])
    problems: dict[str, str] = field(default_factory=dict[str, str])


def gather(
    root: Path, stage: str, evidence: Path | None, *, workers: int, progress: Progress
) -> Site:
    """Return what the site of a stage shows.

    Raises:
        UserMistake: something that is declared is wrong, there is no such stage, or the evidence
            is not of it.
        WorldFault: the foundation can't be evaluated.
    """
    fleet = read_fleet(root)
    if stage not in fleet.stages:
        raise UserMistake(f"there is no stage {stage}; {nearest(stage, fleet.stages)}")
    settings, day, book = fleet.stages[stage], today(), load_book()
    documents = None if evidence is None else read_documents(evidence, stage)
    declared = _candidates(root, fleet)
    rules = read_rules(root, fleet)
    seen = _look(root, fleet, settings, book, day, workers, progress)
    looks = dict(sorted(seen.looks.items()))
    cost = stage_cost(
        fleet,
        settings,
        {stack: one.cost for stack, one in looks.items()},
        seen.problems,
        today=day,
    )
    found = ledger(
        fleet,
        settings,
        day=day,
        basis="desired",
        facts=((stack, one.facts) for stack, one in looks.items()),
        problems=seen.problems,
    )
    runs = read_runs(root, stage)
    last = last_of_each(runs)
    commit = head(root)
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in found.findings:
        findings[finding.tenant].append(finding)
    subject_of = {one.tenant.key: one for one in subjects(fleet, settings)}
    costs = {one.key: one for one in cost.tenants}
    return Site(
        stage=settings,
        today=day,
        commit=commit[0] if commit else None,
        uncommitted=commit[1] if commit else False,
        fleet=fleet,
        systems=tuple(
            System(
                tenant=one.tenant,
                ministry=one.ministry,
                row=row,
                findings=tuple(findings[row.tenant]),
                plan=one.plan,
                look=looks.get(stack),
                problem=seen.problems.get(stack, ""),
                cost=costs.get(row.tenant),
                states=counted(looks[stack]) if stack in looks else {},
                last=last.get(stack),
            )
            for row in sorted(found.rows, key=lambda row: row.tenant)
            for one, stack in ((subject_of[row.tenant], f"{stage}.{row.tenant}"),)
        ),
        foundation=looks[stage],
        cost=cost,
        ledger=found,
        frameworks=frameworks(rules, tuple(looks.values())),
        rules=rules.described,
        ranking=None if declared is None else _ranking(declared, cost),
        runs=shown(runs),
        documents=documents,
        book=book,
        problems=dict(sorted(seen.problems.items())),
    )


def _look(
    root: Path,
    fleet: Fleet,
    stage: StageSettings,
    book: Book,
    day: date,
    workers: int,
    progress: Progress,
) -> _Seen:
    """Look at every stack, in workers; keep why one can't be looked at."""
    seen = _Seen()
    total = len(fleet.keys_in(stage)) + 1
    task = progress.add_task(f"Looking at {total:,} stacks", total=total)

    def evaluated() -> Iterator[Result]:
        for result in results(root, stage.name, [], workers=workers):
            if not result.problem:
                yield result
                continue
            if result.stack == stage.name:
                raise WorldFault(f"{result.stack} can't be evaluated: {result.problem}")
            seen.problems[result.stack] = result.problem
            progress.advance(task)

    given = (root, fleet, stage, book, day, cache_folder(root))
    for one in in_workers(look, evaluated(), workers=workers, begin=begin, given=given):
        seen.looks[one.stack] = one
        progress.advance(task)
    return seen


def _candidates(root: Path, fleet: Fleet) -> Declared | None:
    """Return the candidates; None where nobody declared any."""
    if not (root / ASSUMPTIONS).exists() and not (root / CANDIDATES).exists():
        return None
    return read_declared(root, fleet)


def _ranking(declared: Declared, cost: StageCost) -> Ranking:
    return Ranking(
        assumptions=declared.assumptions,
        results=rank(declared, cost),
        unjudged=without_model(declared, cost),
    )
