"""What the hub's firewall passes: the tenants' flows as Suricata rules, in a fixed set of groups.

AWS reserves a group's capacity in the firewall policy for ever, and takes at most 20 groups a
policy, so there can't be a group a tenant. Each tenant belongs to one of eight groups, by its key:
a new tenant changes the text of one group, and neither the policy nor any other group. See
docs/adr/0011-firewall-rule-groups.md for the arithmetic.

Rules are evaluated in strict order (https://docs.aws.amazon.com/network-firewall/latest/
developerguide/suricata-rule-evaluation-order.html): the tenants' first, then `closing`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Final
from zlib import crc32

from tenancy.plan.flows import Flow
from tenancy.plan.network import NetworkPlan

GROUPS: Final = 8
CAPACITY: Final = 3_000
"""Rules in each group. It can't be changed once a group exists."""
CLOSING_CAPACITY: Final = 100
MOST_FLOWS: Final = 18
"""Of one tenant: what its network ACLs hold beside their own rules, within AWS's default of 20."""
RULES_A_FLOW: Final = 2
"""At most: a rule for the handshake, and one for what follows."""
MOST_RULES: Final = RULES_A_FLOW * MOST_FLOWS
"""Of one tenant."""


@dataclass(frozen=True, kw_only=True)
class RuleGroupPlan:
    """One stateful rule group, without its addresses' variables."""

    name: str
    priority: int
    """Groups are evaluated in this order, ascending."""
    capacity: int
    rules: str


def group_of(key: str) -> int:
    """Return which of the groups holds a tenant's rules; it never changes."""
    return crc32(key.encode()) % GROUPS


def rule_groups(networks: Mapping[str, NetworkPlan]) -> tuple[RuleGroupPlan, ...]:
    """Return all groups of a stage, from the networks of its tenants by key."""
    held: dict[int, list[str]] = {number: [] for number in range(GROUPS)}
    for key, network in sorted(networks.items()):
        held[group_of(key)] += rules_of(key, network)
    tenants = (
        RuleGroupPlan(
            name=f"tenants-{number}",
            priority=100 + number,
            capacity=CAPACITY,
            rules="\n".join(rules or [_nobody(number)]),
        )
        for number, rules in held.items()
    )
    closing = RuleGroupPlan(
        name="closing", priority=1000, capacity=CLOSING_CAPACITY, rules="\n".join(_CLOSING)
    )
    return (*tenants, closing)


def rules_of(key: str, network: NetworkPlan) -> Sequence[str]:
    """Return a tenant's rules.

    Each rule's number is the tenant's own first address plus its place among the tenant's rules:
    a block has 1,024 addresses at least, so no two tenants can have the same.
    """
    first = int(IPv4Network(network.cidr).network_address)
    texts = dict.fromkeys(
        text for flow in network.flows for text in _rules(key, network.cidr, flow)
    )
    return [f"{text[:-1]} sid:{first + place}; rev:1;)" for place, text in enumerate(texts)]


def _rules(key: str, cidr: str, flow: Flow) -> Iterator[str]:
    """Yield a flow's rules without their numbers; what two flows have in common is the same."""
    if flow.purpose == "endpoints" or (flow.purpose == "link" and flow.direction == "inbound"):
        return  # the hub's own network isn't behind the firewall; the caller's rule passes a link
    match = f'msg:"{key} {_arrow(flow)}"; flow:to_server;'
    if flow.purpose == "government-lan":
        yield f"pass tcp {flow.cidr} any -> {cidr} {flow.port} ({match})"
    elif flow.domain is None:
        yield f"pass {flow.protocol} {cidr} any -> {flow.cidr} {flow.port} ({match})"
    else:
        # The name is in the first message of the client, so the handshake must pass before it.
        yield (
            f"pass tcp {cidr} any -> !$PLATFORM {flow.port}"
            f' (msg:"{key} > handshakes:{flow.port}/tcp"; flow:not_established,to_server;)'
        )
        yield (
            f"pass {'http' if flow.port == 80 else 'tls'} {cidr} any -> !$PLATFORM {flow.port}"
            f" ({match} {_named(flow.domain, http=flow.port == 80)})"
        )


def _arrow(flow: Flow) -> str:
    sign = ">" if flow.direction == "outbound" else "<"
    return f"{sign} {flow.far}:{flow.port}/{flow.protocol}"


def _named(domain: str, *, http: bool) -> str:
    buffer, case = ("http.host", "") if http else ("tls.sni", " nocase;")
    if domain.startswith("*."):
        return f'{buffer}; dotprefix; content:"{domain[1:]}"; endswith;{case}'
    return f'{buffer}; content:"{domain}"; startswith; endswith;{case}'


def _nobody(group: int) -> str:
    """Return a rule for a group without tenants, because AWS takes no empty one.

    Its address is nobody's (RFC 5737).
    """
    return f'pass ip 192.0.2.1 any -> 192.0.2.1 any (msg:"nobody yet"; sid:{101 + group}; rev:1;)'


def _not_declared(protocol: str, number: int, match: str = "") -> str:
    return f'drop {protocol} any any -> any any (msg:"not declared";{match} sid:{number}; rev:1;)'


_OTHERS: Final = " ip_proto:!TCP; ip_proto:!UDP; ip_proto:!ICMP;"
_CLOSING: Final = (
    'pass tcp any any -> any any (msg:"replies"; flow:established,to_client; sid:11; rev:1;)',
    'pass udp any any -> any any (msg:"replies"; flow:established,to_client; sid:12; rev:1;)',
    _not_declared("tcp", 13, " flow:not_established,to_server;"),
    _not_declared("tcp", 14, " flow:established,to_server; app-layer-protocol:failed;"),
    _not_declared("udp", 15),
    _not_declared("icmp", 16),
    _not_declared("ip", 17, _OTHERS),
)
"""What no tenant's rule has passed. TCP connections whose handshake was passed end at the policy's
default action, unless they name a declared domain."""
