"""The three ways to write a stateful rule group, each as text in Suricata's language."""

from collections.abc import Iterator, Mapping
from typing import Any

from kyotsu.proof.simulator.inventory import as_list

_KINDS = {"TLS_SNI": ("tls", "tls.sni"), "HTTP_HOST": ("http", "http.host")}
_SPOKEN = "to_server,established"
_ACTIONS = {"ALLOWLIST": "pass", "DENYLIST": "drop", "REJECTLIST": "reject", "ALERTLIST": "alert"}


def texts_of(source: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a group's rules source."""
    if source.get("rulesString"):
        yield source["rulesString"]
    for rule in as_list(source.get("statefulRules")):
        yield _standard(rule)
    if source.get("rulesSourceList"):
        yield from _domains(source["rulesSourceList"])


def _standard(rule: Mapping[str, Any]) -> str:
    """Write a standard rule as text.

    https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rules-standard.html
    """
    head: Mapping[str, Any] = rule["header"]
    options = ";".join(
        ":".join([one["keyword"], *[",".join(as_list(one.get("settings")))]]).rstrip(":")
        for one in as_list(rule.get("ruleOptions"))
    )
    arrow = "->" if head["direction"] == "FORWARD" else "<>"
    return (
        f"{rule['action']} {head['protocol']} {head['source']} {head['sourcePort']} {arrow}"
        f" {head['destination']} {head['destinationPort']} ({options};)"
    )


def _domains(listed: Mapping[str, Any]) -> Iterator[str]:
    """Write a list of domains as text: those on it, then, if it allows them, all others as well.

    https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RulesSourceList.html,
    https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
    """
    action = _ACTIONS[listed["generatedRulesType"]]
    for kind in as_list(listed["targetTypes"]):
        protocol, buffer = _KINDS[kind]
        line = f"{protocol} $HOME_NET any -> $EXTERNAL_NET any"
        for place, domain in enumerate(as_list(listed["targets"])):
            how = (
                f'dotprefix; content:"{domain}"; endswith'
                if domain.startswith(".")
                else f'content:"{domain}"; startswith; endswith'
            )
            yield f"{action} {line} ({buffer}; {how}; nocase; flow:{_SPOKEN}; sid:{place + 1};)"
        if action == "pass":
            yield f"drop {line} (flow:{_SPOKEN}; sid:0;)"
