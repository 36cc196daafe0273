"""Network ACLs with the entries that are resources of their own, and who fights over them.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html. A resource that keeps its entries
takes out those of others (https://www.pulumi.com/registry/packages/aws/api-docs/ec2/networkaclrule/),
so which of them are there depends on who was updated last.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from kyotsu.proof.network.resources.filters import Acl, AclAssociation, AclEntry, AclRule
from kyotsu.proof.network.resources.thing import Problem
from kyotsu.proof.network.resources.vpcs import Vpc
from kyotsu.proof.network.topology.short import short


def acls(
    written: Iterable[Acl], entries: Iterable[AclEntry], vpcs: Mapping[str, Vpc]
) -> dict[str, Acl]:
    """Return all ACLs by URN, each with its entries in their order.

    A default ACL that nobody took over is there if somebody adds to it: as AWS makes it, its rule
    100 lets everything through (https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html).
    """
    found = {acl.urn: acl for acl in written}
    added: defaultdict[str, list[AclEntry]] = defaultdict(list)
    for one in entries:
        added[_resolved(one.acl, found)].append(one)
    for urn, more in added.items():
        vpc, _, word = urn.partition("#")
        acl = found.get(urn)
        if acl is None and word and vpc in vpcs:
            everything = (AclRule(number=100, allow=True, block="0.0.0.0/0"),)
            acl = Acl(
                urn=urn,
                line=vpcs[vpc].line,
                vpc=vpc,
                inward=everything,
                outward=everything,
                default=True,
            )
        if acl is not None:
            found[urn] = replace(
                acl,
                inward=_ordered(acl.inward, (one.rule for one in more if one.inward)),
                outward=_ordered(acl.outward, (one.rule for one in more if not one.inward)),
            )
    return found


def _ordered(kept: Sequence[AclRule], added: Iterable[AclRule]) -> tuple[AclRule, ...]:
    return tuple(sorted((*kept, *added), key=lambda one: one.number))


def _resolved(name: str, found: Mapping[str, Acl]) -> str:
    """Return the URN of what takes over a network's default ACL, where the ACL is named by it."""
    vpc, _, word = name.partition("#")
    if word:
        return next((acl.urn for acl in found.values() if acl.default and acl.vpc == vpc), name)
    return name


def fought_over(
    written: Sequence[Acl], entries: Sequence[AclEntry], associations: Sequence[AclAssociation]
) -> Iterable[Problem]:
    """Return a problem for each entry and each subnet that two resources claim."""
    known = {acl.urn: acl for acl in written}
    numbers: dict[tuple[str, bool, int], AclEntry] = {}
    for one in entries:
        urn = _resolved(one.acl, known)
        acl = known.get(urn)
        touches = (one.urn, urn, urn.partition("#")[0], *((acl.vpc,) if acl else ()))
        if acl is not None and acl.inline:
            yield Problem(
                urn=one.urn,
                line=one.line,
                ja=f"{short(urn)} は自身の規則を管理するため、別に置いた規則は残りません。",
                en=f"{short(urn)} keeps its own entries, so one beside them doesn't last.",
                touches=touches,
            )
        key = (urn, one.inward, one.rule.number)
        if key in numbers or (acl is None and "#" in urn and one.rule.number == 100):
            yield Problem(
                urn=one.urn,
                line=one.line,
                ja=f"{short(urn)} の規則番号 {one.rule.number} が重複しています。",
                en=f"rule number {one.rule.number} is used twice in {short(urn)}.",
                touches=touches,
            )
        numbers[key] = one
    yield from _subnets(written, associations)


def _subnets(written: Sequence[Acl], associations: Sequence[AclAssociation]) -> Iterable[Problem]:
    held: dict[str, str] = {}
    claims = chain(
        ((subnet, acl.urn, acl) for acl in written for subnet in acl.subnets),
        ((one.subnet, one.acl, one) for one in associations),
    )
    for subnet, urn, claim in claims:
        if subnet in held:
            yield Problem(
                urn=claim.urn,
                line=claim.line,
                ja=f"{short(subnet)} のネットワーク ACL が二つの資源で決められています。",
                en=f"two resources say which network ACL {short(subnet)} has.",
                touches=(claim.urn, subnet, urn, held[subnet]),
            )
        held[subnet] = urn
