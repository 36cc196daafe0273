"""What is in a picture: networks, tiers, subnets, and the ways out of them, each with its state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kyotsu.review.meaning.ways import Kind
from policies.rule import Text


class State(StrEnum):
    """What becomes of something."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


MARKS = {State.SAME: "", State.NEW: "+", State.GONE: "−", State.CHANGED: "~"}
"""Beside the colour, for those who see none and for paper."""


@dataclass(frozen=True, kw_only=True)
class Subnet:
    """One subnet. `tier` and `zone` say where in the picture it is."""

    name: str
    cidr: str
    tier: str
    zone: str
    state: State


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """What leads out of a network."""

    kind: Kind
    name: str
    state: State


@dataclass(frozen=True, kw_only=True)
class Road:
    """A way from a tier to a gateway; `destinations` are address ranges."""

    tier: str
    gateway: tuple[Kind, str]
    state: State
    destinations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Chip:
    """Resources of one kind that are in a network and have no place of their own in the picture."""

    label: Text
    states: tuple[tuple[State, int], ...]
    """How many there are in each state."""

    @property
    def worst(self) -> State:
        """The state that the chip is drawn in."""
        there = {state for state, _ in self.states}
        for state in (State.GONE, State.CHANGED, State.NEW):
            if state in there:
                return state
        return State.SAME


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One network, with everything that is drawn of it."""

    name: str
    cidr: str
    state: State
    subnets: tuple[Subnet, ...]
    gateways: tuple[Gateway, ...]
    roads: tuple[Road, ...]
    chips: tuple[Chip, ...]
    attached: State | None = None
    """Of the attachment to the hub; None where there is none."""
    words: Mapping[State, Mapping[Text, list[str]]] = field(
        default_factory=dict[State, Mapping[Text, list[str]]]
    )
    """What is new, goes or changes: names by what they are names of."""

    @property
    def zones(self) -> list[str]:
        """The zones, in their order."""
        return sorted({one.zone for one in self.subnets})

    @property
    def tiers(self) -> list[str]:
        """The tiers, from the outside inwards."""
        return sorted({one.tier for one in self.subnets}, key=lambda name: (_rank(name), name))

    @property
    def likeness(self) -> Any:
        """What two pictures that look the same but for their addresses have in common."""
        return (
            self.state,
            self.attached,
            tuple((one.name, one.tier, one.zone, one.state) for one in self.subnets),
            self.gateways,
            self.roads,
            tuple((one.label.en, one.states) for one in self.chips),
        )


_OUTWARDS = ("public", "ingress", "firewall", "inspection", "attachment", "private", "protected")


def _rank(tier: str) -> int:
    return _OUTWARDS.index(tier) if tier in _OUTWARDS else len(_OUTWARDS)
