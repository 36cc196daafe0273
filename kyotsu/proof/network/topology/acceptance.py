"""What somebody else has to accept before it carries anything.

An attachment from another account, unless the gateway accepts it by itself
(https://docs.aws.amazon.com/vpc/latest/tgw/acccept-tgw-attach.html); and each peering, even within
an account, of networks
(https://docs.aws.amazon.com/vpc/latest/peering/accept-vpc-peering-connection.html) and of transit
gateways (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-accept-reject.html).

Where the desired state doesn't tell whose something is, it is taken to be accepted. So is a share
of a gateway: who has no part in it can't make an attachment at all
(https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html), so one that is declared is
taken to be possible.
"""

from collections.abc import Iterable, Mapping

from kyotsu.desired.placeholders import PATTERN
from kyotsu.proof.network.resources.gateways import Peering, PeeringAccepter
from kyotsu.proof.network.resources.transit import Attachment, Transit


def pending(
    attachments: Iterable[Attachment], transits: Mapping[str, Transit], accepted: Iterable[str]
) -> frozenset[str]:
    """Return the URNs of the attachments that nobody has accepted."""
    known = set(accepted)
    return frozenset(
        one.urn
        for one in attachments
        if one.urn not in known and (one.peer or (one.vpc and _must_be(one, transits)))
    )


def _must_be(attachment: Attachment, transits: Mapping[str, Transit]) -> bool:
    """Return whether a network's attachment has to be accepted by somebody."""
    transit = transits.get(attachment.transit)
    if transit is None or transit.accepts:
        return False
    return _are_different(attachment.account, transit.account)


def _are_different(one: str | None, other: str | None) -> bool:
    """Return whether two accounts are certainly not the same.

    Both have to be told in one way: as numbers, or as what they will be once they are made.
    """
    if one is None or other is None:
        return False
    return one != other and bool(PATTERN.search(one)) is bool(PATTERN.search(other))


def peerings(
    asked: Iterable[Peering], accepters: Iterable[PeeringAccepter]
) -> Mapping[str, Peering]:
    """Return the peerings that somebody has accepted, also by the URNs of their other sides."""
    known = {one.urn: one for one in asked}
    sides = [one for one in accepters if one.peering in known]
    taken = {one.peering for one in sides if one.accepted}
    found = {urn: one for urn, one in known.items() if one.accepted or urn in taken}
    for one in sides:
        if one.peering in found:
            found[one.urn] = found[one.peering]
    return found
