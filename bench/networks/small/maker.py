"""What all that makes a small network shares."""

import random
from dataclasses import dataclass, field
from typing import Any

from bench.networks.draft import Draft
from bench.networks.small.network import (
    ACCOUNT,
    ANYWHERE,
    LINE_BLOCK,
    STACK,
    Shape,
)
from kyotsu.desired.graph import Resource


@dataclass
class Vpc:
    """A network in the making."""

    block: str
    resource: Resource
    subnets: list[Resource] = field(default_factory=list[Resource])
    tables: list[Resource] = field(default_factory=list[Resource])
    groups: list[Resource] = field(default_factory=list[Resource])
    ways: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Targets that the VPC's route tables can have."""
    gateways: list[Resource] = field(default_factory=list[Resource])
    """What can have a table of its own."""
    firewall: Resource | None = None


@dataclass
class Maker:
    """A network in the making, and the chance that makes it."""

    pick: random.Random
    shape: Shape
    draft: Draft = field(default_factory=Draft)
    vpcs: list[Vpc] = field(default_factory=list[Vpc])
    number: int = 0

    def add(
        self,
        token: str,
        inputs: dict[str, Any],
        depends: dict[str, list[Resource]] | None = None,
        *,
        like: Resource = ACCOUNT,
    ) -> Resource:
        """Add a resource of a new name, in the account of another one."""
        self.number += 1
        name = f"{token.rpartition(':')[2]}-{self.number}"
        return self.draft.add(STACK, token, name, inputs, like=like, depends=depends)

    def chance(self, share: float) -> bool:
        """Return whether chance says so, in a share of all cases."""
        return self.pick.random() < share

    def block(self) -> str:
        """Return a block that matters to somebody."""
        return self.pick.choice(
            [
                ANYWHERE,
                "10.0.0.0/8",
                LINE_BLOCK,
                "203.0.113.0/24",
                *(vpc.block for vpc in self.vpcs),
                *(one.inputs["cidrBlock"] for vpc in self.vpcs for one in vpc.subnets),
            ]
        )
