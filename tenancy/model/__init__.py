"""What people declare, as strict pydantic models."""

from tenancy.model.environment import (
    Backup,
    Egress,
    Environment,
    Environments,
    OperatingHours,
    PatchWindow,
)
from tenancy.model.ledger import (
    Classification,
    Contacts,
    Link,
    OutsideLink,
    Party,
    Period,
    PolicyException,
    ServiceLevel,
    Suspension,
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
    "PatchWindow",
    "Period",
    "PolicyException",
    "ServiceLevel",
    "Suspension",
    "Tenant",
    "Work",
]
