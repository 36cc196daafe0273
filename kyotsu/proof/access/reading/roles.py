"""The roles of a stage: those that it declares, and those that AWS makes by its orders."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.evaluation.parties import Account, Caller
from kyotsu.proof.access.policy.demands import known
from kyotsu.proof.access.policy.document import read_policy
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.names import ACCOUNT, ROLE, Names
from kyotsu.proof.access.reading.names import source as source_of
from kyotsu.proof.access.reading.organization import Organization
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.access.reading.read_document import (
    BOUNDARY,
    IDENTITY,
    TRUST,
    Document,
    read_document,
)
from kyotsu.proof.access.reading.rights import Rights, caller_of, note_nowhere
from kyotsu.proof.verdict import Source
from tenancy.vocabulary import Text

_INLINE: Final = "aws:iam/rolePolicy:RolePolicy"
_ATTACHED: Final = ("aws:iam/rolePolicyAttachment:RolePolicyAttachment",)
_NOT_MODELLED: Final = (
    "aws:iam/group:Group",
    "aws:iam/user:User",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
)


@dataclass(frozen=True, kw_only=True)
class Role:
    """One role: who it is when it calls, and who may take it on."""

    arn: str
    account: str
    caller: Caller
    trust: Policy | None
    """None where it couldn't be read: then nobody is known to be kept out."""
    source: Source

    @property
    def name(self) -> str:
        """The last part of its ARN."""
        return self.arn.rpartition("/")[2]


def read_roles(names: Names, organization: Organization, problems: Problems) -> tuple[Role, ...]:
    """Return all roles, sorted by ARN."""
    reader = _Reader(names, organization, problems)
    found = [*reader.declared(), *reader.made_by_organizations()]
    return tuple(sorted(found, key=lambda one: one.arn))


class _Reader:
    def __init__(self, names: Names, organization: Organization, problems: Problems) -> None:
        self._names = names
        self._organization = organization
        self._problems = problems
        self._managed = names.policies
        self._inline: defaultdict[tuple[str, str], list[Resource]] = defaultdict(list)
        self._attached: defaultdict[tuple[str, str], list[tuple[str, Source]]] = defaultdict(list)
        for resource in names.resources.values():
            account = names.account_of(resource)
            if resource.type == _INLINE:
                self._inline[account, self._text(resource, "role")].append(resource)
            elif resource.type in _ATTACHED:
                arn = self._text(resource, "policyArn")
                key = (account, self._text(resource, "role"))
                self._attached[key].append((arn, source_of(resource)))
            elif resource.type in _NOT_MODELLED:
                kind = resource.type.rpartition(":")[2]
                problems.add(
                    account,
                    Text(
                        ja=f"{resource.name}({kind})は扱えない種類のリソースです。",
                        en=f"{resource.name} is a {kind}, which isn't modelled",
                    ),
                )

    def _text(self, resource: Resource, name: str) -> str:
        value = resource.inputs.get(name)
        return self._names.text(value) if isinstance(value, str) else ""

    def declared(self) -> Iterator[Role]:
        for resource in self._names.resources.values():
            if resource.type != ROLE or resource.kind == "read":
                continue
            account = self._organization.accounts.get(self._names.account_of(resource))
            if account is None:
                self._problems.everywhere(
                    Text(
                        ja=f"ロール {resource.name} のアカウントが宣言にありません。",
                        en=f"the account of role {resource.name} is not in the desired state",
                    )
                )
                continue
            yield self._role(resource, account)

    def _role(self, resource: Resource, account: Account) -> Role:
        arn = self._names.arn(resource)
        name = self._text(resource, "name") or resource.name
        rights = Rights(source=source_of(resource))
        self._policies(rights, resource, account, name)
        self._boundary(rights, resource, account)
        note_nowhere(self._problems, account.id, resource, rights)
        label = Text(ja=f"{account.name} のロール {name}", en=f"role {name} of {account.name}")
        trust = self._read(resource, resource.inputs.get("assumeRolePolicy"), account, TRUST)
        return Role(
            arn=arn,
            account=account.id,
            caller=rights.caller(account, self._organization.id, arns=known(arn), label=label),
            trust=trust,
            source=source_of(resource),
        )

    def _policies(self, rights: Rights, resource: Resource, account: Account, name: str) -> None:
        documents: list[tuple[Resource, object]] = [
            (one, one.inputs.get("policy")) for one in self._inline[account.id, name]
        ]
        for one in cast("list[Any]", resource.inputs.get("inlinePolicies") or []):
            document = cast("Mapping[str, Any]", one).get("policy") if one else None
            documents.append((resource, document))
        arns = [arn for arn, _ in self._attached[account.id, name]]
        listed = cast("list[Any]", resource.inputs.get("managedPolicyArns") or [])
        arns += [self._names.text(one) for one in listed if isinstance(one, str)]
        for arn in arns:
            if arn in self._managed:
                documents.append((self._managed[arn], self._managed[arn].inputs.get("policy")))
            else:
                rights.attach(arn)
        for of, document in documents:
            rights.grant(self._read(of, document, account, IDENTITY), of.name)

    def _boundary(self, rights: Rights, resource: Resource, account: Account) -> None:
        arn = self._text(resource, "permissionsBoundary")
        if arn:
            policy = self._managed.get(arn)
            read = policy and self._read(policy, policy.inputs.get("policy"), account, BOUNDARY)
            rights.bound(read, arn)

    def _read(
        self, resource: Resource, text: object, account: Account, what: Document
    ) -> Policy | None:
        return read_document(self._names, self._problems, resource, text, account.id, what)

    def made_by_organizations(self) -> Iterator[Role]:
        """Yield the role that Organizations makes in each new account, for the management account.

        https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html
        """
        for resource in self._names.resources.values():
            name = resource.inputs.get("roleName")
            if resource.type != ACCOUNT or not isinstance(name, str):
                continue
            account = self._organization.accounts[self._names.text(f"<<{resource.urn}#id>>")]
            arn = f"arn:aws:iam::{account.id}:role/{name}"
            root = f"arn:aws:iam::{self._names.management}:root"
            document = {
                "Version": "2012-10-17",
                "Statement": {
                    "Sid": "MadeByOrganizations",
                    "Effect": "Allow",
                    "Principal": {"AWS": root},
                    "Action": "sts:AssumeRole",
                },
            }
            label = Text(ja=f"{account.name} のロール {name}", en=f"role {name} of {account.name}")
            yield Role(
                arn=arn,
                account=account.id,
                caller=caller_of(
                    account,
                    self._organization.id,
                    arns=known(arn),
                    label=label,
                    source=source_of(resource),
                    identity=None,
                    boundary=None,
                ),
                trust=read_policy(document, source_of(resource)),
                source=source_of(resource),
            )


def sign_in_arn(account: str, work: str) -> Pattern:
    """Return what the ARNs of the role look like that Identity Center makes for a permission set.

    https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
    """
    return Pattern(
        f"arn:aws:iam::{account}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_{work}_*"
    )
