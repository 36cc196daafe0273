"""Accounts that administer a service for the whole organization.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kyotsu.proof.access.evaluation.parties import Target
from kyotsu.proof.access.policy.document import read_policy
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.reading.names import Names
from kyotsu.proof.access.reading.names import source as source_of
from tenancy.vocabulary import Text

_REGISTERED: Final = "aws:organizations/delegatedAdministrator:DelegatedAdministrator"
_INPUTS: Final[Mapping[str, tuple[str, str]]] = {
    # type: the input that names the account, and the prefix of its service's actions
    _REGISTERED: ("accountId", ""),
    "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount": (
        "accountId",
        "cloudtrail",
    ),
    "aws:detective/organizationAdminAccount:OrganizationAdminAccount": ("accountId", "detective"),
    "aws:fms/adminAccount:AdminAccount": ("accountId", "fms"),
    "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount": (
        "adminAccountId",
        "guardduty",
    ),
    "aws:inspector2/delegatedAdminAccount:DelegatedAdminAccount": ("accountId", "inspector2"),
    "aws:macie2/organizationAdminAccount:OrganizationAdminAccount": ("adminAccountId", "macie2"),
    "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount": (
        "adminAccountId",
        "securityhub",
    ),
    "aws:vpc/ipamOrganizationAdminAccount:IpamOrganizationAdminAccount": (
        "delegatedAdminAccountId",
        "ec2",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """One service that an account administers for all others."""

    account: str
    prefix: str
    """The prefix of the service's actions."""
    target: Target
    """What it administers: the service, in the management account."""


def read_delegations(names: Names) -> Iterator[Delegation]:
    """Yield all delegations, as if the service had a policy that lets the account in."""
    for resource in names.resources.values():
        if resource.type not in _INPUTS:
            continue
        on, prefix = _INPUTS[resource.type]
        account = names.text(str(resource.inputs.get(on)))
        principal = names.text(str(resource.inputs.get("servicePrincipal", "")))
        prefix = prefix or principal.removesuffix(".amazonaws.com").rpartition(".")[2]
        prefix = "config" if prefix.startswith("config-") else prefix
        statement = {
            "Sid": resource.name,
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
            "Action": "*",
        }
        source = source_of(resource)
        yield Delegation(
            account=account,
            prefix=prefix,
            target=Target(
                label=Text(ja=f"組織全体の {prefix}", en=f"{prefix}, for the whole organization"),
                source=source,
                arns=(Pattern("*"),),
                account=names.management,
                policy=read_policy({"Version": "2012-10-17", "Statement": statement}, source),
            ),
        )
