"""The addresses and the ports of a rule's header, with what variables stand for.

https://docs.suricata.io/en/latest/rules/intro.html
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv4Network, NetmaskValueError

from kyotsu.proof.network.firewall.written import Span
from kyotsu.proof.network.space import PORTS, network_of


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


def ports(text: str, variables: Mapping[str, Sequence[str]]) -> tuple[Span, ...]:
    """Return the ports that one end of a header names. Raises `NotRead`."""
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
