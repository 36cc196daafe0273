"""All statements about a stage, judged."""

from collections.abc import Collection, Iterator

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.outward import outward
from kyotsu.proof.network.statements import isolation
from kyotsu.proof.verdict import Verdict


def prove(case: Case, subjects: Collection[str] | None = None) -> Iterator[Verdict]:
    """Yield the verdicts on a stage; with `subjects`, only those on what these tenants send."""
    for key, tenant in sorted(case.declared.tenants.items()):
        if (subjects is None or key in subjects) and key not in case.left_out:
            sent = outward(case, tenant)
            yield from isolation.judge(case, sent)
    yield from isolation.troubled(case)
