"""What a proof is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kyotsu.desired.graph import Graph


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """The stacks that are deployed, and why others can't be told of, by tenant or stage."""

    graphs: tuple[Graph, ...]
    left_out: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a proof is asked for."""

    root: Path
    stage: str
    tenants: tuple[str, ...]
    base: str | None
    anew: bool
    workers: int
    check: bool = False
    """Whether the second method is to follow what was proved."""
    deployed: bool = False
    """Whether what is deployed is meant, and not what the working tree declares."""
    previews: Path | None = None
    """The folder of the previews that are meant, and not what the working tree declares."""
    deployment: Deployment | None = None
    """What the engine told, where that was read already."""

    @property
    def of_engine(self) -> bool:
        """Whether what the engine told is to be proved: states, or previews."""
        return self.deployed or self.previews is not None
