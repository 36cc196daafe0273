"""Lists of domains, as rules of Suricata's: the addresses that their rules may let through.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html

A name is no address. Of an allowed name the packets pass that say it, whatever address they go to;
so a list may pass all that its protocol carries from the home network to outside of it. What is
denied is denied by its name, which a client may leave unsaid; so no list is taken to drop anything.
"""

from collections.abc import Iterator
from typing import Final

from kyotsu.proof.network.firewall.header import NotRead, Variables
from kyotsu.proof.network.firewall.suricata import Rule, read
from kyotsu.proof.network.firewall.written import DomainList, StandardRule

_PROTOCOLS: Final = {"TLS_SNI": "tls", "HTTP_HOST": "http"}
_ACTIONS: Final = {
    "ALLOWLIST": "pass",
    "DENYLIST": "drop",
    "REJECTLIST": "reject",
    "ALERTLIST": "alert",
}
_SPOKEN: Final = (("flow", "to_server,established"), ("content", "any of the domains"))
"""A name is said once the connection is there
(https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-examples.html shows the
rules that AWS makes of a list); `content` marks that it isn't decided here which one it is."""


def rules_of(domains: DomainList, variables: Variables) -> Iterator[Rule | NotRead]:
    """Yield a rule for each protocol in which the domains are named, or why there is none.

    An allowing list drops all other names of its protocols as well. That is content too, so it
    stops nothing of which only the addresses are known, and isn't told here.
    """
    action = _ACTIONS.get(domains.kind)
    if action is None:
        yield NotRead(f"{domains.kind} is no kind of domain list")
        return
    for word in domains.named_in:
        protocol = _PROTOCOLS.get(word)
        if protocol is None:
            yield NotRead(f"{word} is nothing that a domain list can look at")
            continue
        rule = StandardRule(
            action=action,
            protocol=protocol,
            source="$HOME_NET",
            source_port="any",
            both_ways=False,
            destination="$EXTERNAL_NET",
            port="any",
            options=_SPOKEN,
        )
        try:
            yield read(rule, variables, f"{domains.kind} of {word}")
        except NotRead as error:
            yield error
