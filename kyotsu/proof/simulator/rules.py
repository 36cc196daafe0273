"""What security groups and network ACLs have in common: a protocol and ports."""

from collections.abc import Mapping
from typing import Any, Final

from kyotsu.proof.simulator.packet import ICMP, NUMBERS, TCP, UDP, Packet

EVERY: Final = "-1"


def covers(rule: Mapping[str, Any], packet: Packet, icmp: tuple[object, object]) -> bool:
    """Return whether a rule is about a packet's protocol and port.

    `icmp` are the type and the code that the rule names, which ACLs and groups write in different
    ways; -1, or nothing, is all of them. A rule about all protocols has no ports.
    """
    protocol = str(rule.get("protocol", EVERY)).lower()
    if protocol in (EVERY, "all"):
        return True
    number = NUMBERS.get(protocol, int(protocol) if protocol.isdecimal() else None)
    if number != packet.protocol:
        return False
    first, last = rule.get("fromPort"), rule.get("toPort")
    if packet.protocol == ICMP:
        kind, code = (None if one is None else int(str(one)) for one in icmp)
        if kind in (None, -1):
            return True
        return kind == packet.destination_port and code in (None, -1, packet.source_port)
    if packet.protocol not in (TCP, UDP) or first is None or last is None:
        return True
    return int(first) <= packet.destination_port <= int(last) or int(first) == -1
