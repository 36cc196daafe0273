"""How a system is reached from the internet: by which domain, and how far that has come."""

from dataclasses import dataclass
from typing import Final

from tenancy.model import Environment, Tenant
from tenancy.stage import StageSettings

MOST_CHARACTERS: Final = 64
"""A certificate's first name may have so many.

Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
"""


@dataclass(frozen=True, kw_only=True)
class PublicationPlan:
    """The way in from the internet: ADR 12 says why it is made in three steps."""

    domain: str
    """Such as `shinsei.example.go.jp`; of a rehearsal, `dev.shinsei.example.go.jp`."""
    served: bool
    """Whether the domain is delegated, so that certificate, filter and load balancer are made."""
    leads_here: bool
    """Whether the domain's own address is the load balancer's."""


def public_domain(tenant: Tenant, stage: StageSettings) -> str:
    """Return the domain of a system in a stage. Only what is in service has the declared one."""
    return tenant.domain if stage.environment == "prod" else f"{stage.environment}.{tenant.domain}"


def plan_publication(
    tenant: Tenant, environment: Environment, stage: StageSettings
) -> PublicationPlan | None:
    """Return the way in, or None where nobody comes from the internet."""
    if environment.ingress != "internet":
        return None
    return PublicationPlan(
        domain=public_domain(tenant, stage),
        served=environment.publication != "prepared",
        leads_here=environment.publication == "open",
    )
