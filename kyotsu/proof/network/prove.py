"""All statements about a stage, judged."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.reachability.inward import inward
from kyotsu.proof.network.reachability.outward import outward
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
            yield from of_tenant(case, key).verdicts
    yield from of_stage(case)


@dataclass(frozen=True, kw_only=True)
class OfTenant:
    """The verdicts on what one tenant sends and declares, and where it can send anything."""

    verdicts: tuple[Verdict, ...]
    met: frozenset[str] = frozenset()
    sent_to: int = 0


def of_tenant(case: Case, key: str) -> OfTenant:
    """Judge what one tenant sends and declares."""
    tenant = case.declared.tenants[key]
    if key in case.left_out or not case.vpcs_of.get(key):
        why = isolation.absent(case.left_out.get(key, "no network is in it"))
        others = len(case.declared.tenants) - 1
        return OfTenant(
            verdicts=tuple(
                Verdict(
                    statement=one.STATEMENT,
                    subject=f"{key} -> *" if one is isolation else key,
                    outcome=Outcome.NOT_PROVED,
                    reasons=(why,),
                    covers=others if one is isolation else 1,
                )
                for one in OF_TENANTS
            )
        )
    sent = outward(case, tenant)
    verdicts = (
        *isolation.judge(case, sent),
        *declared_ways.judge(case, tenant),
        *ways_out.judge(case, sent),
        *foundation.judge(case, sent),
    )
    rests_on = {source.urn for verdict in verdicts for source in verdict.rests_on}
    return OfTenant(
        verdicts=verdicts,
        met=frozenset(sent.walk.met | rests_on),
        sent_to=sent.walk.sent_to | case.block(tenant.block),
    )


def of_stage(case: Case) -> Iterator[Verdict]:
    """Yield the verdicts on what isn't sent by a tenant."""
    yield from isolation.troubled(case)
    received = inward(case)
    yield from ways_in.judge(case, received)
    yield from set_apart.judge(case, received)
    yield from stages.judge(case)
    yield from names.judge(case)
    yield from shares.judge(case)
