"""Whom AWS reaches about a tenant's account."""

from dataclasses import dataclass
from typing import Final, Literal

from tenancy.model import Contact, Ministry, Tenant

MOST_NAME: Final = 64
MOST_TITLE: Final = 50
"""Characters that AWS keeps of a contact.

Source: `PutAlternateContact` in the AWS Account Management API Reference.
"""


@dataclass(frozen=True, kw_only=True)
class AccountContact:
    """One of the contacts that AWS knows of an account beside the address it is registered by."""

    kind: Literal["security", "operations", "billing"]
    name: str
    """The division, in English."""
    title: str
    """The post, in English."""
    email: str
    phone: str


def phone_of(contact: Contact, tenant: Tenant, ministry: Ministry) -> str | None:
    """Return a number at which a contact can be reached: its own, or the next one that is told.

    AWS takes no contact without a number. None where neither the tenant nor its ministry tells one.
    """
    contacts = (contact, *vars(tenant.contacts).values(), ministry.contact)
    return next((one.phone for one in contacts if one.phone is not None), None)


def plan_contacts(tenant: Tenant, ministry: Ministry) -> tuple[AccountContact, ...]:
    """Return the contacts of a tenant's account; the ministry's own answers for the bill."""
    chosen: tuple[tuple[Literal["security", "operations", "billing"], Contact], ...] = (
        ("security", tenant.contacts.security_officer),
        ("operations", tenant.contacts.platform_user_manager),
        ("billing", ministry.contact),
    )
    return tuple(
        AccountContact(
            kind=kind,
            name=_shortened(contact.division.en, MOST_NAME),
            title=_shortened(contact.role.en, MOST_TITLE),
            email=contact.email,
            phone=phone,
        )
        for kind, contact in chosen
        if (phone := phone_of(contact, tenant, ministry)) is not None
    )


def _shortened(text: str, most: int) -> str:
    """Cut a text after a whole word."""
    if len(text) <= most:
        return text
    return text[: most + 1].rsplit(" ", 1)[0][:most].rstrip(" ,.;:")
