"""All statements about a stage, judged."""

from collections.abc import Collection, Iterator

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.inward import inward
from kyotsu.proof.network.outward import outward
from kyotsu.proof.network.statements import (
    declared_ways,
    foundation,
    isolation,
    names,
    set_apart,
    shares,
    stages,
    ways_in,
    ways_out,
)
from kyotsu.proof.verdict import Outcome, Verdict

OF_TENANTS = (isolation, declared_ways, ways_out, foundation)
"""The statements that are judged by what a tenant sends."""
STATEMENTS = tuple(
    one.STATEMENT
    for one in (
        isolation, declared_ways, ways_in, ways_out, foundation, set_apart, stages, names, shares,
    )
)  # fmt: skip


def prove(case: Case, subjects: Collection[str] | None = None) -> Iterator[Verdict]:
    """Yield the verdicts on a stage; with `subjects`, only those on what these tenants send."""
    for key in sorted(case.declared.tenants):
        if subjects is None or key in subjects:
            yield from of_tenant(case, key)
    yield from of_stage(case)


def of_tenant(case: Case, key: str) -> Iterator[Verdict]:
    """Yield the verdicts on what one tenant sends and declares."""
    tenant = case.declared.tenants[key]
    if key in case.left_out or not case.vpcs_of.get(key):
        why = isolation.absent(case.left_out.get(key, "no network is in it"))
        for one in OF_TENANTS:
            subject = f"{key} -> *" if one is isolation else key
            yield Verdict(
                statement=one.STATEMENT,
                subject=subject,
                outcome=Outcome.NOT_PROVED,
                reasons=(why,),
                covers=len(case.declared.tenants) - 1 if one is isolation else 1,
            )
        return
    sent = outward(case, tenant)
    yield from isolation.judge(case, sent)
    yield from declared_ways.judge(case, tenant)
    yield from ways_out.judge(case, sent)
    yield from foundation.judge(case, sent)


def of_stage(case: Case) -> Iterator[Verdict]:
    """Yield the verdicts on what isn't sent by a tenant."""
    yield from isolation.troubled(case)
    received = inward(case)
    yield from ways_in.judge(case, received)
    yield from set_apart.judge(case, received)
    yield from stages.judge(case)
    yield from names.judge(case)
    yield from shares.judge(case)
