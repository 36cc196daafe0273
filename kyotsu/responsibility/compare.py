"""What changed since a version was signed."""

from dataclasses import dataclass
from typing import Literal

from kyotsu.responsibility.model import Agreement, Clause


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A clause that is new, gone or worded otherwise."""

    kind: Literal["added", "removed", "changed"]
    before: Clause | None
    after: Clause | None


def differences(signed: Agreement, now: Agreement) -> tuple[Difference, ...]:
    """Return what differs, in the order of the document."""
    old, new = signed.clauses(), now.clauses()
    found: list[Difference] = []
    for id_ in [*new, *(id_ for id_ in old if id_ not in new)]:
        before, after = old.get(id_), new.get(id_)
        if before is None:
            found.append(Difference(kind="added", before=None, after=after))
        elif after is None:
            found.append(Difference(kind="removed", before=before, after=None))
        elif before != after:
            found.append(Difference(kind="changed", before=before, after=after))
    return tuple(found)
