"""Gateways that do things unasked, to tables that nobody declares."""

from collections.abc import Iterable

from kyotsu.proof.network.resources.thing import Problem
from kyotsu.proof.network.topology.network import Network


def cut_off(network: Network) -> Iterable[Problem]:
    """Return a problem for each attachment of a gateway that does things unasked."""
    asked = {urn for one in network.all("attachments") for urn in (one.transit, one.peer)}
    for urn in sorted(asked):
        transit = network.transits.get(urn)
        if transit is None or not (transit.associates or transit.propagates):
            continue
        yield Problem(
            urn=transit.urn,
            line=transit.line,
            ja="既定の経路表への対応付けや伝播が有効なため、経路が決まりません。",
            en="it associates or propagates by default, to a table that isn't declared.",
            touches=(transit.urn,),
        )


def announced(network: Network) -> Iterable[Problem]:
    """Return a problem for each peering that is to propagate: there are static routes only.

    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
    """
    for one in network.all("propagations"):
        attachment = network.attachments.get(one.attachment)
        if attachment is not None and attachment.peer:
            yield Problem(
                urn=one.urn,
                line=one.line,
                ja="トランジットゲートウェイのピアリングは経路を伝播しません。",
                en="a peering of transit gateways propagates nothing.",
                touches=(one.urn, one.table, attachment.urn),
            )
