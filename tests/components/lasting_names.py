"""The names of what can't be made again, as they were last deployed: a list that is committed.

    python -m tests.components.lasting_names    writes it anew

A name that leaves the list is a resource that an update would delete and make again under another
name. With an alias it stays: see docs/life-cycle.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kyotsu.desired import reading
from kyotsu.desired.graph import Graph
from kyotsu.diff.aliases import former_urns
from kyotsu.diff.replacement import HOLDS_DATA

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_suffix(".txt")
HEAD = """\
# What holds data in prod, by its place and name in a stack: a name is an identity.
# After a rename with an alias, or for something new: python -m tests.components.lasting_names
"""


def lasting(graph: Graph) -> dict[str, frozenset[str]]:
    """Return the identities of what holds data, each with those that its aliases still accept.

    An identity is the URN without the stack's name, because tenants differ in nothing else.
    """
    former = former_urns(graph)
    return {
        _identity(one.urn): frozenset(map(_identity, former[one.urn]))
        for one in graph.resources
        if one.type in HOLDS_DATA and one.kind == "custom"
    }


def _identity(urn: str) -> str:
    head, _, chain, name = urn.split("::", 3)
    kind = "tenant" if "." in head else "foundation"
    return f"{kind} {chain} {name}"


def of_prod() -> Iterator[Graph]:
    """Yield the graphs of all sample stacks in prod."""
    for found in reading.graphs(ROOT, "prod", []):
        yield found.graph


def listed() -> frozenset[str]:
    """Return what the list says."""
    return frozenset(row for row in LIST.read_text("utf-8").splitlines() if row[0] != "#")


def lost(before: Iterable[str], now: Iterable[dict[str, frozenset[str]]]) -> set[str]:
    """Return the identities that nothing has any more, and that no alias leads on."""
    missing = set(before)
    for found in now:
        missing -= found.keys()
        missing.difference_update(*found.values())
    return missing


def main() -> None:
    """Write the list anew."""
    rows = sorted({identity for graph in of_prod() for identity in lasting(graph)})
    LIST.write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
