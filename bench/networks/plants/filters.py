"""NET-1, NET-2 and NET-4: what other kinds of rules than Suricata's do to the inspection."""

from typing import Any

from bench.networks.draft import ref
from bench.networks.fleet import Site
from bench.networks.hand import ANYWHERE, POLICY, RULE_GROUP, Hand
from bench.networks.plants.between import PORTS, between, by_inspection, open_ends, pair
from bench.networks.plants.outward import SOMEWHERE, out, with_a_way_out
from bench.networks.plants.planted import Plant, tcp


def stateless_pass_between_tenants(hand: Hand) -> Plant | None:
    """Pass what two tenants send one another before the inspection looks at it."""
    one, other, port = pair(hand)
    open_ends(hand, one, other, port)
    by_inspection(hand, other)
    match = {"sources": _blocks(one.block), "destinations": _blocks(other.block)}
    del match[hand.pick.choice(["sources", "destinations"])]
    if hand.pick.random() < 0.5:
        match |= {"protocols": [6], "destinationPorts": _ports(hand, port)}
    hand.stateless(("aws:pass", match))
    return between(one, other, port)


def stateless_pass_of_established(hand: Hand) -> Plant | None:
    """Pass whatever says of itself that it belongs to a connection, as routers used to."""
    one, other, port = pair(hand)
    open_ends(hand, one, other, port)
    by_inspection(hand, other)
    flags = hand.pick.choice(
        [{"flags": ["ACK"], "masks": ["ACK"]}, {"flags": ["ACK"], "masks": ["SYN", "ACK"]}]
    )
    hand.stateless(("aws:pass", {"protocols": [6], "tcpFlags": [flags]}))
    return between(one, other, port, frozenset({"ACK"}))


def stateless_pass_out(hand: Hand) -> Plant | None:
    """Pass out what is declared, but past the inspection."""
    site = with_a_way_out(hand)
    if site is None:
        return None
    source = hand.pick.choice([site.block, "10.0.0.0/8"])
    match = {"sources": _blocks(source), "protocols": [6], "destinationPorts": _ports(hand, 443)}
    hand.stateless(("aws:pass", match), ("aws:forward_to_sfe", {}))
    return out(site, SOMEWHERE, 443)


def stateless_drop_of_replies(hand: Hand) -> Plant | None:
    """Forget that the stateless engine is asked of replies too: a link ceases to work."""
    found = _linked(hand)
    if found is None:
        return None
    one, other, port = found
    replies = {"sources": _blocks(other.block), "destinations": _blocks(one.block)}
    if hand.pick.random() < 0.5:
        replies |= {"protocols": [6], "sourcePorts": [{"fromPort": port, "toPort": port}]}
    hand.stateless(("aws:drop", replies))
    return _broken(one, other, port)


def stateless_pass_of_one_direction(hand: Hand) -> Plant | None:
    """Pass requests or replies, so that the stateful engine sees the other direction only."""
    found = _linked(hand)
    if found is None:
        return None
    one, other, port = found
    ends = hand.pick.choice([(one, other), (other, one)])
    match = {"sources": _blocks(ends[0].block), "destinations": _blocks(ends[1].block)}
    hand.stateless(("aws:pass", {"protocols": [6], **match}))
    return _broken(one, other, port)


def standard_rule_too_wide(hand: Hand) -> Plant | None:
    """Add a group with a standard rule that passes more than anybody declares."""
    one, other, port = pair(hand)
    open_ends(hand, one, other, port)
    by_inspection(hand, other)
    header = {
        "protocol": hand.pick.choice(["TCP", "IP"]),
        "source": hand.pick.choice([one.block, "ANY"]),
        "sourcePort": "ANY",
        "direction": hand.pick.choice(["FORWARD", "ANY"]),
        "destination": hand.pick.choice([other.block, "ANY"]),
        "destinationPort": "ANY",
    }
    if header["protocol"] == "TCP":
        header["destinationPort"] = hand.pick.choice(["ANY", str(port), f"{port}:"])
    option = {"keyword": "sid", "settings": ["4200000000"]}
    rule = {"action": "PASS", "header": header, "ruleOptions": [option]}
    policy = hand.draft.find(hand.fleet.stage, POLICY)
    inputs = {"type": "STATEFUL", "ruleGroup": {"rulesSource": {"statefulRules": [rule]}}}
    group = hand.draft.add(hand.fleet.stage, RULE_GROUP, hand.name(), inputs, like=policy)
    body: dict[str, Any] = dict(policy.inputs["firewallPolicy"])
    first = {"priority": 1, "resourceArn": ref(group, "arn")}
    body["statefulRuleGroupReferences"] = [*body["statefulRuleGroupReferences"], first]
    hand.draft.change(policy, firewallPolicy=body)
    return between(one, other, port)


def domains_in_place_of_the_closing(hand: Hand) -> Plant | None:
    """Put a list of domains where rules dropped all that isn't declared: names close no port."""
    site = hand.pick.choice(hand.fleet.attached)
    port = hand.pick.choice(PORTS)
    closing = hand.draft.find(hand.fleet.stage, RULE_GROUP, "closing")
    home = {"key": "HOME_NET", "ipSet": {"definitions": ["10.0.0.0/8"]}}
    body = {
        "rulesSource": {
            "rulesSourceList": {
                "generatedRulesType": hand.pick.choice(["ALLOWLIST", "DENYLIST"]),
                "targets": [".example.go.jp"],
                "targetTypes": hand.pick.choice([["TLS_SNI"], ["TLS_SNI", "HTTP_HOST"]]),
            }
        },
        "ruleVariables": {"ipSets": [home]},
    }
    hand.draft.change(closing, ruleGroup=body)
    hand.lets_out(site, ANYWHERE, port)
    hand.tenant_route(site, ANYWHERE)
    hand.propagate(site, hand.fleet.table("inspection"))
    return out(site, SOMEWHERE, port)


def _blocks(*blocks: str) -> list[dict[str, str]]:
    return [{"addressDefinition": block} for block in blocks]


def _ports(hand: Hand, port: int) -> list[dict[str, int]]:
    first, last = hand.pick.choice([(port, port), (1, 65535), (port - 1, port + 1)])
    return [{"fromPort": first, "toPort": last}]


def _linked(hand: Hand) -> tuple[Site, Site, int] | None:
    """Return who may call whom, on which port."""
    found = [
        (site, hand.fleet.sites[flow.far], flow.port)
        for site in hand.fleet.attached
        for flow in site.flows
        if flow.purpose == "link" and flow.direction == "outbound" and flow.protocol == "tcp"
    ]
    return hand.pick.choice(found) if found else None


def _broken(one: Site, other: Site, port: int) -> Plant:
    return Plant(
        statement="NET-2",
        subject=one.key,
        tenants=(one.key, other.key),
        packet=tcp(one.address(), other.address(), port),
        sender=one.interface(),
        receiver=other.interface(),
        stops=True,
    )


KINDS = (
    stateless_pass_between_tenants,
    stateless_pass_of_established,
    stateless_pass_out,
    stateless_drop_of_replies,
    stateless_pass_of_one_direction,
    standard_rule_too_wide,
    domains_in_place_of_the_closing,
)
