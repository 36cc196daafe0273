"""Which jobs preview a change: the foundation in one, tenants dealt out to the others."""

import json
from collections.abc import Sequence

from kyotsu.fleet.shards import deal
from kyotsu.stacks.targets import Selection


def matrix(selection: Selection, *, max_jobs: int, per_job: int) -> str:
    """Return the matrix as one line of JSON, for `fromJSON` in `strategy.matrix`.

    `name` tells jobs apart, `stacks` are the options for `kyotsu ci preview`.
    """
    include: list[dict[str, str]] = []
    if selection.foundation is not None:
        include.append({"name": "foundation", "stacks": "--foundation"})
    keys = [target.tenant or "" for target in selection.tenants]
    jobs: Sequence[Sequence[str]] = deal(
        keys, max_jobs=max(1, max_jobs - len(include)), per_job=per_job
    )
    width = len(str(len(jobs)))
    include += [
        {
            "name": f"{number:0{width}}-of-{len(jobs)}",
            "stacks": " ".join(f"--tenant {tenant}" for tenant in tenants),
        }
        for number, tenants in enumerate(jobs, start=1)
    ]
    return json.dumps({"include": include}, separators=(",", ":"))
