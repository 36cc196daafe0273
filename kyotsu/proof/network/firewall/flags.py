"""TCP's flags, as far as stateless rules look at them.

https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_TCPFlagField.html
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from kyotsu.proof.network.firewall.written import StatelessRule

Flags = frozenset[str]
ALL: Final = ("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR")
OPENS: Final = Flags({"SYN"})
"""The first packet of a connection."""
TAKES: Final = Flags({"SYN", "ACK"})
"""The first answer to it."""
GOES_ON: Final = (Flags({"ACK"}), Flags({"ACK", "PSH"}), Flags({"ACK", "FIN"}))
"""What must get through afterwards, in both directions, so that a connection is of use."""
_NEVER_OPENS: Final = Flags({"ACK", "RST", "FIN"})


def looked_at(rules: Iterable[StatelessRule]) -> Flags:
    """Return the flags that any of the rules looks at."""
    return Flags(word for rule in rules for _, masks in rule.flags for word in masks or ALL)


def matches(rule: StatelessRule, flags: Flags) -> bool:
    """Return whether a rule is about TCP packets that have exactly these flags.

    Of those that it looks at, those that are named must be set and the others must not. Several
    settings are alternatives, as those of a rule's addresses are.
    """
    return not rule.flags or any(
        flags & Flags(masks or ALL) == Flags(named) for named, masks in rule.flags
    )


def kinds(seen: Flags, *, within: bool) -> Iterator[Flags]:
    """Yield one packet's flags for each kind that rules tell apart; the commonest opening, first.

    A sender may set any flags, so no kind is left out. Of a kind that can begin a connection, one
    that does is yielded; `within` asks for one that doesn't as well.
    """
    found = {OPENS: None}
    names = sorted(seen)
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            kind = Flags(chosen)
            # What isn't looked at is free.
            opening, other = kind | (OPENS - seen), kind | (Flags({"ACK"}) - seen)
            if may_open(opening) and kind != OPENS & seen:
                found[opening] = None
            if within or not may_open(opening):
                found[other] = None
    yield from found


def may_open(flags: Flags) -> bool:
    """Return whether a packet with these flags begins a connection."""
    return "SYN" in flags and not flags & _NEVER_OPENS
