"""The organization as desired state has it: its accounts, and the policies that hold each.

A policy on a unit holds all accounts below it:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
AWS's own policy that allows everything stays on the root, each unit and each account (it is what
Organizations attaches when a type is enabled), so what is inherited takes away only.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.evaluation.parties import Account
from kyotsu.proof.access.policy.document import read_policy
from kyotsu.proof.access.policy.elements import NotUnderstood
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.names import (
    ACCOUNT,
    MANAGEMENT_ID,
    ORGANIZATION,
    UNIT,
    Names,
    referred,
)
from kyotsu.proof.access.reading.names import source as source_of
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.access.reading.read_document import check, note_untold, placed
from tenancy.vocabulary import Text

_ATTACHMENT: Final = "aws:organizations/policyAttachment:PolicyAttachment"
_POLICY: Final = "aws:organizations/policy:Policy"
_FULL_ACCESS: Final = ("p-FullAWSAccess", "p-RCPFullAWSAccess")
"""AWS's own policies of both types:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html"""
_ROOT: Final = "root"
_TENANTS: Final = "kyotsu:organization:MinistryUnit$"
PolicyType = Literal["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]


@dataclass(frozen=True, kw_only=True)
class Organization:
    """The organization's id, and its accounts by their numbers."""

    id: str
    accounts: Mapping[str, Account]

    @property
    def tenants(self) -> tuple[Account, ...]:
        """The accounts of tenants, by name."""
        return tuple(
            sorted((one for one in self.accounts.values() if one.tenant), key=lambda one: one.name)
        )


def read_organization(names: Names, problems: Problems) -> Organization:
    """Return the organization. What can't be read of it holds nobody, and is named."""
    attached = _attached(names, problems)
    accounts: dict[str, Account] = {}
    made = names.organization
    if made is not None:
        accounts[names.management] = Account(
            id=names.management, name=MANAGEMENT_ID, source=source_of(made), tenant=False
        )
    for resource in names.resources.values():
        if resource.type == ACCOUNT and resource.kind != "read":
            id_ = names.text(f"<<{resource.urn}#id>>")
            units = _units(names, resource, problems)
            path = "/".join((names.organization_id, *reversed([*map(_short, units)]), ""))
            accounts[id_] = Account(
                id=id_,
                name=resource.name,
                source=source_of(resource),
                tenant=_TENANTS in resource.urn,
                path=path,
                service_controls=tuple(_holding(attached, units, id_, "SERVICE_CONTROL_POLICY")),
                resource_controls=tuple(_holding(attached, units, id_, "RESOURCE_CONTROL_POLICY")),
            )
    return Organization(id=names.organization_id, accounts=accounts)


def _holding(
    attached: Mapping[tuple[str, str], list[Policy]],
    units: list[str],
    account: str,
    kind: PolicyType,
) -> Iterator[Policy]:
    seen: set[str] = set()
    for target in (*reversed(units), account):
        for policy in attached.get((target, kind), ()):
            if policy.source.urn not in seen:
                seen.add(policy.source.urn)
                yield policy


def _short(unit: str) -> str:
    return unit if unit == _ROOT else unit.rpartition("::")[2]


def _units(names: Names, account: Resource, problems: Problems) -> list[str]:
    """Return the URNs of an account's units from the innermost, and the root at the end."""
    found: list[str] = []
    here = account
    while True:
        parent = _above(names, here)
        if parent is None:
            problems.add(
                names.text(f"<<{account.urn}#id>>"),
                Text(
                    ja=f"{here.name} の親となる組織単位が宣言にありません。",
                    en=f"the unit that {here.name} hangs on is not in the desired state",
                ),
            )
            return [*found, _ROOT]
        if parent == _ROOT or parent in found:
            return [*found, _ROOT]
        found.append(parent)
        here = names.resources[parent]


def _above(names: Names, resource: Resource) -> str | None:
    """Return the unit that something hangs on, the root, or None where it can't be told."""
    return _target(names, resource, "parentId")


def _target(names: Names, resource: Resource, name: str) -> str | None:
    value = resource.inputs.get(name)
    urn = referred(value)
    if urn is None and not isinstance(value, str):
        # The root's id is in a list of the organization's outputs, so nothing of it is known.
        on = resource.property_dependencies.get(name, ())
        kinds = {names.resources[one].type for one in on if one in names.resources}
        return _ROOT if value is None or kinds == {ORGANIZATION} else None
    found = names.resources.get(urn or "")
    return found.urn if found is not None and found.type in (UNIT, ACCOUNT) else None


def _attached(names: Names, problems: Problems) -> Mapping[tuple[str, str], list[Policy]]:
    found: defaultdict[tuple[str, str], list[Policy]] = defaultdict(list)
    for attachment in names.resources.values():
        if attachment.type != _ATTACHMENT:
            continue
        if attachment.inputs.get("policyId") in _FULL_ACCESS:
            continue  # it allows everything, and is taken to be attached everywhere
        policy = names.resources.get(referred(attachment.inputs.get("policyId")) or "")
        target = _target(names, attachment, "targetId")
        if policy is None or policy.type != _POLICY or target is None:
            problems.everywhere(
                Text(
                    ja=f"{placed(attachment)} が何を何に結び付けるか不明で、無いものとします。",
                    en=f"what {placed(attachment)} attaches, or to what, can't be told; "
                    "it is taken to hold nobody",
                )
            )
            continue
        kind = policy.inputs.get("type", "SERVICE_CONTROL_POLICY")
        if kind not in ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"):
            continue
        if target != _ROOT and names.resources[target].type == ACCOUNT:
            target = names.text(f"<<{target}#id>>")
        try:
            read = read_policy(names.filled(policy.inputs.get("content")), source_of(policy))
            of_resources = kind == "RESOURCE_CONTROL_POLICY"
            check(read, policy.type, principals=of_resources, kind=kind)
        except NotUnderstood as error:
            problems.everywhere(
                Text(
                    ja=f"ガードレール {placed(policy)} を読めません({error})。無いものとします。",
                    en=f"guardrail {placed(policy)} {error}; it is taken to hold nobody",
                )
            )
            continue
        note_untold(problems, names.management, policy, read)
        found[target, kind].append(read)
    return found
