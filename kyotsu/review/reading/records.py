"""What the engine wrote of one preview, in one shape whichever file it came from. Not masked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kyotsu.review.findings import Place

STACK: Final = "pulumi:pulumi:Stack"


@dataclass(slots=True, kw_only=True)
class State:
    """A resource on one side of a step. `inputs` and `outputs` hold `Hidden`s."""

    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    id: str = ""
    parent: str | None = None
    provider: str | None = None
    custom: bool = True
    protect: bool = False
    retain: bool = False
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )
    secret_outputs: tuple[str, ...] = ()
    source: Place | None = None


@dataclass(slots=True, kw_only=True)
class Step:
    """One operation of the engine on one resource."""

    op: str
    asked: str
    """The operation that was begun: a refresh ends as what became of the resource."""
    urn: str
    type: str
    old: State | None
    new: State | None
    keys: tuple[str, ...] = ()
    """The properties for which it is replaced."""
    diffs: tuple[str, ...] = ()
    detailed: Mapping[str, tuple[str, bool]] = field(default_factory=dict[str, tuple[str, bool]])
    """By path: the kind, such as `update-replace`, and whether it is between inputs."""
    failed: bool = False


@dataclass(slots=True, kw_only=True)
class Ruling:
    """What a policy said."""

    policy: str
    level: str
    urn: str
    message: str
    pack: str
    severity: str = ""


@dataclass(slots=True, kw_only=True)
class Said:
    """What the engine, a provider or the program said."""

    severity: str
    urn: str
    message: str


@dataclass(slots=True, kw_only=True)
class Records:
    """All of one file."""

    name: str
    """What a mistake calls the file."""
    config: Mapping[str, str] | None = None
    steps: list[Step] = field(default_factory=list[Step])
    """In the order in which the engine takes them."""
    rulings: list[Ruling] = field(default_factory=list[Ruling])
    said: list[Said] = field(default_factory=list[Said])
    counts: Mapping[str, int] | None = None
    """Resources by operation; None where the engine didn't come to its summary."""
    result: str = ""
    packs: tuple[str, ...] = ()
    """The policy packs that were run, by name."""
    corrupt: bool = False

    @property
    def urns(self) -> set[str]:
        """All resources that are named."""
        return {step.urn for step in self.steps}
