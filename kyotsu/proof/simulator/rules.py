"""What security groups and network ACLs have in common: a protocol and ports."""

from collections.abc import Mapping
from typing import Any, Final

from kyotsu.proof.simulator.packet import ICMP, NUMBERS, TCP, UDP, Packet

EVERY: Final = "-1"


def covers(rule: Mapping[str, Any], packet: Packet, *, protocol_key: str = "protocol") -> bool:
    """Return whether a rule is about a packet's protocol and port.

    A rule about all protocols has no ports; one about ICMP has a type where others have the first
    port, and -1 for all
    (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html).
    """
    protocol = str(rule.get(protocol_key, EVERY)).lower()
    if protocol in (EVERY, "all"):
        return True
    number = NUMBERS.get(protocol, int(protocol) if protocol.isdecimal() else None)
    if number != packet.protocol:
        return False
    first, last = rule.get("fromPort"), rule.get("toPort")
    if packet.protocol == ICMP:
        kind = rule.get("icmpType", first)
        return kind in (None, -1, packet.destination_port)
    if packet.protocol not in (TCP, UDP) or first is None or last is None:
        return True
    return int(first) <= packet.destination_port <= int(last) or int(first) == -1
