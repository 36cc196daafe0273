"""What refers to nothing that is known."""

from collections.abc import Iterable, Mapping
from typing import Final

from kyotsu.proof.network.resources.part import Part
from kyotsu.proof.network.resources.thing import Problem, Thing
from kyotsu.proof.network.topology.network import Network
from kyotsu.proof.network.topology.short import short
from tenancy.vocabulary import Text

REFERENCES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "subnets": {"vpc": ("vpcs",)},
    "tables": {"vpc": ("vpcs",)},
    "routes": {
        "table": ("tables", "vpcs"),
        "prefix_list": ("prefix_lists", "endpoints"),
        "target": (
            "transits", "internet_gateways", "virtual_gateways", "nats", "endpoints", "firewalls",
            "peerings", "peering_accepters",
        ),
    },
    "associations": {"table": ("tables", "vpcs"), "subnet": ("subnets",)},
    "gateway_associations": {
        "table": ("tables", "vpcs"), "gateway": ("internet_gateways", "virtual_gateways"),
    },
    "learnings": {"table": ("tables", "vpcs"), "gateway": ("virtual_gateways",)},
    "virtual_gateways": {"vpc": ("vpcs",)},
    "gateway_attachments": {
        "gateway": ("internet_gateways", "virtual_gateways"), "vpc": ("vpcs",),
    },
    "gateway_lines": {"gateway": ("virtual_gateways",)},
    "acls": {"vpc": ("vpcs", "default_vpcs"), "subnets": ("subnets",)},
    "acl_entries": {"acl": ("acls", "vpcs")},
    "acl_associations": {"acl": ("acls", "vpcs"), "subnet": ("subnets",)},
    "groups": {"vpc": ("vpcs", "default_vpcs")},
    "group_rules": {
        "group": ("groups", "vpcs"),
        "prefix_list": ("prefix_lists", "endpoints"),
        "other_group": ("groups", "vpcs"),
    },
    "internet_gateways": {"vpc": ("vpcs",)},
    "nats": {"subnet": ("subnets",)},
    "balancers": {"subnets": ("subnets",), "groups": ("groups", "vpcs")},
    "listeners": {"balancer": ("balancers",)},
    "endpoints": {
        "vpc": ("vpcs",), "tables": ("tables", "vpcs"), "subnets": ("subnets",),
        "groups": ("groups", "vpcs"),
    },
    "peerings": {"vpcs": ("vpcs",)},
    "peering_accepters": {"peering": ("peerings",)},
    "transit_tables": {"transit": ("transits",)},
    "attachments": {
        "transit": ("transits",), "peer": ("transits",), "vpc": ("vpcs",),
        "subnets": ("subnets",),
    },
    "accepters": {"attachment": ("attachments",)},
    "transit_associations": {
        "attachment": ("attachments", "accepters"), "table": ("transit_tables",),
    },
    "propagations": {"attachment": ("attachments", "accepters"), "table": ("transit_tables",)},
    "transit_routes": {"attachment": ("attachments", "accepters"), "table": ("transit_tables",)},
    "firewalls": {"vpc": ("vpcs",), "policy": ("policies",), "subnets": ("subnets",)},
    "policies": {"groups": ("rule_groups",), "stateless_groups": ("rule_groups",)},
    "zones": {"vpcs": ("vpcs",)},
    "zone_links": {"zone": ("zones",), "vpc": ("vpcs",)},
    "profile_links": {"vpc": ("vpcs",)},
    "exclusions": {"vpc": ("vpcs",), "subnet": ("subnets",)},
}  # fmt: skip
"""What each field of a kind of thing must lead to, by the names of kinds."""

OWNERS: Final = (
    "vpc", "table", "group", "acl", "subnet", "attachment", "transit", "peer", "gateway",
    "balancer", "peering",
)  # fmt: skip
"""The fields that name what something is part of."""


def missing(network: Network) -> Iterable[Problem]:
    """Return a problem for each reference that leads to nothing that is known."""
    for name, fields in REFERENCES.items():
        for one, kinds in fields.items():
            known = _urns(network, kinds)
            for part in network.parts:
                for thing in getattr(part, name):
                    value = getattr(thing, one)
                    for urn in value if isinstance(value, tuple) else (value,):
                        if urn and urn not in known and urn.partition("#")[0] not in known:
                            said = _said(urn)
                            yield Problem(
                                urn=thing.urn,
                                line=thing.line,
                                ja=said.ja,
                                en=said.en,
                                touches=(thing.urn, *_near(thing, urn, part), urn),
                            )


def _said(urn: str) -> Text:
    if urn.startswith("arn:"):  # such as a rule group that AWS manages
        return Text(
            ja=f"{urn} を参照していますが、この環境のものではないため、内容が分かりません。",
            en=f"it refers to {urn}, which isn't this stage's, so what it has isn't known.",
        )
    return Text(
        ja=f"{short(urn)} を参照していますが、それはありません。",
        en=f"it refers to {short(urn)}, which doesn't exist.",
    )


def _urns(network: Network, kinds: tuple[str, ...]) -> frozenset[str]:
    return frozenset(one.urn for kind in kinds for one in network.all(kind))


def _near(thing: Thing, gone: str, part: Part) -> Iterable[str]:
    """Return what a thing is part of that refers to something that isn't there.

    What is part of nothing else may belong to any of its stack's networks.
    """
    found = [
        value for name in OWNERS if isinstance(value := getattr(thing, name, None), str) and value
    ]
    found += getattr(thing, "subnets", ())
    return found if set(found) - {gone} else [*found, *(vpc.urn for vpc in part.vpcs)]
