"""A provider plugin for ``aws`` that carries resource types out on moto. Development only.

It speaks the engine's provider protocol with the names of pulumi-aws 7, refuses any endpoint but
loopback, and tells what it really provisioned from what it only recorded. ADR 0005 has the why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal


def summary(type_token: str, inputs: Mapping[str, Any]) -> Literal["provisioned", "recorded"]:
    """Whether a resource of this type and these inputs is provisioned or only recorded.

    `inputs` may be those of a stack export. Raises `UnknownTypeError` for a type that isn't in
    the table.
    """
    from localcloud.provider.carry_out import is_recorded
    from localcloud.provider.registry import entry

    return "recorded" if is_recorded(entry(type_token), dict(inputs)) else "provisioned"


def reason(type_token: str) -> str | None:
    """Why resources of this type are only recorded, or some of them; None where none are."""
    from localcloud.provider.registry import entry

    recorded = entry(type_token).recorded
    return recorded.reason if recorded else None


__all__ = ["reason", "summary"]
