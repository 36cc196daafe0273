"""Suricata's rules, as far as they decide on where packets may go.

https://docs.suricata.io/en/latest/rules/intro.html,
https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html

A rule is *certain* where its header and its flow say all. What it asks besides (a name, content)
isn't decided here: such a rule may match or not, so a `pass` of that kind is taken to pass, and a
`drop` not to drop. A list of domains is so taken for all addresses that its rule names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Final, Literal

from kyotsu.proof.network.firewall.header import Blocks, NotRead, Variables, addresses, cut, ports
from kyotsu.proof.network.firewall.written import Span, StandardRule
from kyotsu.proof.network.headerspace.space import ICMP, TCP, UDP

Action = Literal["pass", "drop", "reject", "alert"]
Phase = Literal["opening", "data", "first-answer", "answer", "midstream"]
"""The first packet of a connection; what its opener sends later; the first that it gets, and all
others; and, where the policy lets such go on, what belongs to no connection that was seen begin."""
_ALL: Final = frozenset[Phase]({"opening", "data", "first-answer", "answer"})
NETWORKS: Final[Mapping[str, tuple[Span, ...]]] = {
    "ip": ((0, 255),),
    "tcp": ((TCP, TCP),),
    "udp": ((UDP, UDP),),
    "icmp": ((ICMP, ICMP),),
    "tcp-pkt": ((TCP, TCP),),
    "tcp-stream": ((TCP, TCP),),
}
APPLICATIONS: Final[Mapping[str, tuple[Span, ...]]] = {
    **dict.fromkeys(
        ("tls", "http", "http1", "http2", "ssh", "smtp", "ftp", "imap", "pop3", "smb", "rdp",
         "mqtt", "modbus", "ldap", "websocket"),
        ((TCP, TCP),),
    ),
    **dict.fromkeys(("quic", "ntp", "tftp", "dhcp", "snmp"), ((UDP, UDP),)),
    **dict.fromkeys(("dns", "krb5", "sip", "nfs", "dcerpc"), ((TCP, TCP), (UDP, UDP))),
}  # fmt: skip
NUMBERS: Final = {"TCP": TCP, "UDP": UDP, "ICMP": ICMP}
NEUTRAL: Final = frozenset(
    {"msg", "sid", "rev", "gid", "classtype", "priority", "reference", "metadata", "noalert",
     "flow", "ip_proto"}
)  # fmt: skip
"""The options that ask nothing of a packet, and the two that are decided here."""
SHOWN: Final = 80
"""How much of a rule is shown where it isn't understood."""
_RULE: Final = re.compile(
    r"(?P<action>\S+)\s+(?P<protocol>\S+)\s+(?P<source>!?\[[^\]]*\]|\S+)\s+(?P<from>!?\[[^\]]*\]|\S+)"
    r"\s+(?P<way>->|<>)\s+(?P<target>!?\[[^\]]*\]|\S+)\s+(?P<to>!?\[[^\]]*\]|\S+)\s*\((?P<options>.*)\)"
)
_OPTION: Final = re.compile(r'((?:[^;"\\]|\\.|"(?:[^"\\]|\\.)*")+);')


@dataclass(frozen=True)
class Rule:
    """One rule. `phases` are those of a connection that it can match at all."""

    action: Action
    protocols: tuple[Span, ...]
    sources: Blocks
    source_ports: tuple[Span, ...]
    destinations: Blocks
    ports: tuple[Span, ...]
    phases: frozenset[Phase]
    certain: bool
    both_ways: bool
    sid: str

    def may_match(self, phase: Phase) -> bool:
        """Return whether it can match in a phase at all."""
        return phase in self.phases or phase == "midstream"

    def must_match(self, phase: Phase) -> bool:
        """Return whether its header says all of what it matches in a phase.

        https://docs.aws.amazon.com/network-firewall/latest/developerguide/stream-exception-policy.html:
        without a connection's beginning, rules that depend on its flow may match or not.
        """
        return self.certain and (phase in self.phases or self.phases >= _ALL)

    @property
    def blocks(self) -> Iterator[IPv4Network]:
        """All blocks that it names."""
        for end in (self.sources, self.destinations):
            yield from end.within
            yield from end.without


def parse(text: str, variables: Variables) -> Iterator[Rule | NotRead]:
    """Yield the rules of a group in their order, or why one isn't understood."""
    for line in text.splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            try:
                yield read(_split(stripped), variables, stripped[:SHOWN])
            except NotRead as error:
                yield error


def _split(line: str) -> StandardRule:
    found = _RULE.fullmatch(line)
    if found is None:
        raise NotRead(f"not a rule: {line[:SHOWN]}")
    return StandardRule(
        action=found["action"],
        protocol=found["protocol"],
        source=found["source"],
        source_port=found["from"],
        both_ways=found["way"] == "<>",
        destination=found["target"],
        port=found["to"],
        options=tuple(_options(found["options"])),
    )


def read(rule: StandardRule, variables: Variables, shown: str) -> Rule:
    """Return what a rule matches; `shown` names it to people.

    Raises `NotRead` for one that isn't understood.
    """
    protocol = rule.protocol.lower()
    protocols = NETWORKS.get(protocol) or APPLICATIONS.get(protocol)
    if protocols is None:
        raise NotRead(f"protocol {protocol} is not known: {shown}")
    action = rule.action.lower()
    if action not in ("pass", "drop", "reject", "alert"):
        raise NotRead(f"action {action} is not known: {shown}")
    flow = {
        word.strip() for name, value in rule.options if name == "flow" for word in value.split(",")
    }
    return Rule(
        action=action,
        protocols=_numbers(protocols, rule.options),
        sources=addresses(rule.source, variables.blocks),
        source_ports=ports(rule.source_port, variables.ports),
        destinations=addresses(rule.destination, variables.blocks),
        ports=ports(rule.port, variables.ports),
        phases=frozenset(_phases(flow)),
        certain=protocol in NETWORKS and all(name in NEUTRAL for name, _ in rule.options),
        both_ways=rule.both_ways,
        sid=next((value for name, value in rule.options if name == "sid"), ""),
    )


def _options(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for option in _OPTION.findall(text):
        name, _, value = option.partition(":")
        found.append((name.strip(), value.strip()))
    return found


def _phases(flow: set[str]) -> Iterator[Phase]:
    """Yield the phases that the words after `flow:` leave.

    https://docs.suricata.io/en/latest/rules/flow-keywords.html: TCP is established after its
    handshake, of which its first answer is a part; anything else is with its first answer.
    """
    to_server = not flow & {"to_client", "from_server"}
    to_client = not flow & {"to_server", "from_client"}
    if to_server and "established" not in flow:
        yield "opening"
    if to_server and "not_established" not in flow:
        yield "data"
    if to_client and "established" not in flow:
        yield "first-answer"
    if to_client and "not_established" not in flow:
        yield "answer"


def _numbers(protocols: tuple[Span, ...], options: Sequence[tuple[str, str]]) -> tuple[Span, ...]:
    """Return the protocols that `ip_proto` leaves."""
    left = protocols
    for name, value in options:
        if name != "ip_proto":
            continue
        negated, word = value.startswith("!"), value.removeprefix("!").upper()
        number = NUMBERS.get(word, int(word) if word.isdigit() else None)
        if number is None:
            raise NotRead(f"ip_proto:{value} is not known")
        left = tuple(cut(left, number, number) if negated else _only(left, number))
    return left


def _only(spans: tuple[Span, ...], number: int) -> Iterator[Span]:
    if any(low <= number <= high for low, high in spans):
        yield number, number
