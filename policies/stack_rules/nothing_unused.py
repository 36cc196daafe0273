"""USE-01: security groups, keys and addresses that are made are used."""

from collections.abc import Iterator

from policies.facts import Facts
from policies.graph import Graph, Node
from policies.rule import Severity, Text
from policies.stack_rule import Found, StackRule, found
from policies.stack_rules._examples import TENANT, node

GROUP = "aws:ec2/securityGroup:SecurityGroup"
KEY = "aws:kms/key:Key"
ADDRESS = "aws:ec2/eip:Eip"
OWN_RULE = "securityGroupId"
"""The property by which a rule says whose it is; that alone is no use of the group."""
USED_BY_ADDRESS = ("instance", "networkInterface")


def check(graph: Graph, _: Facts) -> Iterator[Found]:
    """Yield what nothing in the stack points at.

    A key with an alias is offered by name to what isn't of this stack, so it counts as used; so
    does a group that another group's rule names.
    """
    for group in graph.of_type(GROUP):
        if not any(name != OWN_RULE for _, name in graph.referrers(group)):
            yield found(group, "nothing wears this group, and no other group's rule names it")
    for key in graph.of_type(KEY):
        if not any(graph.referrers(key)):
            yield found(key, "nothing is encrypted with this key, and no alias names it")
    for address in graph.of_type(ADDRESS):
        if not any(graph.referrers(address)) and not any(map(address.is_set, USED_BY_ADDRESS)):
            yield found(address, "nothing uses this address")


def _worn(by: str) -> tuple[Node, ...]:
    group = node(GROUP, "application")
    return (
        group,
        node("aws:ec2/networkInterface:NetworkInterface", "server", depends={by: group}),
    )


RULE = StackRule(
    id="USE-01",
    title=Text(
        ja="作成したセキュリティグループ、鍵、アドレスは使われていること",
        en="Security groups, keys and addresses that are made are used",
    ),
    remedy=Text(
        ja="使わないものを削除する",
        en="remove what is not used",
    ),
    severity=Severity.LOW,
    controls={
        "NIST SP 800-53 r5": ("CM-8", "CM-7"),
        "統一基準 R7": ("4.2.2(1)-7 a)",),
    },
    check=check,
    compliant=_worn("securityGroups"),
    violating=_worn(OWN_RULE),
    facts=TENANT,
)
