"""Load balancers."""

from dataclasses import dataclass
from typing import Literal

from kyotsu.proof.network.headerspace.space import Service
from kyotsu.proof.network.resources.thing import Span, Thing


@dataclass(frozen=True, kw_only=True)
class Balancer(Thing):
    """A load balancer: an interface in each of its subnets, with its groups."""

    kind: Literal["application", "network"]
    subnets: tuple[str, ...]
    groups: tuple[str, ...] = ()

    @property
    def guarded(self) -> bool:
        """Whether some group is asked of what it gets: only a network one can be without."""
        return self.kind == "application" or bool(self.groups)


@dataclass(frozen=True, kw_only=True)
class Listener(Thing):
    """What a network load balancer takes: one port, by each of some protocols."""

    balancer: str
    protocols: tuple[Span, ...]
    port: int

    @property
    def services(self) -> tuple[Service, ...]:
        """What it takes."""
        return tuple(Service(one, (self.port, self.port)) for one in self.protocols)
