"""A dossier as JSON: everything that is in the other forms."""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, Final

from kyotsu.evidence.model import Dossier
from tenancy.vocabulary import Text

SCHEMA: Final = 1


def as_json(dossier: Dossier) -> bytes:
    """Return the dossier; the same dossier gives the same bytes."""
    data = {"schema": SCHEMA, **_plain(dossier)}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return {"ja": value.ja, "en": value.en}
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime) else value
