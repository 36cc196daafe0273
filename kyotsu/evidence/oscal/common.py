"""What all three documents share: ids that are the same each time, tokens, metadata."""

import re
from typing import Any, Final
from uuid import UUID, uuid5

from kyotsu.evidence.model import Dossier

Part = dict[str, Any]
"""A part of a document, by OSCAL's own names."""

VERSION: Final = "1.2.1"
"""Of OSCAL, that the documents are in."""
NAMESPACE: Final = "https://example.go.jp/ns/kyotsu"
"""Of our own properties."""
_OURS: Final = UUID("5c2f4e0e-6c0c-5b5c-9a53-1f2b8d0c7a11")
"""The namespace of our ids; any would do, as long as it never changes."""
_NO_TOKEN: Final = re.compile(r"[^\w.-]+")
_PREFIXES: Final = {
    "AWS FSBP": "fsbp",
    "CIS AWS 3.0": "cis3",
    "CIS AWS 5.0": "cis5",
    "NIST SP 800-53 r5": "nist",
    "統一基準 R7": "r7",
}


def id_of(dossier: Dossier, *parts: str) -> str:
    """Return the id of a part of a dossier: the same origin and part give the same id."""
    origin = dossier.origin
    return str(uuid5(_OURS, "\n".join((dossier.stack, origin.commit, dossier.graph_hash, *parts))))


def token(framework: str, control: str) -> str:
    """Return a control's id in OSCAL's narrower alphabet; the real one goes into a property.

    `2.1.2(1)-1 a)` of R7 is `r7-2.1.2_1_-1_a`.
    """
    prefix = _PREFIXES.get(framework) or _NO_TOKEN.sub("-", framework).strip("-").lower() or "x"
    return f"{prefix}-{_NO_TOKEN.sub('_', control).strip('_')}"


def prop(name: str, value: str) -> Part:
    """Return one of our own properties."""
    return {"name": name, "value": value, "ns": NAMESPACE}


def metadata(dossier: Dossier, title: str) -> Part:
    """Return the head of a document. Its times are the commit's."""
    origin = dossier.origin
    return {
        "title": f"{title}: {dossier.stack}",
        "last-modified": at(dossier),
        "version": origin.commit[:12],
        "oscal-version": VERSION,
        "props": [
            prop("commit", origin.commit),
            prop("basis", origin.basis),
            prop("state", dossier.graph_hash),
            prop("policies", origin.pack),
        ],
    }


def at(dossier: Dossier) -> str:
    """Return the one time of all documents."""
    return dossier.origin.committed.isoformat()


def component_id(dossier: Dossier) -> str:
    """Return the id of the platform as a component."""
    return id_of(dossier, "component", "platform")
