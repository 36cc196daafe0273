"""As much of Suricata's rule language as firewalls of AWS are told of, read and matched plainly.

https://docs.suricata.io/en/latest/rules/intro.html
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final, Literal

from kyotsu.proof.simulator.packet import NUMBERS, TCP, UDP, Packet, inside

Phase = Literal["first", "request", "first-answer", "answer"]
"""Which packet of a connection is looked at: the first one, and the one that says what the client
wants (TCP only), of the one who opens it; then the first one and the later ones that come back."""
IGNORED: Final = frozenset(
    {"msg", "sid", "rev", "gid", "classtype", "reference", "priority", "metadata", "noalert"}
)
BUFFERS: Final = {"tls.sni": "tls", "tls_sni": "tls", "http.host": "http", "http_host": "http"}
_HEADER: Final = re.compile(
    r"(?P<action>\w+)\s+(?P<protocol>[\w-]+)\s+(?P<source>\S+)\s+(?P<source_port>\S+)\s+"
    r"(?P<direction>->|<>)\s+(?P<target>\S+)\s+(?P<target_port>\S+)\s*\((?P<options>.*)\)\s*",
    re.DOTALL,
)
_OPTION: Final = re.compile(r'\s*([\w.-]+)\s*(?::\s*((?:"(?:[^"\\]|\\.)*"|[^;"\\]|\\.)*))?;')
_BRACKET: Final = re.compile(r"\[[^\[\]]*\]")


class NotUnderstoodError(Exception):
    """A rule says something that isn't modelled, and it could decide on this packet."""


@dataclass(frozen=True)
class Said:
    """What a client says first: a protocol above TCP, and whom it wants by name."""

    protocol: str
    """`tls`, `http`, another one that a rule names, or `failed` for what no parser knows."""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class SuricataRule:
    """One rule, as it was written."""

    action: str
    protocol: str
    source: str
    source_port: str
    direction: str
    target: str
    target_port: str
    options: tuple[tuple[str, str], ...]
    variables: Mapping[str, Sequence[str]]

    @property
    def sid(self) -> str:
        """The rule's number."""
        return dict(self.options).get("sid", "?")

    def names(self) -> Iterator[str]:
        """Yield a name for each text that the rule looks for in one."""
        for key, value in self.options:
            if key == "content":
                yield value.lstrip("!").strip('"').lstrip(".")
                yield "www." + value.lstrip("!").strip('"').lstrip(".")

    def matches(self, packet: Packet, phase: Phase, said: Said | None) -> bool:
        """Return whether the rule is about a packet; raise `NotUnderstoodError` if it may be."""
        return (
            self._ends(packet)
            and self._protocol(packet, said)
            and all(self._flow(phase, packet))
            and self._says(packet, said)
        )

    def _ends(self, packet: Packet) -> bool:
        there = (
            self._address(self.source, packet.source)
            and self._address(self.target, packet.destination)
            and self._port(self.source_port, packet.source_port, packet)
            and self._port(self.target_port, packet.destination_port, packet)
        )
        if there or self.direction == "->":
            return there
        return (
            self._address(self.target, packet.source)
            and self._address(self.source, packet.destination)
            and self._port(self.target_port, packet.source_port, packet)
            and self._port(self.source_port, packet.destination_port, packet)
        )

    def _address(self, written: str, address: IPv4Address) -> bool:
        if written.startswith("!"):
            return not self._address(written[1:], address)
        if written.startswith("["):
            return _in_list(written, lambda one: self._address(one, address))
        if written.startswith("$"):
            return any(self._address(one, address) for one in self._variable(written))
        return written.lower() == "any" or inside(address, written)

    def _port(self, written: str, port: int, packet: Packet) -> bool:
        if packet.protocol not in (TCP, UDP):
            return True
        if written.startswith("!"):
            return not self._port(written[1:], port, packet)
        if written.startswith("["):
            return _in_list(written, lambda one: self._port(one, port, packet))
        if written.startswith("$"):
            return any(self._port(one, port, packet) for one in self._variable(written))
        if written.lower() == "any":
            return True
        first, colon, last = written.partition(":")
        if not colon:
            return port == int(first)
        return int(first or 0) <= port <= int(last or 65535)

    def _variable(self, written: str) -> Sequence[str]:
        if written[1:] not in self.variables:
            raise NotUnderstoodError(f"the variable {written} isn't defined")
        return self.variables[written[1:]]

    def _protocol(self, packet: Packet, said: Said | None) -> bool:
        """Whether the protocol fits; one above TCP is known only once the client has spoken."""
        if self.protocol == "ip":
            return True
        if self.protocol in NUMBERS:
            return NUMBERS[self.protocol] == packet.protocol
        if packet.protocol == TCP:
            return said is not None and said.protocol == self.protocol
        # Such as dns: nobody can say what is in a packet, so that a rule may pass it.
        return packet.protocol == UDP and self.action == "pass"

    def _flow(self, phase: Phase, packet: Packet) -> Iterator[bool]:
        """Yield whether each word of `flow` is true of the packet.

        https://docs.suricata.io/en/latest/rules/flow-keywords.html: UDP counts as established once
        both sides have been heard.
        """
        back = phase in ("first-answer", "answer")
        established = phase in ("request", "answer") or (back and packet.protocol != TCP)
        for key, value in self.options:
            if key != "flow":
                continue
            for word in value.split(","):
                match word.strip():
                    case "to_server" | "from_client":
                        yield not back
                    case "to_client" | "from_server":
                        yield back
                    case "established":
                        yield established
                    case "not_established":
                        yield not established
                    case other:
                        raise NotUnderstoodError(f"flow:{other}")

    def _says(self, packet: Packet, said: Said | None) -> bool:
        """Whether all other words of the rule are true."""
        buffer: str | None = None
        dotted = False
        texts: list[tuple[str, str, dict[str, bool]]] = []
        for key, value in self.options:
            if key in IGNORED or key == "flow":
                continue
            if key in BUFFERS:
                buffer, dotted = BUFFERS[key], False
            elif key == "dotprefix":
                dotted = True
            elif key == "content" and buffer is not None:
                texts.append((buffer, value, {"dotprefix": dotted}))
            elif key in ("startswith", "endswith", "nocase") and texts:
                texts[-1][2][key] = True
            elif key == "app-layer-protocol":
                if not _is(value, said.protocol if said else ""):
                    return False
            elif key == "ip_proto":
                number = NUMBERS.get(value.lstrip("!").lower(), value.lstrip("!"))
                if (str(number) == str(packet.protocol)) is value.startswith("!"):
                    return False
            else:
                raise NotUnderstoodError(f"{key}:{value}" if value else key)
        return all(
            said is not None and said.protocol == where and _contains(said.name, text, how)
            for where, text, how in texts
        )


