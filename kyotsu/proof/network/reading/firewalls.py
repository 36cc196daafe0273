"""AWS Network Firewall: firewalls and their policies.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policy-processing.html
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kyotsu.proof.network.reading.values import Reader, mapping, whole
from kyotsu.proof.network.resources.firewalls import Firewall, Policy
from kyotsu.proof.network.resources.thing import Thing

ACTIONS: Final = {"aws:pass": "pass", "aws:drop": "drop", "aws:forward_to_sfe": "forward"}
ORDERS: Final = ("DEFAULT_ACTION_ORDER", "STRICT_ORDER")
STATEFUL_DEFAULTS: Final = frozenset(
    f"aws:{verb}_{what}"
    for verb in ("drop", "alert")
    for what in ("strict", "established", "established_app_layer",
                 "established_app_layer_to_server")
)  # fmt: skip


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
    """Read a policy."""
    body = mapping(read.get("firewallPolicy"))
    options = mapping(body.get("statefulEngineOptions"))
    order = options.get("ruleOrder", ORDERS[0])
    if order not in ORDERS:
        read.problem(f"規則の順序 {order} が分かりません。", f"rule order {order} is not known.")
    strict = order == "STRICT_ORDER"
    custom = custom_actions(read.rows("statelessCustomActions", body))
    variables = mapping(body.get("policyVariables"))
    return [
        Policy(
            **read.named,
            groups=_groups(read, body, "statefulRuleGroupReferences", ordered=strict),
            strict=strict,
            stateless=_default(read, body, "statelessDefaultActions", custom),
            fragments=_default(read, body, "statelessFragmentDefaultActions", custom),
            stateless_groups=_groups(read, body, "statelessRuleGroupReferences", ordered=True),
            defaults=_stateful_defaults(read, body),
            variables=address_sets(read, variables, "ruleVariables"),
            continues=options.get("streamExceptionPolicy") == "CONTINUE",
            account=read.resource.account,
        )
    ]


def action(
    read: Reader, written: Sequence[str], custom: frozenset[str], where: tuple[str, str]
) -> str:
    """Return what becomes of packets by a list of actions: `pass`, `drop` or `forward`.

    https://docs.aws.amazon.com/network-firewall/latest/developerguide/rule-action.html: one of
    three, and besides it names of custom actions, which count packets and change nothing. `where`
    says in two languages what has the actions. What isn't known is a problem, and drops.
    """
    found = [ACTIONS[one] for one in written if one in ACTIONS]
    unknown = [one for one in written if one not in ACTIONS and one not in custom]
    ja, en = where
    for one in unknown:
        read.problem(f"{ja} の動作 {one} が分かりません。", f"action {one} of {en} is not known.")
    if len(found) != 1 and not (unknown and not found):
        read.problem(
            f"{ja} の動作は aws:pass、aws:drop、aws:forward_to_sfe のどれか一つが要ります。",
            f"{en} needs one of the actions aws:pass, aws:drop and aws:forward_to_sfe.",
        )
    return found[0] if len(found) == 1 else "drop"


def custom_actions(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return the names of custom actions that are defined."""
    return frozenset(str(one.get("actionName")) for one in rows)


def address_sets(
    read: Reader, within: Mapping[str, Any], name: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return sets of addresses by their names."""
    return tuple(
        (
            str(one.get("key")),
            tuple(
                block
                for written in read.words("definitions", mapping(one.get("ipSet")))
                if (block := read.block(written, name))
            ),
        )
        for one in read.rows(name, within)
    )


def _default(read: Reader, body: Mapping[str, Any], name: str, custom: frozenset[str]) -> str:
    return action(read, read.words(name, body), custom, (name, name))


def _stateful_defaults(read: Reader, body: Mapping[str, Any]) -> tuple[str, ...]:
    found = read.words("statefulDefaultActions", body)
    for one in found:
        if one not in STATEFUL_DEFAULTS:
            read.problem(
                f"statefulDefaultActions の動作 {one} が分かりません。",
                f"action {one} of statefulDefaultActions is not known.",
            )
    return found


def _groups(read: Reader, body: Mapping[str, Any], name: str, *, ordered: bool) -> tuple[str, ...]:
    """Return the groups that a policy refers to, by their priority if they have an order.

    https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_StatelessRuleGroupReference.html:
    priorities are unique within a policy.
    """
    found: list[tuple[int, str]] = []
    for row in read.rows(name, body):
        priority = whole(row.get("priority")) if ordered else 0
        if priority is None:
            read.problem(f"{name} に優先度がありません。", f"a group in {name} has no priority.")
        elif ordered and any(priority == other for other, _ in found):
            read.problem(
                f"優先度 {priority} が {name} で重複しています。",
                f"priority {priority} is used twice in {name}.",
            )
        if row.get("override"):
            read.problem(
                f"{name} の override は扱えません。", f"an override in {name} is not modelled."
            )
        found.append((priority or 0, read.reference(name, row.get("resourceArn"))))
    return tuple(group for _, group in sorted(found, key=lambda one: one[0]))
