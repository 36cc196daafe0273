"""Counts what the local stage really provisioned, and what it only recorded."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from localcloud.provider import summary


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """Numbers of AWS resources; `recorded` are those that the emulator can't make, by type."""

    provisioned: int
    recorded: Counter[str]


def take_inventory(checkpoints: Iterable[Path]) -> Inventory:
    """Read the states of stacks; a state that doesn't exist counts nothing."""
    provisioned = 0
    recorded: Counter[str] = Counter()
    for checkpoint in checkpoints:
        if not checkpoint.exists():
            continue
        latest = json.loads(checkpoint.read_text())["checkpoint"].get("latest") or {}
        for resource in latest.get("resources", []):
            if not resource["type"].startswith("aws:"):
                continue
            if summary(resource["type"], resource.get("inputs", {})) == "provisioned":
                provisioned += 1
            else:
                recorded[resource["type"]] += 1
    return Inventory(provisioned=provisioned, recorded=recorded)
