"""The ledger of a stage: a row a system, and what contradicts it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from kyotsu.ledger.columns import HEADINGS, Subject, cells
from kyotsu.ledger.contradictions import contradictions, overdue
from kyotsu.ledger.facts import Facts
from kyotsu.ledger.model import Finding, Ledger, Row
from kyotsu.ledger.words import text
from tenancy.defaults import resolve
from tenancy.fleet import Fleet
from tenancy.plan import NotPlanned, TenantPlan, plan_tenant
from tenancy.stage import StageSettings


def subjects(fleet: Fleet, stage: StageSettings) -> Iterator[Subject]:
    """Yield every system of the fleet, by ministry and key, also those without an environment."""
    for tenant in sorted(fleet.tenants.values(), key=lambda one: (one.ministry, one.key)):
        environment = tenant.environment(stage.environment)
        yield Subject(
            tenant=tenant,
            ministry=fleet.ministries[tenant.ministry],
            resolved=resolve(tenant, stage.environment, environment) if environment else None,
            plan=_plan(fleet, tenant.key, stage),
        )


def rows(of: Iterable[Subject]) -> tuple[Row, ...]:
    """Return the ledger's rows."""
    return tuple(
        Row(
            tenant=one.tenant.key,
            file=str(Path("tenants", one.tenant.ministry, f"{one.tenant.system}.yaml")),
            cells=cells(one),
        )
        for one in of
    )


def ledger(
    fleet: Fleet,
    stage: StageSettings,
    *,
    day: date,
    basis: Literal["desired", "deployed"],
    facts: Iterable[tuple[str, Facts]],
    problems: Mapping[str, str],
) -> Ledger:
    """Return the ledger of a stage.

    `facts` are of the tenants' stacks by their names, in any order, each read once; `problems` says
    of stacks why there are none. A system that should have them and has neither is told as not
    provisioned.
    """
    of = {one.tenant.key: one for one in subjects(fleet, stage)}
    findings = [finding for one in of.values() for finding in overdue(one, day)]
    seen: set[str] = set()
    for stack, seen_there in facts:
        key = stack.partition(".")[2]
        if key in of:
            seen.add(key)
            findings.extend(contradictions(of[key], seen_there))
    for key, subject in of.items():
        problem = problems.get(f"{stage.name}.{key}")
        if problem is not None:
            findings.append(_unchecked(key, problem))
        elif subject.plan is not None and key not in seen:
            findings.append(_not_there(key, stage.name))
    return Ledger(
        stage=stage.name,
        day=day,
        basis=basis,
        headings=HEADINGS,
        rows=rows(of.values()),
        findings=tuple(sorted(findings, key=lambda one: (one.tenant, one.column, one.message.en))),
    )


def _plan(fleet: Fleet, key: str, stage: StageSettings) -> TenantPlan | None:
    try:
        return plan_tenant(fleet, key, stage)
    except NotPlanned:
        return None


def _unchecked(key: str, problem: str) -> Finding:
    return Finding(
        tenant=key,
        column="composition",
        kind="unchecked",
        message=text(
            f"構成を確認できなかった:{problem}", f"What is provisioned isn't known: {problem}"
        ),
    )


def _not_there(key: str, stage: str) -> Finding:
    return Finding(
        tenant=key,
        column="composition",
        kind="contradiction",
        message=text(
            f"ステージ{stage}に環境が宣言されているが、構築されていない。",
            f"An environment is declared for stage {stage}, but none is there.",
        ),
    )
