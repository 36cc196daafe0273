"""A comparison as JSON: everything, tenant by tenant, for programs."""

from dataclasses import asdict
from typing import Any, Final

from kyotsu.diff.grouping import group
from kyotsu.diff.model import Diff

FORMAT: Final = 1


def as_data(diff: Diff) -> dict[str, Any]:
    """Return plain data. `groups` refer to tenants; `stacks` have each change with its causes."""
    return {
        "format": FORMAT,
        "stage": diff.stage,
        "base": diff.base,
        "notes": list(diff.notes),
        "same": diff.same,
        "unchanged": diff.unchanged,
        "groups": [
            {
                "tenants": list(one.tenants),
                "changes": [
                    {
                        "action": line.action,
                        "type": line.type,
                        "names": sorted(line.names),
                        "path": line.path,
                        "stateful": line.stateful,
                        "resources": line.count,
                    }
                    for line in one.lines
                ],
            }
            for one in group(diff).groups
        ],
        "stacks": {
            one.stack: {
                "is": _is(one.only_after, one.only_before),
                "changes": [
                    {**asdict(change), "causes": [asdict(cause) for cause in causes]}
                    for change, causes in zip(one.changes, one.causes, strict=True)
                ],
            }
            for one in diff.stacks_differing
        },
        "not_compared": dict(diff.not_compared),
        "faults": dict(diff.faults),
    }


def _is(only_after: bool, only_before: bool) -> str:
    if only_after:
        return "new"
    return "destroyed" if only_before else "changed"
