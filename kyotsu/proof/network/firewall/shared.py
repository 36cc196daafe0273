"""Rule groups of other accounts, which a policy can only have if they are shared with it.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/sharing.html
"""

from collections.abc import Iterable, Iterator

from kyotsu.proof.network.resources.firewalls import Policy, RuleGroup
from kyotsu.proof.network.resources.services import Shared
from kyotsu.proof.network.resources.thing import Problem
from kyotsu.proof.network.topology.short import short


def unshared(
    policies: Iterable[Policy], groups: Iterable[RuleGroup], shared: Iterable[Shared]
) -> Iterator[Problem]:
    """Yield a problem for each group that a policy of another account has, and no share holds.

    Where it isn't known whose a group or a policy is, nothing is said. With whom a share is shared
    is told by `NET-9`.
    """
    held = {one.resource for one in shared}
    known = {group.urn: group for group in groups}
    for policy in policies:
        for urn in dict.fromkeys((*policy.groups, *policy.stateless_groups)):
            group = known.get(urn)
            if group is None or urn in held or None in (group.account, policy.account):
                continue
            if group.account != policy.account:
                name = short(urn)
                yield Problem(
                    urn=policy.urn,
                    line=policy.line,
                    ja=f"ルールグループ {name} は別のアカウントのもので、共有されていません。",
                    en=f"the rule group {name} is another account's, and no share of RAM holds it.",
                    touches=(policy.urn,),
                )
