"""What the EC2 types share."""

from __future__ import annotations

from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.values import at


def first(context: Context, operation: str, ids: str, result: str) -> Any:
    """Describe one thing by its id."""
    return at(context.call(operation, **{ids: [context.id]}), f"{result}.0")
