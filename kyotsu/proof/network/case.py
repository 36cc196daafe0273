"""What is to be proved of one stage: its network, and what is declared of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import IPv4Network
from typing import Final

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.declared import Declared, DeclaredTenant, service_of
from kyotsu.proof.network.firewall.flags import Flags
from kyotsu.proof.network.firewall.inspection import Phase
from kyotsu.proof.network.headerspace.packets import Box
from kyotsu.proof.network.resources.part import Part
from kyotsu.proof.network.resources.thing import Problem, Thing
from kyotsu.proof.network.resources.vpcs import Vpc
from kyotsu.proof.network.topology.network import Network
from kyotsu.proof.network.topology.problems import problems
from kyotsu.proof.network.walk.walk import Walk
from kyotsu.proof.verdict import Source
from tenancy.plan import Flow

FOUNDATION: Final = "foundation"


@dataclass
class Case:
    """A stage's parts and declarations, ready to be judged.

    `left_out` are tenants whose desired state couldn't be had, with the reason.
    """

    parts: Sequence[Part]
    declared: Declared
    left_out: Mapping[str, str] = field(default_factory=dict[str, str])

    @cached_property
    def network(self) -> Network:
        """The network of all parts."""
        return Network(tuple(self.parts))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the network."""
        return problems(self.network)

    @cached_property
    def compiled(self) -> Compiled:
        """The network as masks."""
        return Compiled(self.network, self.declared.blocks, self.declared.services)

    @cached_property
    def everything(self) -> int:
        """All services."""
        return self.compiled.space.any_service

    def owner(self, vpc: str) -> str:
        """Return whose a network is: a tenant's key, or `foundation`."""
        stack = self.network.stack_of.get(vpc, "")
        return stack.partition(".")[2] or FOUNDATION

    @cached_property
    def vpcs_of(self) -> Mapping[str, Sequence[Vpc]]:
        """The networks of each tenant, and of the foundation."""
        found: defaultdict[str, list[Vpc]] = defaultdict(list)
        for vpc in self.network.vpcs.values():
            found[self.owner(vpc.urn)].append(vpc)
        return found

    def places_of(self, owner: str) -> list[Place]:
        """Return the places of a tenant's networks, or of the foundation's."""
        return [
            place
            for vpc in self.vpcs_of.get(owner, ())
            for place in self.compiled.places_of.get(vpc.urn, ())
        ]

    def block(self, network: IPv4Network) -> int:
        """Return a block's addresses."""
        return self.compiled.space.block(network)

    def declared_box(self, tenant: DeclaredTenant, flow: Flow) -> Box:
        """Return what a flow allows: from who opens it to who takes it, on its port."""
        near, far = self.block(tenant.block), self.block(IPv4Network(flow.cidr))
        ends = (near, far) if flow.direction == "outbound" else (far, near)
        return Box(*ends, self.compiled.space.service(service_of(flow)))

    @cached_property
    def accounts(self) -> Mapping[str, str]:
        """The foundation's own accounts by their role."""
        return {role: account for part in self.parts for role, account in part.accounts}

    @cached_property
    def things(self) -> Mapping[str, Thing]:
        """Everything by URN; of a resource that is several things, the one that has the others."""
        found: dict[str, Thing] = {}
        for part in self.parts:
            for name in vars(part):
                value = getattr(part, name)
                if isinstance(value, tuple):
                    for one in value:
                        if isinstance(one, Thing):
                            found.setdefault(one.urn, one)
        return found

    def source(self, urn: str) -> Source:
        """Return a resource with the line that declares it."""
        thing = self.things.get(urn.partition("#")[0])
        return Source(urn=urn, line=thing.line if thing else "")

    def sources(self, urns: Iterable[str]) -> tuple[Source, ...]:
        """Return resources with their lines, in order."""
        return tuple(self.source(urn) for urn in sorted(set(urns) - {""}))

    @cached_property
    def problems_by_urn(self) -> Mapping[str, Sequence[Problem]]:
        """What is wrong, by what it touches. A network is touched by what touches its parts."""
        found: defaultdict[str, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            for urn in problem.touches:
                base = urn.partition("#")[0]
                found[base].append(problem)
                for owner in self._networks_of(base):
                    found[owner].append(problem)
        # What decides on packets by a rule group is known by the policy that refers to it.
        for policy in self.network.all("policies"):
            for urn in {*policy.groups, *policy.stateless_groups}:
                found[policy.urn] += found.get(urn, ())
        for inspection in self.compiled.inspections.values():
            for group, reason in inspection.unread:
                found[inspection.firewall.policy].append(
                    Problem(
                        urn=group.urn,
                        line=group.line,
                        ja=f"読めない規則があります({reason})。",
                        en=f"it has a rule that is not understood ({reason}).",
                    )
                )
        return found

    def _networks_of(self, urn: str) -> set[str]:
        """Return the networks that something is part of, by what it says itself."""
        thing = self.things.get(urn)
        subnets = self.network.subnets
        inside = {subnets[one].vpc for one in getattr(thing, "subnets", ()) if one in subnets}
        return {*inside, getattr(thing, "vpc", "")} - {""}

    def troubles(self, urns: Iterable[str]) -> list[Problem]:
        """Return what is wrong with any of some resources, each once."""
        found = {
            (one.urn, one.en): one for urn in urns for one in self.problems_by_urn.get(urn, ())
        }
        return [found[key] for key in sorted(found)]

    def sender(self, owner: str) -> str:
        """Return the network whose groups what an owner sends must pass.

        Empty where it has several: which of them a packet left isn't kept, so no group is asked.
        """
        networks = self.vpcs_of.get(owner, ())
        return networks[0].urn if len(networks) == 1 else ""

    def own_urns(self, owner: str) -> set[str]:
        """Return the URNs of a tenant's networks."""
        return {vpc.urn for vpc in self.vpcs_of.get(owner, ())}

    def walk(
        self, phase: Phase = "opening", *, tracing: bool = False, flags: Flags | None = None
    ) -> Walk:
        """Return a walk that has not begun."""
        return Walk(compiled=self.compiled, phase=phase, tracing=tracing, flags=flags)
