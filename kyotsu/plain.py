"""Our frozen dataclasses as what JSON can hold."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from tenancy.vocabulary import Text


def plain(value: Any) -> Any:
    """Return a value as JSON has it: dataclasses by their fields, texts by language, ISO dates."""
    if isinstance(value, Text):
        return {"ja": value.ja, "en": value.en}
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
