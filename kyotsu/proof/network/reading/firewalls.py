"""AWS Network Firewall: firewalls, policies and rule groups.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policy-processing.html
"""

from collections.abc import Mapping
from typing import Any, cast

from kyotsu.proof.network.reading.values import Reader
from kyotsu.proof.network.resources.firewalls import Firewall, Policy, RuleGroup
from kyotsu.proof.network.resources.thing import Thing


def firewall(read: Reader) -> list[Thing]:
    """Read a firewall."""
    return [
        Firewall(
            **read.named,
            vpc=read.reference("vpcId"),
            policy=read.reference("firewallPolicyArn"),
            subnets=tuple(
                read.reference("subnetMappings", row.get("subnetId"))
                for row in read.rows("subnetMappings")
            ),
        )
    ]


def policy(read: Reader) -> list[Thing]:
    """Read a policy. Stateless rule groups aren't modelled."""
    body = _mapping(read.get("firewallPolicy"))
    references = cast("list[dict[str, Any]]", body.get("statefulRuleGroupReferences") or [])
    ordered = sorted(references, key=_priority)
    order = _mapping(body.get("statefulEngineOptions")).get("ruleOrder")
    if body.get("statelessRuleGroupReferences"):
        read.problem(
            "ステートレスのルールグループは扱えません。",
            "stateless rule groups are not modelled.",
        )
    return [
        Policy(
            **read.named,
            groups=tuple(
                read.reference("statefulRuleGroupReferences", one.get("resourceArn"))
                for one in ordered
            ),
            strict=order == "STRICT_ORDER",
            stateless=(
                *map(str, body.get("statelessDefaultActions") or ()),
                *map(str, body.get("statelessFragmentDefaultActions") or ()),
            ),
            defaults=tuple(map(str, body.get("statefulDefaultActions") or ())),
        )
    ]


def rule_group(read: Reader) -> list[Thing]:
    """Read a rule group: Suricata's rules, or a list of domains."""
    body = _mapping(read.get("ruleGroup"))
    source = _mapping(body.get("rulesSource"))
    text = source.get("rulesString") or read.get("rules") or ""
    domains = _mapping(source.get("rulesSourceList"))
    variables = _mapping(body.get("ruleVariables")).get("ipSets") or []
    return [
        RuleGroup(
            **read.named,
            rules=text if isinstance(text, str) else "",
            variables=tuple(
                (
                    str(one.get("key")),
                    tuple(
                        block
                        for written in _mapping(one.get("ipSet")).get("definitions") or ()
                        if (block := read.block(written, "ruleVariables"))
                    ),
                )
                for one in variables
            ),
            domains=(
                str(domains.get("generatedRulesType")),
                *map(str, domains.get("targetTypes") or ()),
            )
            if domains
            else (),
            unread=not isinstance(text, str) or (not text and not domains),
        )
    ]


def _priority(reference: Mapping[str, Any]) -> int:
    return int(reference.get("priority") or 0)


def _mapping(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}
