"""A dossier as JSON: everything that is in the other forms."""

import json
from typing import Final

from kyotsu.evidence.model import Dossier
from kyotsu.plain import plain

SCHEMA: Final = 1


def as_json(dossier: Dossier) -> bytes:
    """Return the dossier; the same dossier gives the same bytes."""
    data = {"schema": SCHEMA, **plain(dossier)}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()
