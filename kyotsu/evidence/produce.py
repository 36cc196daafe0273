"""Makes the files of one stack's evidence: what a worker process does."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kyotsu.desired.graph import Graph
from kyotsu.evidence.collect import dossiers
from kyotsu.evidence.manifest import sha256
from kyotsu.evidence.model import Dossier, Origin
from kyotsu.output import write_file
from kyotsu.policy.session import open_session
from policies.frameworks import Frameworks, load_frameworks
from policies.session import Session, catalogue
from tenancy.fleet import Fleet


@dataclass(frozen=True, kw_only=True)
class Produced:
    """One stack's files by path, with their hashes, and how many controls are in each state."""

    dossier: Dossier
    files: dict[str, str]


def produce(
    root: Path, fleet: Fleet, origin: Origin, graph: Graph, forms: tuple[str, ...], out: Path
) -> Produced:
    """Judge a stack, write its evidence below `out`, and return it."""
    session, frameworks = _rules(root)
    (dossier,) = dossiers(fleet, session, frameworks, origin, [graph])
    folder = out / graph.stack
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, str] = {}
    for name, content in _contents(dossier, fleet, frameworks, forms).items():
        (folder / name).parent.mkdir(exist_ok=True)
        write_file(folder / name, content)
        files[f"{graph.stack}/{name}"] = sha256(content)
    return Produced(dossier=dossier, files=files)


@cache
def _rules(root: Path) -> tuple[Session, Frameworks]:
    session = open_session(root, dry_run=True)
    return session, load_frameworks(tuple(catalogue(session.rules, session.stack_rules).values()))


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
