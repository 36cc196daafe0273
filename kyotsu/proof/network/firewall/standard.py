"""Stateful rules that are written field by field, as rules of Suricata's.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-basic.html,
https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_StatefulRule.html
"""

from collections.abc import Iterable, Iterator

from kyotsu.proof.network.firewall.header import NotRead, Variables
from kyotsu.proof.network.firewall.suricata import SHOWN, Rule, read
from kyotsu.proof.network.firewall.written import StandardRule


def rules_of(written: Iterable[StandardRule], variables: Variables) -> Iterator[Rule | NotRead]:
    """Yield the rules of a group in their order, or why one isn't understood.

    AWS makes Suricata's rules of them, so they are read as those are; `ANY` as a direction is both.
    """
    for one in written:
        arrow = "<>" if one.both_ways else "->"
        header = (
            one.action, one.protocol, one.source, one.source_port, arrow, one.destination, one.port
        )  # fmt: skip
        shown = " ".join(header)[:SHOWN]
        try:
            yield read(one, variables, shown)
        except NotRead as error:
            why = str(error)
            yield error if shown in why else NotRead(f"{why}: {shown}")
