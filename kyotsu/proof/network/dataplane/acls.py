"""Network ACLs: what they let through in one direction, without any memory.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
"""

from collections.abc import Iterator, Sequence

from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.headerspace.packets import Rule
from kyotsu.proof.network.headerspace.space import Space
from kyotsu.proof.network.resources.filters import AclRule


class Acls:
    """All network ACLs."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._acls: dict[tuple[str, bool], tuple[Rule, ...]] = {}

    def rules(self, place: Place, *, inward: bool) -> tuple[Rule, ...] | None:
        """Return what a place's ACL lets through in one direction; None for everything.

        https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html: the first rule by number
        that matches decides, and what none matches is denied.
        """
        if place.acl is None:
            return None
        key = (place.acl.urn, inward)
        found = self._acls.get(key)
        if found is None:
            entries = place.acl.inward if inward else place.acl.outward
            found = self._acls[key] = tuple(self._allowed(entries))
        return found

    def _allowed(self, rules: Sequence[AclRule]) -> Iterator[Rule]:
        denied: list[Rule] = []
        held: dict[int, int] = {}
        for rule in rules:
            addresses = self._space.cidr(rule.block)
            services = self._space.service(rule.service)
            if not rule.allow:
                denied.append(Rule(addresses, services))
                continue
            for piece in _without(Rule(addresses, services), denied):
                held[piece.addresses] = held.get(piece.addresses, 0) | piece.services
        yield from (Rule(addresses, services) for addresses, services in held.items())


def _without(rule: Rule, denied: Sequence[Rule]) -> list[Rule]:
    left = [rule]
    for one in denied:
        pieces: list[Rule] = []
        for piece in left:
            addresses, services = piece.addresses & one.addresses, piece.services & one.services
            if not (addresses and services):
                pieces.append(piece)
                continue
            if rest := piece.addresses ^ addresses:
                pieces.append(Rule(rest, piece.services))
            if rest := piece.services ^ services:
                pieces.append(Rule(addresses, rest))
        left = pieces
    return left
