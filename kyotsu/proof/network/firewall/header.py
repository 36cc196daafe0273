"""The addresses and the ports of a rule's header, with what variables stand for.

https://docs.suricata.io/en/latest/rules/intro.html
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv4Network, NetmaskValueError

from kyotsu.proof.network.firewall.written import Span
from kyotsu.proof.network.headerspace.space import PORTS, network_of


class NotRead(ValueError):  # noqa: N818 - it states what is the case
    """A rule isn't understood; the message says what of it."""


@dataclass(frozen=True)
class Blocks:
    """All addresses in `within` (everything, where there is none) that aren't in `without`."""

    within: tuple[IPv4Network, ...] = ()
    without: tuple[IPv4Network, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Variables:
    """What names stand for: blocks (one after `!` is taken out), and ports."""

    blocks: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    ports: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])


def addresses(text: str, variables: Mapping[str, Sequence[str]]) -> Blocks:
    """Return the addresses that one end of a header names. Raises `NotRead`."""
    if text.lower() == "any":
        return Blocks()
    within, without = (tuple(map(_block, words)) for words in _listed(text, variables))
    if not (within or without):
        raise NotRead(f"{text} stands for no address")
    return Blocks(within, without)


def ports(text: str, variables: Mapping[str, Sequence[str]]) -> tuple[Span, ...]:
    """Return the ports that one end of a header names. Raises `NotRead`."""
    if text.lower() == "any":
        return (PORTS,)
    within, without = (list(map(_span, words)) for words in _listed(text, variables))
    if not (within or without):
        raise NotRead(f"{text} stands for no port")
    left = within or [PORTS]
    for low, high in without:
        left = list(cut(left, low, high))
    return tuple(left)


def _listed(
    text: str, variables: Mapping[str, Sequence[str]]
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the words that a text stands for, and those that are taken out.

    https://docs.suricata.io/en/latest/rules/intro.html: of a list, what its negated parts name is
    taken out of what all others name. Other ways to nest negations aren't read.
    """
    if text.startswith("!"):
        within, without = _listed(text[1:], variables)
        if within and without:
            raise NotRead(f"{text} takes out what takes out something itself")
        return without, within
    parts = _parts(text, variables)
    if parts is None:
        return [text], []
    if len(parts) == 1:
        return _listed(parts[0], variables)
    found: tuple[list[str], list[str]] = ([], [])
    for part in parts:
        within, without = _listed(part, variables)
        if without and not part.startswith("!"):
            raise NotRead(f"{text} has a part that stands for all but something")
        found[0].extend(within)
        found[1].extend(without)
    return found


def _parts(text: str, variables: Mapping[str, Sequence[str]]) -> Sequence[str] | None:
    """Return the parts of a list or of a variable; None for a single word."""
    if text.startswith("$"):
        if text[1:] not in variables:
            raise NotRead(f"variable {text} is not known")
        return variables[text[1:]]
    if not text.startswith("["):
        return None
    parts, depth = [""], 0
    for letter in text[1:-1]:
        depth += {"[": 1, "]": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def _block(word: str) -> IPv4Network:
    try:
        return network_of(word)
    except (AddressValueError, NetmaskValueError, ValueError):
        raise NotRead(f"{word} is no IPv4 block") from None


def _span(word: str) -> Span:
    low, colon, high = word.partition(":")
    try:
        first = int(low) if low else PORTS[0]
        last = (int(high) if high else PORTS[1]) if colon else first
    except ValueError:
        raise NotRead(f"{word} is no port") from None
    if not PORTS[0] <= first <= last <= PORTS[1]:
        raise NotRead(f"{word} is no range of ports")
    return first, last


def cut(spans: Iterable[Span], low: int, high: int) -> Iterator[Span]:
    """Yield what is left of ranges once another one is taken out."""
    for first, last in spans:
        if first < low:
            yield first, min(last, low - 1)
        if last > high:
            yield max(first, high + 1), last
