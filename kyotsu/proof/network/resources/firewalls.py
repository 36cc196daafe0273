"""AWS Network Firewall."""

from dataclasses import dataclass

from kyotsu.proof.network.resources.thing import Thing


@dataclass(frozen=True, kw_only=True)
class Firewall(Thing):
    """AWS Network Firewall: an endpoint in each of the subnets."""

    vpc: str
    policy: str
    subnets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Policy(Thing):
    """A firewall policy. `groups` are in the order in which they are asked."""

    groups: tuple[str, ...]
    strict: bool
    stateless: tuple[str, ...]
    """The default actions of the stateless engine, for packets and for fragments."""
    stateless_groups: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RuleGroup(Thing):
    """A stateful rule group, with its variables by name."""

    rules: str = ""
    variables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    domains: tuple[str, ...] = ()
    """`ALLOWLIST` or `DENYLIST`, then the protocols of the list; empty for Suricata's rules."""
    unread: bool = False
    """Whether it is of a kind that isn't modelled."""
