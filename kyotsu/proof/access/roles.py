"""The roles of a stage: those that it declares, and those that AWS makes by its orders.

Of an AWS managed policy desired state knows the name only: it is taken to allow everything.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from kyotsu.desired.graph import Resource
from kyotsu.desired.placeholders import references
from kyotsu.proof.access.demands import Domain, known
from kyotsu.proof.access.document import NotUnderstood, Policy, read_policy
from kyotsu.proof.access.names import ACCOUNT, ROLE, Names
from kyotsu.proof.access.names import source as source_of
from kyotsu.proof.access.organization import Organization
from kyotsu.proof.access.parties import Account, Caller, of_role
from kyotsu.proof.access.patterns import Pattern
from kyotsu.proof.access.problems import Problems
from kyotsu.proof.verdict import Source
from tenancy.vocabulary import Text

_INLINE: Final = "aws:iam/rolePolicy:RolePolicy"
_ATTACHED: Final = ("aws:iam/rolePolicyAttachment:RolePolicyAttachment",)
_AWS_MANAGED: Final = ":aws:policy/"
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


def caller_of(
    account: Account,
    organization: str,
    *,
    arns: Domain,
    label: Text,
    source: Source,
    identity: tuple[Policy, ...] | None,
    boundary: tuple[Policy, ...] | None,
    uncertain: Text | None = None,
) -> Caller:
    """Return a role of an account as a caller, held by what holds the account."""
    return Caller(
        label=label,
        source=source,
        account=account.id,
        arns=arns,
        identity=identity,
        boundary=boundary,
        controls=account.service_controls,
        facts=of_role(account.id, organization, account.path),
        uncertain=uncertain,
    )


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
        names = self._names
        arn = names.arn(resource)
        uncertain: list[Text] = []
        policies, everything = self._policies(resource, account, uncertain)
        name = self._text(resource, "name") or resource.name
        caller = caller_of(
            account,
            self._organization.id,
            arns=known(arn),
            label=Text(ja=f"{account.name} のロール {name}", en=f"role {name} of {account.name}"),
            source=source_of(resource),
            identity=None if everything else policies,
            boundary=self._boundary(resource, account, uncertain),
            uncertain=uncertain[0] if uncertain else None,
        )
        trust = self._read(
            resource, resource.inputs.get("assumeRolePolicy"), account, ("信頼ポリシー", "trust")
        )
        return Role(
            arn=arn, account=account.id, caller=caller, trust=trust, source=source_of(resource)
        )

    def _policies(
        self, resource: Resource, account: Account, uncertain: list[Text]
    ) -> tuple[tuple[Policy, ...], bool]:
        """Return a role's policies, and whether one of them is taken to allow everything."""
        name = self._text(resource, "name") or resource.name
        found: list[Policy] = []
        everything = False
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
                everything = True
                uncertain.append(
                    Text(
                        ja=f"ポリシー {arn} の内容は分からないため、全て許すものとしています。",
                        en=f"what {arn} has isn't known; it is taken to allow everything",
                    )
                )
        for of, document in documents:
            read = self._read(of, document, account, ("ポリシー", "policy"))
            if read is None:
                everything = True
                uncertain.append(
                    Text(
                        ja=f"{of.name} のポリシーを読めないため、全て許すものとしています。",
                        en=f"the policy of {of.name} can't be read; "
                        "it is taken to allow everything",
                    )
                )
            else:
                found.append(read)
        return tuple(found), everything

    def _boundary(
        self, resource: Resource, account: Account, uncertain: list[Text]
    ) -> tuple[Policy, ...] | None:
        arn = self._text(resource, "permissionsBoundary")
        if not arn:
            return None
        policy = self._managed.get(arn)
        read = policy and self._read(
            policy, policy.inputs.get("policy"), account, ("権限境界", "boundary")
        )
        if not read:
            uncertain.append(
                Text(
                    ja=f"権限境界 {arn} が宣言にないため、無いものとしています。",
                    en=f"boundary {arn} can't be read; it is taken to be missing",
                )
            )
            return None
        return (read,)

    def _read(
        self, resource: Resource, text: object, account: Account, what: tuple[str, str]
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


def read_document(
    names: Names,
    problems: Problems,
    resource: Resource,
    text: object,
    account: str,
    what: tuple[str, str],
) -> Policy | None:
    """Return a resource's document; None, and a problem of its account, where it isn't one."""
    filled = names.filled(text)
    gone = sorted({urn.rpartition("::")[2] for urn, _ in references(filled)})
    try:
        if not gone:
            return read_policy(filled, source_of(resource))
        problem = f"refers to {gone[0]}, which is not in the desired state"
    except NotUnderstood as error:
        problem = str(error)
    ja, en = what
    problems.add(
        account,
        Text(
            ja=f"{resource.name} の{ja}を読めません({problem})。",
            en=f"the {en} of {resource.name} {problem}",
        ),
    )
    return None


def sign_in_arn(account: str, work: str) -> Pattern:
    """Return what the ARNs of the role look like that Identity Center makes for a permission set.

    https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
    """
    return Pattern(
        f"arn:aws:iam::{account}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_{work}_*"
    )
