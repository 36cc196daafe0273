"""Load balancers and what they listen on.

https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
"""

from collections.abc import Mapping
from typing import Final

from kyotsu.proof.network.headerspace.space import TCP, UDP
from kyotsu.proof.network.reading.values import Reader
from kyotsu.proof.network.resources.balancers import Balancer, Listener
from kyotsu.proof.network.resources.thing import Span, Thing

_TCP, _UDP = (TCP, TCP), (UDP, UDP)
PROTOCOLS: Final[Mapping[str, tuple[Span, ...]]] = {
    "HTTP": (_TCP,),
    "HTTPS": (_TCP,),
    "TCP": (_TCP,),
    "TLS": (_TCP,),
    "UDP": (_UDP,),
    "TCP_UDP": (_TCP, _UDP),
    "QUIC": (_UDP,),
    "TCP_QUIC": (_TCP, _UDP),
}


def balancer(read: Reader) -> list[Thing]:
    """Read a load balancer. One that passes others' packets to appliances isn't modelled."""
    kind = read.get("loadBalancerType") or "application"
    if read.get("ipAddressType") not in (None, "ipv4"):
        read.ipv6()
    if kind not in ("application", "network"):
        read.problem(
            f"{kind} 型のロードバランサーは扱えません。",
            f"load balancers of type {kind} are not modelled.",
        )
        return []
    mapped = tuple(
        read.reference("subnetMappings", row.get("subnetId")) for row in read.rows("subnetMappings")
    )
    return [
        Balancer(
            **read.named,
            kind=kind,
            subnets=(*read.references("subnets"), *mapped),
            groups=read.references("securityGroups"),
        )
    ]


def listener(read: Reader) -> list[Thing]:
    """Read what a load balancer listens on."""
    written = str(read.get("protocol") or "HTTP").upper()
    protocols = PROTOCOLS.get(written)
    port = read.number(read.get("port"), "port")
    if protocols is None:
        read.problem(f"プロトコル {written} が分かりません。", f"protocol {written} is not known.")
    if protocols is None or port is None:
        return []
    balancer = read.reference("loadBalancerArn")
    return [Listener(**read.named, balancer=balancer, protocols=protocols, port=port)]
