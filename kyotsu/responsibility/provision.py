"""What is provisioned for a system: what the clauses are chosen and filled from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kyotsu.desired.graph import Graph
from tenancy.defaults import ResolvedEnvironment
from tenancy.model import Ministry, Tenant
from tenancy.plan import TenantPlan
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class Provision:
    """A system, its plan, and the types of its own and the foundation's resources, counted."""

    tenant: Tenant
    ministry: Ministry
    resolved: ResolvedEnvironment
    plan: TenantPlan
    stage: StageSettings
    own: Mapping[str, int]
    shared: Mapping[str, int]

    def has(self, *types: str) -> bool:
        """Return whether the system itself has a resource of each type."""
        return all(self.own.get(one) for one in types)

    def shares(self, *types: str) -> bool:
        """Return whether the foundation has a resource of each type."""
        return all(self.shared.get(one) for one in types)


def counted(graph: Graph) -> Mapping[str, int]:
    """Return how many resources of each type a graph has."""
    return Counter(one.type for one in graph.resources if one.kind == "custom")
