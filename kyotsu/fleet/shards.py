"""Deals tenants out to the jobs of a GitHub Actions matrix. No I/O."""

import json
from collections.abc import Sequence

MOST_JOBS = 256
"""What one matrix may have: https://docs.github.com/en/actions/reference/limits"""


def deal(tenants: Sequence[str], *, max_jobs: int, per_job: int) -> list[tuple[str, ...]]:
    """Return the tenants of each job: as few jobs as keep each to `per_job`, at most `max_jobs`.

    The same tenants give the same jobs, in whatever order they are given. Jobs differ in size by
    one at most, and neighbours by name, often of one ministry and alike, go to different jobs.
    """
    ordered = sorted(set(tenants))
    jobs = min(max_jobs, MOST_JOBS, -(-len(ordered) // per_job))
    return [tuple(ordered[number::jobs]) for number in range(jobs)]


def matrix(jobs: Sequence[Sequence[str]]) -> str:
    """Return the matrix as one line of JSON, for `fromJSON` in `strategy.matrix`.

    `name` tells jobs apart; `tenants` are the options for `kyotsu fleet`, as
    `--tenant cao-bunsho --tenant moj-toukei`.
    """
    width = len(str(len(jobs)))
    include = [
        {
            "name": f"{number:0{width}}-of-{len(jobs)}",
            "tenants": " ".join(f"--tenant {tenant}" for tenant in tenants),
        }
        for number, tenants in enumerate(jobs, start=1)
    ]
    return json.dumps({"include": include}, separators=(",", ":"))
