"""Endpoints of services, names, and what is shared with other accounts.

https://docs.aws.amazon.com/vpc/latest/privatelink/what-is-privatelink.html,
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html,
https://docs.aws.amazon.com/ram/latest/userguide/what-is.html
"""

from kyotsu.proof.network.reading.values import Reader
from kyotsu.proof.network.resources.services import (
    Endpoint,
    ProfileLink,
    ResolverEndpoint,
    Share,
    Shared,
    ShareWith,
    Zone,
    ZoneLink,
)
from kyotsu.proof.network.resources.thing import Thing

ORGANIZATION = "aws:organizations/organization:Organization"
_OTHERS = "com.amazonaws.vpce."
"""How the names of services begin that other networks offer, behind a load balancer of theirs:
https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html."""


def endpoint(read: Reader) -> list[Thing]:
    """Read an endpoint of a service of AWS. Other kinds than the two aren't modelled."""
    kind = read.get("vpcEndpointType") or "Gateway"
    if kind not in ("Gateway", "Interface"):
        read.problem(
            f"{kind} 型のエンドポイントは扱えません。",
            f"endpoints of type {kind} are not modelled.",
        )
    if read.get("ipAddressType") not in (None, "ipv4"):
        read.ipv6()
    service = read.get("serviceName")
    if not isinstance(service, str) or "<<" in service or service.startswith(_OTHERS):
        read.problem(
            "AWS のものでないサービスへのエンドポイントは扱えません。",
            "an endpoint of a service that isn't AWS's own is not modelled.",
        )
    policy = read.get("policy")
    return [
        Endpoint(
            **read.named,
            vpc=read.reference("vpcId"),
            service=str(service),
            gateway=kind == "Gateway",
            tables=read.references("routeTableIds"),
            subnets=read.references("subnetIds"),
            groups=read.references("securityGroupIds"),
            bounded=isinstance(policy, str) and "aws:PrincipalOrgID" in policy,
        )
    ]


def resolver_endpoint(read: Reader) -> list[Thing]:
    """Read an endpoint of the resolver."""
    rows = read.rows("ipAddresses")
    return [
        ResolverEndpoint(
            **read.named,
            inward=read.get("direction") == "INBOUND",
            addresses=tuple(one for row in rows if isinstance(one := row.get("ip"), str)),
            subnets=tuple(read.reference("ipAddresses", row.get("subnetId")) for row in rows),
            groups=read.references("securityGroupIds"),
        )
    ]


def zone(read: Reader) -> list[Thing]:
    """Read a private zone; a public one is nobody's secret."""
    rows = read.rows("vpcs")
    if not rows:
        return []
    return [
        Zone(
            **read.named,
            name=str(read.get("name")),
            vpcs=tuple(read.reference("vpcs", row.get("vpcId")) for row in rows),
        )
    ]


def zone_link(read: Reader) -> list[Thing]:
    """Read a further network that a zone is known to."""
    return [ZoneLink(**read.named, zone=read.reference("zoneId"), vpc=read.reference("vpcId"))]


def profile_link(read: Reader) -> list[Thing]:
    """Read the network that a DNS profile is brought to."""
    return [
        ProfileLink(
            **read.named, profile=read.reference("profileId"), vpc=read.reference("resourceId")
        )
    ]


def share(read: Reader) -> list[Thing]:
    """Read a share. Unless it says otherwise, nobody outside of the organization may be let in."""
    return [Share(**read.named, external=read.get("allowExternalPrincipals") is True)]


def share_with(read: Reader) -> list[Thing]:
    """Read with whom something is shared."""
    principal = read.get("principal")
    text = principal if isinstance(principal, str) else ""
    return [
        ShareWith(
            **read.named,
            share=read.reference("resourceShareArn"),
            principal=text,
            organization=ORGANIZATION in text or ":organization/" in text or ":ou/" in text,
        )
    ]


def shared(read: Reader) -> list[Thing]:
    """Read what a share holds."""
    return [
        Shared(
            **read.named,
            share=read.reference("resourceShareArn"),
            resource=read.reference("resourceArn"),
        )
    ]
