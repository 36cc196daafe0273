"""Which jobs preview a change: the foundation in one, tenants dealt out to the others."""

import json
from collections.abc import Iterator, Mapping

from kyotsu.fleet.shards import deal
from kyotsu.stacks.targets import Selection


def matrix(selections: Mapping[str, Selection], *, max_jobs: int, per_job: int) -> str:
    """Return the matrix of all stages as one line of JSON, for `fromJSON` in `strategy.matrix`.

    `stage` and `name` tell jobs apart, `stacks` are the options for `kyotsu ci preview`. Each stage
    has at most `max_jobs` jobs.
    """
    include = [
        {"stage": stage, **job}
        for stage, selection in selections.items()
        for job in _jobs(selection, max_jobs, per_job)
    ]
    return json.dumps({"include": include}, separators=(",", ":"))


def _jobs(selection: Selection, max_jobs: int, per_job: int) -> Iterator[dict[str, str]]:
    if selection.foundation is not None:
        yield {"name": "foundation", "stacks": "--foundation"}
    keys = [target.tenant or "" for target in selection.tenants]
    jobs = deal(keys, max_jobs=max(1, max_jobs - 1), per_job=per_job)
    width = len(str(len(jobs)))
    for number, tenants in enumerate(jobs, start=1):
        yield {
            "name": f"{number:0{width}}-of-{len(jobs)}",
            "stacks": " ".join(f"--tenant {tenant}" for tenant in tenants),
        }
