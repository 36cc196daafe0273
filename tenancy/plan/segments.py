"""The segments of the hub, and in which of them a tenant must be known.

Each segment has one route table on the transit gateway: it says where traffic that comes from the
segment may go. A tenant's network is associated with the table of its own segment, and propagated
into those of the segments that answer it, and into no others.
"""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network
from typing import Literal

from tenancy.plan.flows import ANYWHERE, Flow
from tenancy.stage import StageSettings
from tenancy.vocabulary import is_private

Segment = Literal["tenants-prod", "tenants-dev", "inspection", "egress", "shared", "government-lan"]


def tenant_segment(stage: StageSettings) -> Segment:
    """Return the segment of a stage's tenants."""
    return "tenants-prod" if stage.environment == "prod" else "tenants-dev"


def answering(flows: Iterable[Flow], stage: StageSettings) -> tuple[Segment, ...]:
    """Return the segments that must have a route back to a tenant, sorted.

    Behind a firewall everything but the shared services answers through the inspection.
    """
    return tuple(sorted(set(_answering(flows, stage))))


def _answering(flows: Iterable[Flow], stage: StageSettings) -> Iterator[Segment]:
    for flow in flows:
        if flow.purpose == "endpoints":
            yield "shared"
        elif stage.network.firewall:
            yield "inspection"
        elif flow.purpose == "link":
            yield tenant_segment(stage)
        elif flow.cidr == ANYWHERE or not is_private(IPv4Network(flow.cidr)):
            yield "egress"
        else:
            yield "government-lan"
