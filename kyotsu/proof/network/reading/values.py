"""What the values of inputs stand for: references, blocks, protocols and ports.

Whatever can't be read becomes a problem of its resource, and the rest is read all the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from ipaddress import AddressValueError, IPv4Network, NetmaskValueError
from typing import Any, Final, TypedDict, cast

from kyotsu.desired.graph import Resource
from kyotsu.desired.placeholders import PATTERN, is_unknown, references
from kyotsu.proof.network.headerspace.space import PORTS
from kyotsu.proof.network.resources.thing import Problem, Span

PROTOCOLS: Final[Mapping[str, Span]] = {
    "-1": (0, 255),
    "all": (0, 255),
    "tcp": (6, 6),
    "udp": (17, 17),
    "icmp": (1, 1),
}
ICMP: Final = (1, 1)
WITH_PORTS: Final = ((6, 6), (17, 17))
_OWN_PARTS: Final = (
    "defaultRouteTableId",
    "mainRouteTableId",
    "defaultNetworkAclId",
    "defaultSecurityGroupId",
    "prefixListId",
)
"""What AWS makes with a resource, and isn't the resource itself."""


class Named(TypedDict):
    """What every `Thing` has."""

    urn: str
    line: str


class Reader:
    """One resource, as it is read. `problems` collects what can't be."""

    def __init__(self, resource: Resource, problems: list[Problem]) -> None:
        self.resource = resource
        self._problems = problems

    @property
    def named(self) -> Named:
        """The URN of the resource, and the line that declares it."""
        return Named(urn=self.resource.urn, line=line_of(self.resource))

    @property
    def told(self) -> int:
        """How many problems there are by now."""
        return len(self._problems)

    def get(self, name: str) -> Any:
        """Return an input, or None."""
        return self.resource.inputs.get(name)

    def reference(self, name: str, value: Any = None) -> str:
        """Return what an input refers to: a URN, or one with a property; empty where it has none.

        What is unknown as a whole refers to what the engine says that it depends on, if that is
        one resource only.
        """
        given = self.get(name) if value is None else value
        if given is None or given == "":
            return ""
        if isinstance(given, str):
            found = PATTERN.fullmatch(given)
            if found is None:
                return given
            return f"{found[1]}#{found[2]}" if found[2] in _OWN_PARTS else found[1]
        behind = set(self.resource.property_dependencies.get(name, ()))
        if len(behind) == 1:
            return behind.pop()
        self.problem(
            f"{name} が何を指すか分かりません。",
            f"what {name} refers to is not known.",
        )
        return ""

    def references(self, name: str) -> tuple[str, ...]:
        """Return what a list refers to."""
        given = self.get(name)
        if given is None:
            return ()
        if not isinstance(given, list):
            self.problem(f"{name} が一覧ではありません。", f"{name} is not a list.")
            return ()
        return tuple(self.reference(name, one) for one in cast("list[Any]", given))

    def block(self, value: Any, name: str, ja: str = "") -> str:
        """Return a CIDR block as it is written in full, or nothing, and say why.

        `name` is of the input; `ja` is it in Japanese, if it has words in it.
        """
        if value is None or value == "":
            return ""
        if not isinstance(value, str) or is_unknown(value):
            self.problem(f"{ja or name} の値が決まっていません。", f"{name} is not known.")
            return ""
        try:
            return str(IPv4Network(value))
        except (AddressValueError, NetmaskValueError, ValueError):
            self.problem(
                f"{ja or name} の {value} は IPv4 のブロックではありません。",
                f"{value} in {name} is not an IPv4 block.",
            )
            return ""

    def protocols(self, value: Any) -> Span | None:
        """Return a protocol's number as a range; all of them for -1."""
        text = str(value).lower()
        if text in PROTOCOLS:
            return PROTOCOLS[text]
        if text.isdigit() and int(text) <= 255:
            return int(text), int(text)
        if text in ("icmpv6", "ipv6"):
            return None
        self.problem(f"プロトコル {value} が分かりません。", f"protocol {value} is not known.")
        return None

    def ports(self, protocols: Span, low: Any, high: Any) -> Span | None:
        """Return a range of ports; all where the protocol has none, or none are named."""
        if protocols not in WITH_PORTS:
            return PORTS
        first, last = (whole(one) for one in (low, high))
        if first in (None, -1) and last in (None, -1):
            return PORTS
        if first is None or last is None or not 0 <= first <= last <= PORTS[1]:
            self.problem(
                f"ポート {low}〜{high} は範囲ではありません。",
                f"ports {low} to {high} are no range.",
            )
            return None
        return first, last

    def number(self, value: Any, name: str) -> int | None:
        """Return a whole number, or None, and say why."""
        found = whole(value)
        if found is None:
            self.problem(f"{name} が数ではありません。", f"{name} is not a number.")
        return found

    def icmp(self, kind: Any, code: Any) -> tuple[Span, Span] | None:
        """Return the types and the codes of ICMP that a rule is about; -1 stands for all."""
        named = (self.number(kind, "the ICMP type"), self.number(code, "the ICMP code"))
        if named[0] is None or named[1] is None:
            return None
        if named[0] == -1:
            return PORTS, PORTS
        return (named[0], named[0]), PORTS if named[1] == -1 else (named[1], named[1])

    def ipv6(self, *touching: str) -> None:
        """Say that this resource asks for IPv6: nothing is proved of what it is part of.

        `touching` are the URNs of that, if it isn't everything that the resource refers to.
        """
        self.problem("IPv6 は扱えません。", "IPv6 is not modelled.", *touching)

    def ipv6_by(self, *names: str) -> None:
        """Say so if an input asks for IPv6 by being there, and not being false."""
        if any(self.get(name) not in (None, False, "") for name in names):
            self.ipv6()

    def problem(self, ja: str, en: str, *touching: str) -> None:
        """Say what is wrong with this resource, and what that touches: all that it refers to.

        Unless `touching` says it.
        """
        self._problems.append(
            Problem(
                **self.named,
                ja=ja,
                en=en,
                touches=tuple(sorted({self.resource.urn, *(touching or touched(self.resource))})),
            )
        )

    def rows(
        self, name: str, within: Mapping[str, Any] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """Return a list of mappings: an input, or a value within one."""
        given = self.get(name) if within is None else within.get(name)
        if given is None:
            return ()
        if isinstance(given, list):
            found = cast("list[Any]", given)
            if all(isinstance(one, Mapping) for one in found):
                return cast("list[Mapping[str, Any]]", found)
        self.problem(f"{name} の中身が分かりません。", f"what is in {name} is not known.")
        return ()

    def words(self, name: str, within: Mapping[str, Any]) -> tuple[str, ...]:
        """Return a list of words within an input."""
        given = within.get(name)
        if given is None:
            return ()
        if isinstance(given, list) and not is_unknown(cast("list[Any]", given)):
            return tuple(map(str, cast("list[Any]", given)))
        self.problem(f"{name} の中身が分かりません。", f"what is in {name} is not known.")
        return ()


def line_of(resource: Resource) -> str:
    """Return the innermost line that declares a resource."""
    return resource.source[0] if resource.source else ""


def touched(resource: Resource) -> Iterator[str]:
    """Yield the URNs that a resource's inputs refer to."""
    for urn, _ in references(resource.inputs):
        yield urn
    for urns in resource.property_dependencies.values():
        yield from urns


def whole(value: Any) -> int | None:
    """Return a whole number: the engine writes them as doubles, policies as texts."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return int(number) if number.is_integer() else None


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a mapping as it is, and anything else as an empty one."""
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}
