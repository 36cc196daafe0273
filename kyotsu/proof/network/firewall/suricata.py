"""Suricata's rules, as far as they decide on where packets may go.

https://docs.suricata.io/en/latest/rules/intro.html,
https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html

A rule is *certain* where its header and its flow say all. What it asks besides (a name, content)
isn't decided here: such a rule may match or not, so a `pass` of that kind is taken to pass, and a
`drop` not to drop. A list of domains is so taken for all addresses that its rule names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv4Network, NetmaskValueError
from typing import Final, Literal

from kyotsu.proof.network.space import ICMP, PORTS, TCP, UDP, network_of

Action = Literal["pass", "drop", "reject", "alert"]
Phase = Literal["opening", "data", "first-answer", "answer", "midstream"]
"""The first packet of a connection; what its opener sends later; the first that it gets, and all
others; and, where the policy lets such go on, what belongs to no connection that was seen begin."""
_ALL: Final = frozenset[Phase]({"opening", "data", "first-answer", "answer"})
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


@dataclass(frozen=True, kw_only=True)
class Variables:
    """What names stand for: blocks (one after `!` is taken out), and ports."""

    blocks: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    ports: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])


@dataclass(frozen=True, kw_only=True)
class Written:
    """One rule in its parts, as text."""

    action: str
    protocol: str
    source: str
    source_port: str
    both_ways: bool
    destination: str
    port: str
    options: Sequence[tuple[str, str]]
    shown: str
    """What names the rule to people."""


def parse(text: str, variables: Variables) -> Iterator[Rule | NotRead]:
    """Yield the rules of a group in their order, or why one isn't understood."""
    for line in text.splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            try:
                yield read(_split(stripped), variables)
            except NotRead as error:
                yield error


def _split(line: str) -> Written:
    found = _RULE.fullmatch(line)
    if found is None:
        raise NotRead(f"not a rule: {line[:80]}")
    return Written(
        action=found["action"],
        protocol=found["protocol"],
        source=found["source"],
        source_port=found["from"],
        both_ways=found["way"] == "<>",
        destination=found["target"],
        port=found["to"],
        options=_options(found["options"]),
        shown=line[:80],
    )


def read(rule: Written, variables: Variables) -> Rule:
    """Return what a rule matches. Raises `NotRead` for one that isn't understood."""
    protocol = rule.protocol.lower()
    protocols = NETWORKS.get(protocol) or APPLICATIONS.get(protocol)
    if protocols is None:
        raise NotRead(f"protocol {protocol} is not known: {rule.shown}")
    action = rule.action.lower()
    if action not in ("pass", "drop", "reject", "alert"):
        raise NotRead(f"action {action} is not known: {rule.shown}")
    flow = {
        word.strip() for name, value in rule.options if name == "flow" for word in value.split(",")
    }
    return Rule(
        action=action,
        protocols=_numbers(protocols, rule.options),
        sources=_addresses(rule.source, variables.blocks),
        source_ports=_ports(rule.source_port, variables.ports),
        destinations=_addresses(rule.destination, variables.blocks),
        ports=_ports(rule.port, variables.ports),
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
    if text.lower() == "any":
        return Blocks()
    within: list[IPv4Network] = []
    without: list[IPv4Network] = []
    words = _words(text)
    for word in words:
        for negated, block in _blocks(word, variables):
            (without if negated else within).append(block)
    if len(words) > 1 and any(_is_all_but(word, variables) for word in words):
        raise NotRead(f"{text} lists a variable that stands for all but some addresses")
    if not (within or without):
        raise NotRead(f"{text} stands for no address")
    return Blocks(tuple(within), tuple(without))


def _is_all_but(word: str, variables: Mapping[str, Sequence[str]]) -> bool:
    return any(one.startswith("!") for one in variables.get(word.lstrip("!").removeprefix("$"), ()))


def _blocks(
    word: str, variables: Mapping[str, Sequence[str]]
) -> Iterator[tuple[bool, IPv4Network]]:
    """Yield the blocks that a word stands for, each with whether it is taken out."""
    if word.startswith("!"):
        yield from ((not negated, block) for negated, block in _blocks(word[1:], variables))
    elif word.startswith("$"):
        if word[1:] not in variables:
            raise NotRead(f"variable {word} is not known")
        for one in variables[word[1:]]:
            yield from _blocks(one, variables)
    elif word.startswith("["):
        for one in _words(word):
            yield from _blocks(one, variables)
    else:
        try:
            yield False, network_of(word)
        except (AddressValueError, NetmaskValueError, ValueError):
            raise NotRead(f"{word} is no IPv4 block") from None


def _ports(text: str, variables: Mapping[str, Sequence[str]]) -> tuple[Span, ...]:
    if text.lower() == "any":
        return (PORTS,)
    within: list[Span] = []
    without: list[Span] = []
    for word in _named(_words(text), variables):
        low, colon, high = word.removeprefix("!").partition(":")
        try:
            first = int(low) if low else PORTS[0]
            last = (int(high) if high else PORTS[1]) if colon else first
        except ValueError:
            raise NotRead(f"{word} is no port") from None
        if not PORTS[0] <= first <= last <= PORTS[1]:
            raise NotRead(f"{word} is no range of ports")
        (without if word.startswith("!") else within).append((first, last))
    left = within or [PORTS]
    for low, high in without:
        left = [piece for span in left for piece in _cut(span, low, high)]
    return tuple(left)


def _named(words: Sequence[str], variables: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield words with variables replaced by what they stand for."""
    for word in words:
        sign, name = ("!", word[1:]) if word.startswith("!") else ("", word)
        if not name.startswith("$"):
            yield word
        elif name[1:] not in variables:
            raise NotRead(f"variable {name} is not known")
        else:
            yield from (f"{sign}{one}" for one in variables[name[1:]])


def _cut(span: Span, low: int, high: int) -> Iterator[Span]:
    if span[0] < low:
        yield span[0], min(span[1], low - 1)
    if span[1] > high:
        yield max(span[0], high + 1), span[1]


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.strip("[]").split(",") if word.strip()]
