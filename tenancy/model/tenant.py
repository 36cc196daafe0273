"""A tenant as a ministry declares it: one file, which is also its entry in the ledger.

The fields are those that the unified standards (R7, 2.1.2(1)-1 a to s and 5.4.1(2)) require of the
information-system ledger. Each field's description begins with the item that asks for it.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from tenancy.model.environment import Environment, Environments
from tenancy.model.ledger import (
    Classification,
    Contacts,
    Link,
    OutsideLink,
    Period,
    PolicyException,
    ServiceLevel,
    Suspension,
    Work,
)
from tenancy.services import SERVICES
from tenancy.vocabulary import (
    Declared,
    Domain,
    EnvironmentName,
    MinistryKey,
    Rows,
    SystemId,
    Text,
    UniqueRows,
    known_key,
)

ServiceKey = Annotated[
    str,
    AfterValidator(known_key(SERVICES, "a cloud service that the platform offers")),
    WithJsonSchema({"type": "string", "enum": sorted(SERVICES)}),
]
ExternalLine = Literal["internet", "government-lan", "none"]
Location = Literal["tokyo", "osaka"]
HandlingRestriction = Literal[
    "no-copying",
    "no-redistribution",
    "no-transmission",
    "no-reuse",
    "encrypt",
    "named-recipients-only",
    "return-after-reading",
    "delete-after-use",
]


class Tenant(Declared):
    """One information system on the platform: the file `tenants/<ministry>/<system>.yaml`."""

    system: SystemId
    """The system's id, which is also the file's name. It is part of every name on AWS, so it cannot
    be changed later."""
    ministry: MinistryKey
    """5.4.1(2)-1 b), -2 a). The key of the ministry in tenants/ministries.yaml, which is also the
    folder's name."""
    name: Text
    """2.1.2(1)-1 a), 5.4.1(2)-1 a). The system's name."""
    purpose: Text
    """2.1.2(1)-1 h), 5.4.1(2)-1 d). What the system is used for."""
    managing_division: Text
    """2.1.2(1)-1 b), 5.4.1(2)-1 b). The division that manages the system."""
    contacts: Contacts
    """2.1.2(1)-1 c), 5.4.1(2)-1 c), -2 b). Posts and how to reach them."""
    work: Work
    """2.1.2(1)-1 g). Design and development, operation and maintenance."""
    period_of_use: Period
    """2.1.2(1)-1 m). The period for which the platform is used."""
    domain: Domain
    """2.1.2(1)-1 o). The system's domain name."""
    classification: Classification
    """2.1.2(1)-1 f), p), 5.4.1(2)-2 c). The grades of the information handled."""
    handling_restrictions: UniqueRows[HandlingRestriction] = ()
    """2.1.2(1)-1 f), p), 5.4.1(2)-2 c). Restrictions on handling the information."""
    security_class: Literal["basic", "additional"]
    """2.1.2(1)-1 i). The result of classifying the system: basic measures, or additional ones."""
    external_lines: Annotated[UniqueRows[ExternalLine], Field(min_length=1)]
    """2.1.2(1)-1 e). Lines to outside of the ministry that the system is connected to."""
    links: Rows[Link] = ()
    """2.1.2(1)-1 j). Linked systems on the platform. Both systems declare a link."""
    outside_links: Rows[OutsideLink] = ()
    """2.1.2(1)-1 j). Linked systems that are not on the platform."""
    cloud_services: Annotated[UniqueRows[ServiceKey], Field(min_length=1)]
    """2.1.2(1)-1 k), l), n). Cloud services used; their provider and overview are known."""
    key_management: Literal["platform", "provider"] | None = None
    """2.1.2(1)-1 q). Who manages encryption keys: the platform (customer managed keys, so the
    government), or the provider of the cloud. Default: by the confidentiality grade."""
    data_location: Annotated[UniqueRows[Literal["tokyo", "osaka"]], Field(min_length=1)] | None = (
        None
    )
    """2.1.2(1)-1 r). Where information is stored; always in Japan. Default: Tokyo, and Osaka if
    backups are copied there."""
    service_level: ServiceLevel = ServiceLevel()
    """2.1.2(1)-1 s). What the system's users may count on."""
    environments: Environments
    """2.1.2(1)-1 d). The system's composition, by environment."""
    suspended: Suspension | None = None
    """Cuts the system off in all environments: no packet passes, nothing starts. To end it, remove
    this; `kyotsu tenant suspend` and `resume` do both."""
    exceptions: Rows[PolicyException] = ()
    """Exceptions to the platform's rules, each with a last day."""

    @property
    def key(self) -> str:
        """The tenant's identity everywhere: <ministry>-<system>."""
        return f"{self.ministry}-{self.system}"

    def environment(self, name: EnvironmentName) -> Environment | None:
        """Return what is declared for an environment."""
        return self.environments.prod if name == "prod" else self.environments.dev

    def declared(self) -> dict[EnvironmentName, Environment]:
        """Return the declared environments by name."""
        pairs: tuple[tuple[EnvironmentName, Environment | None], ...] = (
            ("dev", self.environments.dev),
            ("prod", self.environments.prod),
        )
        return {name: environment for name, environment in pairs if environment is not None}
