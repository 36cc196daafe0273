"""The network firewall: what passes it, as far as its settings tell.

Rules in Suricata's language are shown line by line; what they mean isn't judged.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.events import Event, events
from kyotsu.review.meaning.finding import listed, looser, said, unjudged
from kyotsu.review.meaning.guards import Guard, guards
from kyotsu.review.meaning.judging import by_pair
from kyotsu.review.meaning.world import Pair, World
from policies.reading.values import texts_at, value_at
from policies.rule import Severity, Text

_POLICY: Final = "aws:networkfirewall/firewallPolicy:FirewallPolicy"
_GROUP: Final = "aws:networkfirewall/ruleGroup:RuleGroup"
_DEFAULTS: Final = (
    "firewallPolicy.statelessDefaultActions",
    "firewallPolicy.statelessFragmentDefaultActions",
    "firewallPolicy.statefulDefaultActions",
)
_PASSES: Final = Text(
    ja="ファイアウォールの方針 {name} が、規則にない通信を通すようになります。",
    en="The firewall policy {name} lets pass what no rule is about.",
)
_RULES: Final = Text(
    ja="ファイアウォールの規則 {name} が変わります。規則の文の意味は判定していません。",
    en="The firewall's rules {name} change; what they mean is not judged.",
)
_ALLOWED: Final = Text(
    ja="ファイアウォールの規則 {name} が通す宛先が増えます。",
    en="The firewall's rules {name} let more destinations pass.",
)
_TEXTS: Final = "ruleGroup.rulesSource.rulesString"
_LIST: Final = "ruleGroup.rulesSource.rulesSourceList"


def _policy(_: World, pair: Pair) -> Iterator[Finding]:
    if pair.old is None or pair.new is None:
        return
    for path in _DEFAULTS:
        old = set(texts_at(pair.old.properties, path))
        new = set(texts_at(pair.new.properties, path))
        stateful = path.endswith("statefulDefaultActions")
        weaker = bool(old) and not new if stateful else "aws:pass" in new - old
        weaker = weaker or (stateful and any("drop" in o for o in old) and not _drops(new))
        if weaker:
            text = said(_PASSES, name=pair.name)
            yield looser(
                "firewall-passes",
                Severity.CRITICAL,
                text,
                pair.urn,
                before=listed(old),
                after=listed(new),
            )


def _drops(actions: set[str]) -> bool:
    return any("drop" in one for one in actions)


def _group(_: World, pair: Pair) -> Iterator[Finding]:
    if pair.new is None:
        return
    old = set() if pair.old is None else _lines(pair.old.properties)
    new = _lines(pair.new.properties)
    if pair.old is not None and old != new:
        text = said(_RULES, name=pair.name)
        yield unjudged(text, pair.urn, before=_few(old - new), after=_few(new - old))
    source: Any = value_at(pair.new.properties, _LIST)
    if not isinstance(source, Mapping) or source.get("generatedRulesType") != "ALLOWLIST":
        return
    had = set(texts_at(pair.old.properties, f"{_LIST}.targets")) if pair.old else set[str]()
    more = set(texts_at(pair.new.properties, f"{_LIST}.targets")) - had
    if more:
        text = said(_ALLOWED, name=pair.name)
        severity = Severity.LOW if pair.old is None else Severity.MEDIUM
        yield looser("firewall-allows", severity, text, pair.urn, after=listed(more))


def _lines(properties: Mapping[str, Any]) -> set[str]:
    text = value_at(properties, _TEXTS) or value_at(properties, "rules")
    return {line for line in str(text or "").splitlines() if line.strip()}


def _few(lines: set[str]) -> str:
    return "\n".join(sorted(lines))


CLASSIFIERS: Final = (
    by_pair("firewall policies", (_POLICY,), _policy),
    by_pair("firewall rules", (_GROUP,), _group),
    events(
        "address lists",
        Event(
            code="address-list-changed",
            types=("aws:ec2/managedPrefixList:ManagedPrefixList",),
            when="changed",
            severity=Severity.MEDIUM,
            shows=("entries",),
            text=Text(
                ja="アドレスの一覧 {name} が変わり、これを使う規則の通す相手も変わります。",
                en="The list of addresses {name} changes, and so does what rules by it let pass.",
            ),
        ),
    ),
    guards(
        "firewalls",
        Guard(
            code="firewall-gone",
            types=("aws:networkfirewall/firewall:Firewall",),
            target="vpcId",
            severity=Severity.CRITICAL,
            lost=Text(
                ja="ネットワーク {target} の通信を検査する {name} がなくなります。",
                en="The network {target} loses {name}, which inspects its traffic.",
            ),
        ),
        Guard(
            code="log-stopped",
            types=("aws:networkfirewall/loggingConfiguration:LoggingConfiguration",),
            target="firewallArn",
            severity=Severity.HIGH,
            lost=Text(
                ja="{target} の検査の記録 {name} がなくなります。",
                en="{target} loses {name}, by which it records what it sees.",
            ),
        ),
    ),
)
