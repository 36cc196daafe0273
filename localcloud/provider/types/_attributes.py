"""Attributes that travel as text."""

from __future__ import annotations

from typing import Any

from localcloud.provider.values import document


def text(value: Any) -> str | None:
    """Attributes travel as text."""
    return str(value).lower() if isinstance(value, bool) else document(value) or str(value)
