"""What rule groups say, as they are written: plain values, so that they can be kept.

https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RulesSource.html
"""

from dataclasses import dataclass

Span = tuple[int, int]
"""Both ends included."""


@dataclass(frozen=True, kw_only=True)
class StatelessRule:
    """A rule of the stateless engine. What is empty matches anything."""

    priority: int
    action: str
    """`pass`, `drop` or `forward`; what a custom action records besides changes no packet's way."""
    sources: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    source_ports: tuple[Span, ...] = ()
    ports: tuple[Span, ...] = ()
    protocols: tuple[int, ...] = ()
    flags: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """Flags that must be set, with those that are looked at at all."""


@dataclass(frozen=True, kw_only=True)
class StandardRule:
    """A stateful rule in its parts, as text. A standard rule is written so, field by field.

    `both_ways` is whether it matches with its ends changed about, too.
    """

    action: str
    protocol: str
    source: str
    source_port: str
    both_ways: bool
    destination: str
    port: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class DomainList:
    """A list of domains: what becomes of them, and the protocols in which they are named."""

    kind: str
    """`ALLOWLIST`, `DENYLIST`, `REJECTLIST` or `ALERTLIST`."""
    named_in: tuple[str, ...]
    """`TLS_SNI`, `HTTP_HOST`."""
