"""Rule groups of AWS Network Firewall, in the four forms in which rules are written.

https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RulesSource.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kyotsu.desired.placeholders import is_unknown
from kyotsu.proof.network.firewall.flags import ALL
from kyotsu.proof.network.firewall.written import DomainList, Span, StandardRule, StatelessRule
from kyotsu.proof.network.headerspace.space import PORTS
from kyotsu.proof.network.reading.firewalls import action, address_sets, custom_actions
from kyotsu.proof.network.reading.values import Reader, mapping, whole
from kyotsu.proof.network.resources.firewalls import RuleGroup
from kyotsu.proof.network.resources.thing import Thing


def rule_group(read: Reader) -> list[Thing]:
    """Read a rule group. What of it can't be read is a problem; the rest of its rules is read."""
    body = mapping(read.get("ruleGroup"))
    source = mapping(body.get("rulesSource"))
    text = source.get("rulesString") or read.get("rules") or ""
    stateless = mapping(source.get("statelessRulesAndCustomActions"))
    listed = mapping(source.get("rulesSourceList"))
    standard = tuple(_standard(read, one) for one in read.rows("statefulRules", source))
    variables = mapping(body.get("ruleVariables"))
    return [
        RuleGroup(
            **read.named,
            rules=text if isinstance(text, str) else "",
            standard=standard,
            domains=_domains(listed) if listed else None,
            stateless=_stateless(read, stateless),
            variables=address_sets(read, variables, "ipSets"),
            port_variables=_port_sets(read, variables),
            unread=not isinstance(text, str)
            or not (text or listed or standard or stateless)
            or is_unknown([listed, source.get("statefulRules")]),
            account=read.resource.account,
        )
    ]


def _stateless(read: Reader, source: Mapping[str, Any]) -> tuple[StatelessRule, ...]:
    """Return the stateless rules by priority, which is unique within their group.

    One that can't be read as a whole isn't among them: without a block it would match any.

    https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_StatelessRule.html
    """
    custom = custom_actions(read.rows("customActions", source))
    found: list[StatelessRule] = []
    for row in read.rows("statelessRules", source):
        priority = whole(row.get("priority"))
        if priority is None:
            read.problem("優先度のない規則があります。", "a rule has no priority.")
            continue
        if any(priority == one.priority for one in found):
            read.problem(
                f"優先度 {priority} の規則が重複しています。",
                f"priority {priority} is used by two rules.",
            )
        definition = row.get("ruleDefinition")
        if is_unknown(definition):
            read.problem(
                f"優先度 {priority} の規則の値が決まっていません。",
                f"what the rule with priority {priority} says is not known.",
            )
            continue
        before = read.told
        rule = _rule(read, priority, mapping(definition), custom)
        if read.told == before:
            found.append(rule)
    return tuple(sorted(found, key=lambda one: one.priority))


def _rule(
    read: Reader, priority: int, definition: Mapping[str, Any], custom: frozenset[str]
) -> StatelessRule:
    where = (f"優先度 {priority} の規則", f"the rule with priority {priority}")
    match = mapping(definition.get("matchAttributes"))
    return StatelessRule(
        priority=priority,
        action=action(read, read.words("actions", definition), custom, where),
        sources=_blocks(read, match, "sources", where),
        destinations=_blocks(read, match, "destinations", where),
        source_ports=tuple(_ports(read, match, "sourcePorts", where)),
        ports=tuple(_ports(read, match, "destinationPorts", where)),
        protocols=tuple(_protocols(read, match, where)),
        flags=tuple(_flags(read, match, where)),
    )


def _blocks(
    read: Reader, match: Mapping[str, Any], name: str, where: tuple[str, str]
) -> tuple[str, ...]:
    ja, en = where
    return tuple(
        block
        for row in read.rows(name, match)
        if (block := read.block(row.get("addressDefinition"), f"{name} of {en}", f"{ja} の {name}"))
    )


def _ports(
    read: Reader, match: Mapping[str, Any], name: str, where: tuple[str, str]
) -> Iterator[Span]:
    """Yield ranges of ports. One without an end is one port."""
    ja, en = where
    for row in read.rows(name, match):
        first = whole(row.get("fromPort"))
        last = first if row.get("toPort") is None else whole(row.get("toPort"))
        if first is None or last is None or not PORTS[0] <= first <= last <= PORTS[1]:
            shown = f"{row.get('fromPort')}", f"{row.get('toPort')}"
            read.problem(
                f"{ja} の {name} の {'〜'.join(shown)} はポートの範囲ではありません。",
                f"{' to '.join(shown)} in {name} of {en} is no range of ports.",
            )
        else:
            yield first, last


def _protocols(read: Reader, match: Mapping[str, Any], where: tuple[str, str]) -> Iterator[int]:
    ja, en = where
    for one in read.words("protocols", match):
        number = whole(one)
        if number is None or not 0 <= number <= 255:
            read.problem(
                f"{ja} のプロトコル {one} が分かりません。", f"protocol {one} of {en} is not known."
            )
        else:
            yield number


def _flags(
    read: Reader, match: Mapping[str, Any], where: tuple[str, str]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield flags that must be set, with those that are looked at; none of these is all."""
    ja, en = where
    for row in read.rows("tcpFlags", match):
        flags, masks = read.words("flags", row), read.words("masks", row)
        unknown = [one for one in (*flags, *masks) if one not in ALL]
        outside = [one for one in flags if masks and one not in masks]
        if unknown or outside:
            wrong = ", ".join(dict.fromkeys(unknown or outside))
            read.problem(
                f"{ja} の TCP フラグ {wrong} が分からないか、masks にありません。",
                f"the TCP flag {wrong} of {en} is not known, or not among its masks.",
            )
        else:
            yield flags, masks


def _standard(read: Reader, row: Mapping[str, Any]) -> StandardRule:
    header = mapping(row.get("header"))
    return StandardRule(
        action=str(row.get("action")),
        protocol=str(header.get("protocol")),
        source=str(header.get("source")),
        source_port=str(header.get("sourcePort")),
        both_ways=str(header.get("direction")).upper() == "ANY",
        destination=str(header.get("destination")),
        port=str(header.get("destinationPort")),
        options=tuple(_option(one) for one in read.rows("ruleOptions", row)),
    )


def _option(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return an option's name and value; people write `sid:1` as a keyword, too."""
    name, _, value = str(row.get("keyword")).partition(":")
    settings = [value] if value else [str(one) for one in row.get("settings") or ()]
    return name.strip(), ",".join(settings)


def _domains(listed: Mapping[str, Any]) -> DomainList:
    return DomainList(
        kind=str(listed.get("generatedRulesType")),
        named_in=tuple(map(str, listed.get("targetTypes") or ())),
    )


def _port_sets(
    read: Reader, variables: Mapping[str, Any]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (str(one.get("key")), read.words("definitions", mapping(one.get("portSet"))))
        for one in read.rows("portSets", variables)
    )
