"""Ministries, and whom to reach in them."""

from typing import Annotated

from pydantic import StringConstraints

from tenancy.vocabulary import Declared, Email, MinistryKey, Text


class Contact(Declared):
    """Whom to reach: a post, never a person's name."""

    role: Text
    """The post."""
    division: Text
    """The division that the post belongs to."""
    email: Email
    """The division's address."""
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9-]{4,18}$")] | None = None
    """The division's telephone number."""


class Ministry(Declared):
    """A ministry that may put systems on the platform."""

    name: Text
    """The ministry's name."""
    contact: Contact
    """Who answers for all of the ministry's systems on the platform."""


class Ministries(Declared):
    """The file `tenants/ministries.yaml`."""

    ministries: dict[MinistryKey, Ministry]
    """The ministries, by key: short, in Roman letters, never changed."""
