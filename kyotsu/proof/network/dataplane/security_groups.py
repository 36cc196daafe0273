"""Security groups: what interfaces let in and out, if they wear the right ones.

https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from collections.abc import Iterator, Mapping, Sequence

from kyotsu.proof.network.dataplane.prefix_lists import PrefixLists
from kyotsu.proof.network.headerspace.packets import Rule
from kyotsu.proof.network.headerspace.space import Space
from kyotsu.proof.network.resources.filters import Group, GroupRule
from kyotsu.proof.network.topology.network import Network


class SecurityGroups:
    """All security groups. `addresses_of` are those of each network."""

    def __init__(
        self,
        network: Network,
        space: Space,
        lists: PrefixLists,
        addresses_of: Mapping[str, int],
    ) -> None:
        self._network = network
        self._space = space
        self._lists = lists
        self._addresses_of = addresses_of
        self._groups: dict[tuple[str, bool], tuple[Rule, ...]] = {}

    def rules(self, vpc: str, *, inward: bool) -> tuple[Rule, ...]:
        """Return what interfaces of a network let in or out, if they wear the right groups.

        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html: rules only
        allow, and those of all groups that an interface wears hold together. So a packet passes
        some interface exactly if a rule of one of the network's groups allows it.
        """
        key = (vpc, inward)
        found = self._groups.get(key)
        if found is None:
            held: dict[int, int] = {}
            for rule in self.written(vpc, inward=inward):
                addresses = self.ends(rule, vpc)
                services = self._space.service(rule.service)
                if addresses:
                    held[addresses] = held.get(addresses, 0) | services
            found = self._groups[key] = tuple(Rule(*one) for one in held.items())
        return found

    def written(self, vpc: str, *, inward: bool) -> Iterator[GroupRule]:
        """Yield the rules of all groups of a network, in one direction.

        A default group that nobody took over lets in its own members, and lets out everything:
        https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
        """
        groups: Sequence[Group] = self._network.groups_of.get(vpc, ())
        for group in groups:
            for rule in self._network.rules_of.get(group.urn, ()):
                if rule.inward is inward:
                    yield rule
        if vpc in self._network.vpcs and not any(group.default for group in groups):
            own = f"{vpc}#defaultSecurityGroupId"
            if inward:
                yield GroupRule(urn=own, group=own, inward=True, other_group=own)
            else:
                yield GroupRule(urn=own, group=own, inward=False, block="0.0.0.0/0")

    def ends(self, rule: GroupRule, vpc: str) -> int:
        """Return the addresses at the far end of a group's rule.

        Members of another group have the addresses of its network. Of a service's list, which AWS
        keeps, no more is known than that they are on the internet.
        """
        if rule.block:
            return self._space.cidr(rule.block)
        if rule.prefix_list:
            if rule.prefix_list in self._lists.known:
                return self._space.cidrs(self._lists.listed(rule.prefix_list))
            return self._space.internet
        other, _, word = rule.other_group.partition("#")
        group = self._network.groups.get(other)
        owner = other if word else (group.vpc if group else "")
        if owner == vpc or self._may_refer(rule, vpc, owner):
            return self._addresses_of.get(owner, 0)
        return 0

    def _may_refer(self, rule: GroupRule, vpc: str, other: str) -> bool:
        """Return whether a group of one network may refer to one of another.

        https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html; over a
        transit gateway only inward, and if it says so:
        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
        """
        if any(other in one.vpcs for one in self._network.peerings_of.get(vpc, ())):
            return True
        near, far = (
            {one.transit for one in self._network.attachment_of.get(urn, ())}
            for urn in (vpc, other)
        )
        return rule.inward and any(self._network.transits[one].references for one in near & far)
