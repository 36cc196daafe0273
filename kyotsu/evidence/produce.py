"""Makes the files of one stack's evidence: what a worker process does."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kyotsu.desired.cache import Cache
from kyotsu.desired.graph import Graph
from kyotsu.desired.messages import Result
from kyotsu.desired.sides import graph_of
from kyotsu.evidence.collect import dossiers
from kyotsu.evidence.manifest import sha256
from kyotsu.evidence.model import Dossier, Origin, Status
from kyotsu.output import write_file
from kyotsu.policy.session import open_session
from policies.frameworks import Frameworks, load_frameworks
from policies.session import Session, catalogue
from tenancy.fleet import Fleet


@dataclass(frozen=True, kw_only=True)
class Produced:
    """One stack's files by path, with their hashes, and how many controls are in each state."""

    stack: str
    states: Mapping[Status, int]
    files: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a worker process needs for every stack: read once."""

    fleet: Fleet
    cache: Cache
    origin: Origin
    forms: tuple[str, ...]
    out: Path
    session: Session
    frameworks: Frameworks


_DESK: Final[list[Desk]] = []
"""The process's own; empty until it begins."""


def begin(
    root: Path, fleet: Fleet, cache: Path, origin: Origin, forms: tuple[str, ...], out: Path
) -> None:
    """Read the rules, in a process that will produce the evidence of many stacks."""
    session = open_session(root, dry_run=True, fleet=fleet)
    rules = tuple(catalogue(session.rules, session.stack_rules).values())
    _DESK[:] = [
        Desk(
            fleet=fleet,
            cache=Cache(cache),
            origin=origin,
            forms=forms,
            out=out,
            session=session,
            frameworks=load_frameworks(rules),
        )
    ]


def produce(of: Graph | Result) -> Produced:
    """Judge a stack, write its evidence, and return what was written."""
    (desk,) = _DESK
    graph = of if isinstance(of, Graph) else graph_of(desk.cache, of)
    (dossier,) = dossiers(desk.fleet, desk.session, desk.frameworks, desk.origin, [graph])
    folder = desk.out / graph.stack
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, str] = {}
    for name, content in _contents(dossier, desk.fleet, desk.frameworks, desk.forms).items():
        (folder / name).parent.mkdir(exist_ok=True)
        write_file(folder / name, content)
        files[f"{graph.stack}/{name}"] = sha256(content)
    return Produced(
        stack=graph.stack,
        states={status: dossier.count(status) for status in Status},
        files=files,
    )


def _contents(
    dossier: Dossier, fleet: Fleet, frameworks: Frameworks, forms: tuple[str, ...]
) -> dict[str, bytes]:
    # Each form is imported by whom it is asked of: OSCAL's classes take a second.
    made: dict[str, bytes] = {}
    if "json" in forms:
        from kyotsu.evidence.as_json import as_json

        made["evidence.json"] = as_json(dossier)
    if "html" in forms:
        from kyotsu.evidence.page import as_html

        made["evidence.html"] = as_html(dossier)
    if "pdf" in forms:
        from kyotsu.evidence.pdf import as_pdf

        made["evidence.pdf"] = as_pdf(dossier)
    if "oscal" in forms:
        from kyotsu.evidence.oscal.write import documents

        tenant = fleet.tenants.get(dossier.stack.partition(".")[2])
        found = documents(dossier, tenant, frameworks)
        made |= {f"oscal/{name}": content for name, content in found.items()}
    return made