def read_rules(text: str, variables: Mapping[str, Sequence[str]]) -> Iterator[SuricataRule]:
    """Yield the rules of a text, one a line; raise `NotUnderstoodError` for what is none."""
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _HEADER.fullmatch(_BRACKET.sub(lambda one: one[0].replace(" ", ""), line.strip()))
        if found is None:
            raise NotUnderstoodError(line.strip())
        head = found.groupdict()
        yield SuricataRule(
            action=head["action"].lower(),
            protocol=head["protocol"].lower(),
            source=head["source"],
            source_port=head["source_port"],
            direction=head["direction"],
            target=head["target"],
            target_port=head["target_port"],
            options=tuple((key.lower(), value.strip()) for key, value in _options(head["options"])),
            variables=variables,
        )


def _options(text: str) -> Iterator[tuple[str, str]]:
    for found in _OPTION.finditer(text if text.rstrip().endswith(";") else f"{text};"):
        yield found[1], found[2] or ""


def _in_list(written: str, matches: Callable[[str], bool]) -> bool:
    """Whether something is in a list: in one of its parts, and in none that is taken out."""
    parts = written[1:-1].split(",")
    wanted = [part for part in parts if not part.startswith("!")]
    unwanted = [part[1:] for part in parts if part.startswith("!")]
    return (not wanted or any(map(matches, wanted))) and not any(map(matches, unwanted))


def _is(written: str, value: str) -> bool:
    return value != written[1:] if written.startswith("!") else value == written


def _contains(name: str, written: str, how: Mapping[str, bool]) -> bool:
    negated = written.startswith("!")
    text = written.lstrip("!").strip('"')
    name = f".{name}" if how["dotprefix"] else name
    if how.get("nocase"):
        name, text = name.lower(), text.lower()
    if how.get("startswith") and how.get("endswith"):
        found = name == text
    elif how.get("startswith"):
        found = name.startswith(text)
    elif how.get("endswith"):
        found = name.endswith(text)
    else:
        found = text in name
    return found is not negated
