"""Where the hub's networks and names are.

Its block is divided: a quarter for each of its networks, in an order that never changes.

Within a network, subnets lie on the grid of `tenancy.addressing`, as a tenant's do.
"""

from ipaddress import IPv4Address, IPv4Network
from typing import Final, Literal

from tenancy.stage import StageSettings

HubNetwork = Literal["inspection", "egress", "shared"]
_QUARTER: Final[dict[HubNetwork, int]] = {"inspection": 0, "egress": 1, "shared": 2}


def hub_block(stage: StageSettings, network: HubNetwork) -> IPv4Network:
    """Return the block of one of the hub's networks."""
    whole = stage.network.block
    size = whole.num_addresses // 4
    start = IPv4Address(int(whole.network_address) + _QUARTER[network] * size)
    return IPv4Network((start, whole.prefixlen + 2))


def private_domain(stage: StageSettings) -> str:
    """Return the domain below which each tenant of a stage has a private zone."""
    return f"{stage.name_prefix}.internal"
