"""Collects the evidence of stacks, one after the other, so that memory doesn't grow."""

from collections.abc import Iterable, Iterator

from kyotsu.desired.graph import Graph
from kyotsu.evidence.controls import controls
from kyotsu.evidence.judge import observations
from kyotsu.evidence.model import Dossier, Granted, Origin
from kyotsu.evidence.nodes import nodes
from policies.frameworks import Frameworks
from policies.session import Session, catalogue
from tenancy.fleet import Fleet
from tenancy.vocabulary import Text

_FOUNDATION = Text(ja="共通基盤", en="The foundation")
_PLATFORM = Text(ja="政府共通プラットフォーム", en="Government Common Platform")


def dossiers(
    fleet: Fleet, session: Session, frameworks: Frameworks, origin: Origin, of: Iterable[Graph]
) -> Iterator[Dossier]:
    """Yield the evidence of each stack."""
    rules = tuple(catalogue(session.rules, session.stack_rules).values())
    for graph in of:
        seen = observations(session, graph.stack, nodes(graph))
        tenant = fleet.tenants.get(graph.stack.partition(".")[2])
        yield Dossier(
            stack=graph.stack,
            subject=_FOUNDATION if tenant is None else tenant.name,
            owner=_PLATFORM if tenant is None else fleet.ministries[tenant.ministry].name,
            origin=origin,
            graph_hash=graph.hash,
            resources=sum(one.kind == "custom" for one in graph.resources),
            controls=controls(frameworks, rules, seen),
            observations=seen,
            exceptions=tuple(
                Granted(
                    rule=one.rule,
                    resource=one.resource,
                    reason=one.reason,
                    instead=one.alternative_measure,
                    approver=one.approver,
                    expires=one.expires.isoformat(),
                )
                for one in (tenant.exceptions if tenant else ())
            ),
        )
