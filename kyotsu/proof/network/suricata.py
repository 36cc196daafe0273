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
from ipaddress import AddressValueError, IPv4Network, NetmaskValueError
from typing import Final, Literal

from kyotsu.proof.network.headerspace.space import ICMP, PORTS, TCP, UDP, network_of

Action = Literal["pass", "drop", "reject", "alert"]
Phase = Literal["opening", "data", "answer"]
"""The first packet of a connection; what its opener sends later; what it gets."""
Span = tuple[int, int]
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
_RULE: Final = re.compile(
    r"(?P<action>\S+)\s+(?P<protocol>\S+)\s+(?P<source>\[[^\]]*\]|\S+)\s+(?P<from>\[[^\]]*\]|\S+)"
    r"\s+(?P<way>->|<>)\s+(?P<target>\[[^\]]*\]|\S+)\s+(?P<to>\[[^\]]*\]|\S+)\s*\((?P<options>.*)\)"
)
_OPTION: Final = re.compile(r'((?:[^;"\\]|\\.|"(?:[^"\\]|\\.)*")+);')


class NotRead(ValueError):  # noqa: N818 - it states what is the case
    """A rule isn't understood; the message says what of it."""


@dataclass(frozen=True)
class Blocks:
    """All addresses in `within` (everything, where there is none) that aren't in `without`."""

    within: tuple[IPv4Network, ...] = ()
    without: tuple[IPv4Network, ...] = ()


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

    @property
    def blocks(self) -> Iterator[IPv4Network]:
        """All blocks that it names."""
        for end in (self.sources, self.destinations):
            yield from end.within
            yield from end.without


def parse(text: str, variables: Mapping[str, Sequence[str]]) -> Iterator[Rule | NotRead]:
    """Yield the rules of a group in their order, or why one isn't understood."""
    for line in text.splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            try:
                yield _rule(stripped, variables)
            except NotRead as error:
                yield error


def _rule(line: str, variables: Mapping[str, Sequence[str]]) -> Rule:
    found = _RULE.fullmatch(line)
    if found is None:
        raise NotRead(f"not a rule: {line[:80]}")
    options = _options(found["options"])
    protocol = found["protocol"].lower()
    protocols = NETWORKS.get(protocol) or APPLICATIONS.get(protocol)
    if protocols is None:
        raise NotRead(f"protocol {protocol} is not known: {line[:80]}")
    action = found["action"].lower()
    if action not in ("pass", "drop", "reject", "alert"):
        raise NotRead(f"action {action} is not known: {line[:80]}")
    flow = {word.strip() for name, value in options if name == "flow" for word in value.split(",")}
    return Rule(
        action=action,
        protocols=_numbers(protocols, options),
        sources=_addresses(found["source"], variables),
        source_ports=_ports(found["from"]),
        destinations=_addresses(found["target"], variables),
        ports=_ports(found["to"]),
        phases=frozenset(_phases(flow)),
        certain=protocol in NETWORKS and all(name in NEUTRAL for name, _ in options),
        both_ways=found["way"] == "<>",
        sid=next((value for name, value in options if name == "sid"), ""),
    )


def _options(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for option in _OPTION.findall(text):
        name, _, value = option.partition(":")
        found.append((name.strip(), value.strip()))
    return found


def _phases(flow: set[str]) -> Iterator[Phase]:
    """Yield the phases that the words after `flow:` leave.

    https://docs.suricata.io/en/latest/rules/flow-keywords.html
    """
    to_server = not flow & {"to_client", "from_server"}
    to_client = not flow & {"to_server", "from_client"}
    if to_server and "established" not in flow:
        yield "opening"
    if to_server and "not_established" not in flow:
        yield "data"
    if to_client and "not_established" not in flow:
        yield "answer"


def _numbers(protocols: tuple[Span, ...], options: list[tuple[str, str]]) -> tuple[Span, ...]:
    """Return the protocols that `ip_proto` leaves."""
    left = protocols
    for name, value in options:
        if name != "ip_proto":
            continue
        negated, word = value.startswith("!"), value.removeprefix("!").upper()
        number = NUMBERS.get(word, int(word) if word.isdigit() else None)
        if number is None:
            raise NotRead(f"ip_proto:{value} is not known")
        left = tuple(_without(left, number) if negated else _only(left, number))
    return left


def _without(spans: tuple[Span, ...], number: int) -> Iterator[Span]:
    for low, high in spans:
        if low <= number <= high:
            if low < number:
                yield low, number - 1
            if number < high:
                yield number + 1, high
        else:
            yield low, high


def _only(spans: tuple[Span, ...], number: int) -> Iterator[Span]:
    if any(low <= number <= high for low, high in spans):
        yield number, number


def _addresses(text: str, variables: Mapping[str, Sequence[str]]) -> Blocks:
    if text == "any":
        return Blocks()
    within: list[IPv4Network] = []
    without: list[IPv4Network] = []
    for word in _words(text):
        negated = word.startswith("!")
        for block in _blocks(word.removeprefix("!"), variables):
            (without if negated else within).append(block)
    return Blocks(tuple(within), tuple(without))


def _blocks(word: str, variables: Mapping[str, Sequence[str]]) -> Iterator[IPv4Network]:
    if word.startswith("$"):
        if word[1:] not in variables:
            raise NotRead(f"variable {word} is not known")
        for one in variables[word[1:]]:
            yield from _blocks(one, variables)
    elif word.startswith("["):
        for one in _words(word):
            yield from _blocks(one, variables)
    else:
        try:
            yield network_of(word)
        except (AddressValueError, NetmaskValueError, ValueError):
            raise NotRead(f"{word} is no IPv4 block") from None


def _ports(text: str) -> tuple[Span, ...]:
    if text == "any":
        return (PORTS,)
    within: list[Span] = []
    without: list[Span] = []
    for word in _words(text):
        low, colon, high = word.removeprefix("!").partition(":")
        try:
            first = int(low) if low else PORTS[0]
            last = (int(high) if high else PORTS[1]) if colon else first
        except ValueError:
            raise NotRead(f"{word} is no port") from None
        (without if word.startswith("!") else within).append((first, last))
    left = within or [PORTS]
    for low, high in without:
        left = [piece for span in left for piece in _cut(span, low, high)]
    return tuple(left)


def _cut(span: Span, low: int, high: int) -> Iterator[Span]:
    if span[0] < low:
        yield span[0], min(span[1], low - 1)
    if span[1] > high:
        yield max(span[0], high + 1), span[1]


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.strip("[]").split(",") if word.strip()]
