"""One component, evaluated alone: what it makes, by type and name."""

from __future__ import annotations

import json
from typing import Any, cast

import pulumi


class Stand(pulumi.ComponentResource):
    """Stands for whatever must be there before a component."""

    def __init__(self) -> None:
        super().__init__("kyotsu:tests:Stand", "stand", {}, None)


def statements(policy: str) -> dict[str, dict[str, Any]]:
    """Return the statements of a policy document by their ids."""
    rows = cast("list[dict[str, Any]]", json.loads(policy)["Statement"])
    return {row["Sid"]: row for row in rows}
