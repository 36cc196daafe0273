"""Gateways that do things unasked, to tables that nobody declares."""

from collections.abc import Iterable

from kyotsu.proof.network.resources.thing import Problem
from kyotsu.proof.network.topology.network import Network


def cut_off(network: Network) -> Iterable[Problem]:
    """Return a problem for each attachment of a gateway that does things unasked."""
    for one in network.all("attachments"):
        transit = network.transits.get(one.transit)
        if transit is None or not (transit.associates or transit.propagates):
            continue
        yield Problem(
            urn=transit.urn,
            line=transit.line,
            ja="既定の経路表への対応付けや伝播が有効なため、経路が決まりません。",
            en="it associates or propagates by default, to a table that isn't declared.",
            touches=(transit.urn,),
        )
        return
