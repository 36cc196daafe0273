"""The facts of a stage's network hub: the `network` object of `kyotsu:stage`."""

from ipaddress import IPv4Address
from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from tenancy.vocabulary import (
    Block,
    Declared,
    Domain,
    Rows,
    Size,
    UniqueRows,
    is_private,
    mistake,
)

HUB_PREFIX_LENGTH: Final = 20
"""Four networks of 1,024 addresses: inspection, egress, shared services, and one kept free."""
PLATFORM_ASN: Final = 64512
"""The private AS number of each stage's transit gateway: that of AWS's default."""


def _address(value: object) -> object:
    try:
        return IPv4Address(value) if isinstance(value, str) else value
    except ValueError:
        raise mistake(f"{value!r} is not an IPv4 address", "write it as 192.0.2.1") from None


Address = Annotated[
    IPv4Address,
    BeforeValidator(_address),
    WithJsonSchema({"type": "string", "format": "ipv4"}),
]


class GovernmentLan(Declared):
    """The line to the government's own network."""

    line: Literal["direct-connect", "vpn"]
    """How it is reached. A Direct Connect circuit itself is ordered from a carrier; here is what it
    ends in on AWS."""
    blocks: Annotated[Rows[Block], Field(min_length=1, max_length=20)]
    """The addresses that lie behind it. Systems with `ingress: government-lan` are reached from
    there, and from nowhere else."""
    asn: Annotated[int, Field(ge=1, le=4_294_967_294)]
    """The far side's BGP AS number. With Direct Connect: that of the gateway on AWS's side."""
    gateway_address: Address | None = None
    """VPN only: the public address of the far side's gateway."""
    domains: UniqueRows[Domain] = ()
    """Names that the far side's servers answer for."""
    name_servers: UniqueRows[Address] = ()
    """The far side's DNS servers."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if (self.line == "vpn") != (self.gateway_address is not None):
            raise mistake(
                "a VPN needs the far side's address"
                if self.line == "vpn"
                else "a Direct Connect gateway has no address of the far side",
                "add gateway_address" if self.line == "vpn" else "remove it",
                *(() if self.line == "vpn" else ("gateway_address",)),
            )
        if bool(self.domains) != bool(self.name_servers):
            raise mistake(
                "domains and name_servers belong together",
                "write both, or neither",
                "domains" if self.domains else "name_servers",
            )
        for position, block in enumerate(self.blocks):
            if not is_private(block):
                raise mistake(
                    f"{block} is not a private block",
                    "list what lies behind the line; the internet is reached by egress",
                    "blocks",
                    position,
                )
        if self.asn == PLATFORM_ASN:
            raise mistake(
                f"{PLATFORM_ASN} is the platform's own AS number", "write the line's own", "asn"
            )
        return self


class NetworkSettings(Declared):
    """What the hub of a stage is made of. dev may leave out what prod must have."""

    block: Block
    """A /20 outside of all supernets: the hub's own networks."""
    zones: Annotated[int, Field(ge=2, le=4)]
    """In how many of the stage's zones the hub stands; DNS endpoints need two."""
    firewall: bool
    """Whether traffic between systems, and out of the platform, passes AWS Network Firewall."""
    nat: Literal["single", "per-zone"]
    """One NAT gateway for all, or one in each of the hub's zones."""
    central_endpoints: UniqueRows[Size] = ()
    """Systems of these sizes share the hub's interface endpoints; others have their own."""
    government_lan: GovernmentLan | None = None
    """Nothing where the stage has no such line."""

    @model_validator(mode="after")
    def _block_is_a_hubs(self) -> Self:
        if self.block.prefixlen != HUB_PREFIX_LENGTH:
            raise mistake(
                f"{self.block} is not a /{HUB_PREFIX_LENGTH}",
                f"write a block such as 172.30.0.0/{HUB_PREFIX_LENGTH}",
                "block",
            )
        if not is_private(self.block):
            raise mistake(
                f"{self.block} is not a private block",
                "take one from 172.16.0.0/12 or 192.168.0.0/16",
                "block",
            )
        behind = self.government_lan.blocks if self.government_lan else ()
        for position, block in enumerate(behind):
            if block.overlaps(self.block):
                raise mistake(
                    f"{block} overlaps the hub's {self.block}",
                    "give the hub addresses that the line doesn't lead to",
                    "government_lan",
                    "blocks",
                    position,
                )
        return self
