"""The connections that a tenant has over the hub: one list that everything follows from.

Routes, network ACLs, security groups and the firewall's rules of both ends are all made of these,
so that none lets through what another one doesn't, and nothing is open that nobody declared.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Final, Literal

from tenancy.links import Peer
from tenancy.model import Environment
from tenancy.vocabulary import Ingress, Protocol

ANYWHERE: Final = "0.0.0.0/0"
HTTPS: Final = 443

Purpose = Literal["link", "egress", "government-lan", "endpoints"]


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Connections to one port, between the tenant and one far end."""

    purpose: Purpose
    direction: Literal["outbound", "inbound"]
    """`outbound` where the tenant opens the connection."""
    far: str
    """What the far end is called: a tenant's key, a domain or a block."""
    cidr: str
    """The far end's addresses; everywhere, where it is known by a domain."""
    protocol: Protocol
    port: int

    @property
    def name(self) -> str:
        """Its identity within the tenant, such as `link-mof-shunou-outbound-443-tcp`."""
        return f"{self.purpose}-{self.far}-{self.direction}-{self.port}-{self.protocol}"

    @property
    def domain(self) -> str | None:
        """The domain that the far end is known by, if it is."""
        return self.far if self.purpose == "egress" and self.cidr == ANYWHERE else None


def flows_of(
    environment: Environment,
    peers: Iterable[Peer],
    *,
    behind_the_line: Iterable[IPv4Network],
    shared_services: str | None,
) -> tuple[Flow, ...]:
    """Return a tenant's flows, sorted.

    `behind_the_line` is what lies behind the government's line; `shared_services` is the block of
    the hub's interface endpoints, where the tenant uses them.
    """
    found = {
        *_links(peers),
        *_egress(environment),
        *_from_government(environment.ingress, behind_the_line),
    }
    if shared_services is not None:
        found.add(
            Flow(
                purpose="endpoints",
                direction="outbound",
                far="hub",
                cidr=shared_services,
                protocol="tcp",
                port=HTTPS,
            )
        )
    return tuple(sorted(found, key=lambda flow: (flow.purpose, flow.far, flow.port, flow.name)))


def _links(peers: Iterable[Peer]) -> Iterator[Flow]:
    for peer in peers:
        for port in peer.ports:
            yield Flow(
                purpose="link",
                direction=peer.direction,
                far=peer.system,
                cidr=peer.cidr,
                protocol=peer.protocol,
                port=port,
            )


def _egress(environment: Environment) -> Iterator[Flow]:
    for egress in environment.egress:
        for port in egress.ports:
            yield Flow(
                purpose="egress",
                direction="outbound",
                far=egress.to,
                cidr=egress.to if "/" in egress.to else ANYWHERE,
                protocol=egress.protocol,
                port=port,
            )


def _from_government(ingress: Ingress, blocks: Iterable[IPv4Network]) -> Iterator[Flow]:
    if ingress == "government-lan":
        for block in blocks:
            yield Flow(
                purpose="government-lan",
                direction="inbound",
                far=str(block),
                cidr=str(block),
                protocol="tcp",
                port=HTTPS,
            )
