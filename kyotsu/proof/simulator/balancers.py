"""Load balancers that have no security groups: nobody asks who sends to them, or where they send.

https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.inventory import Inventory, as_list
from kyotsu.proof.simulator.packet import TCP, UDP, Packet

BALANCERS: Final = ("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer")
LISTENERS: Final = ("aws:lb/listener:Listener", "aws:alb/listener:Listener")
CARRIES: Final[Mapping[str, Sequence[int]]] = {
    "TCP": (TCP,),
    "TLS": (TCP,),
    "TCP_UDP": (TCP, UDP),
    "TCP_QUIC": (TCP, UDP),
    "UDP": (UDP,),
    "QUIC": (UDP,),
}
"""What the listeners of a network load balancer take, by the protocol that they name."""


class Balancers:
    """All load balancers of the graphs."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory

    def takes(self, packet: Packet, subnet: str) -> Resource | None:
        """Return the listener in a subnet that takes a packet whoever sends it, if there is one."""
        for balancer in self._unguarded(subnet):
            for token in LISTENERS:
                for listener in self._inventory.referring(token, "loadBalancerArn", balancer.urn):
                    protocols = CARRIES.get(str(listener.inputs.get("protocol")), ())
                    on_port = int(listener.inputs["port"]) == packet.destination_port
                    if on_port and packet.protocol in protocols:
                        return listener
        return None

    def sends(self, packet: Packet, subnet: str) -> Resource | None:
        """Return the balancer in a subnet that may send a packet to a target of its, if any."""
        if packet.protocol not in (TCP, UDP):
            return None
        return next(self._unguarded(subnet), None)

    def _unguarded(self, subnet: str) -> Iterator[Resource]:
        for token in BALANCERS:
            for balancer in self._inventory.of_type(token):
                network = balancer.inputs.get("loadBalancerType") == "network"
                if network and not balancer.inputs.get("securityGroups"):
                    mapped = as_list(balancer.inputs.get("subnetMappings"))
                    named = [
                        *as_list(balancer.inputs.get("subnets")),
                        *(one.get("subnetId") for one in mapped),
                    ]
                    if subnet in map(self._inventory.named, named):
                        yield balancer
