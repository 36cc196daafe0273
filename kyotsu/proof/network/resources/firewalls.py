"""AWS Network Firewall."""

from dataclasses import dataclass

from kyotsu.proof.network.firewall.written import DomainList, StandardRule, StatelessRule
from kyotsu.proof.network.resources.thing import Thing


@dataclass(frozen=True, kw_only=True)
class Firewall(Thing):
    """AWS Network Firewall: an endpoint in each of the subnets."""

    vpc: str
    policy: str
    subnets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Policy(Thing):
    """A firewall policy. Groups are in the order in which they are asked."""

    groups: tuple[str, ...]
    strict: bool
    stateless: str
    """What the stateless engine does with what no rule matches: `pass`, `drop` or `forward`."""
    fragments: str
    """The same for datagrams in fragments."""
    stateless_groups: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    variables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    continues: bool = False
    """Whether the stateful engine goes on with connections that it hasn't seen begin."""
    account: str | None = None


@dataclass(frozen=True, kw_only=True)
class RuleGroup(Thing):
    """A rule group, with its variables by name: of one of the four kinds of rules."""

    rules: str = ""
    standard: tuple[StandardRule, ...] = ()
    domains: DomainList | None = None
    stateless: tuple[StatelessRule, ...] = ()
    """By priority."""
    variables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    port_variables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unread: bool = False
    """Whether it is of a kind that isn't modelled."""
    account: str | None = None
