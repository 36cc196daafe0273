"""What people declare, as strict pydantic models."""

from tenancy.model.environment import Backup, Egress, Environment, Environments, OperatingHours
from tenancy.model.ledger import (
    Classification,
    Contacts,
    Link,
    OutsideLink,
    Party,
    Period,
    PolicyException,
    ServiceLevel,
    Work,
)
from tenancy.model.ministry import Contact, Ministries, Ministry
from tenancy.model.tenant import Tenant

__all__ = [
    "Backup",
    "Classification",
    "Contact",
    "Contacts",
    "Egress",
    "Environment",
    "Environments",
    "Link",
    "Ministries",
    "Ministry",
    "OperatingHours",
    "OutsideLink",
    "Party",
    "Period",
    "PolicyException",
    "ServiceLevel",
    "Tenant",
    "Work",
]
