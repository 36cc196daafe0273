"""What people become when they sign in by the identity centre, and whose people they are."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.evaluation.parties import Caller
from kyotsu.proof.access.policy.demands import Domain
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.names import Names, referred
from kyotsu.proof.access.reading.names import source as source_of
from kyotsu.proof.access.reading.organization import Organization
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.access.reading.read_document import IDENTITY, read_document
from kyotsu.proof.access.reading.rights import Rights, note_nowhere
from kyotsu.proof.access.reading.roles import sign_in_arn
from tenancy.vocabulary import Text

_SET: Final = "aws:ssoadmin/permissionSet:PermissionSet"
_ASSIGNMENT: Final = "aws:ssoadmin/accountAssignment:AccountAssignment"
_INLINE: Final = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy"
_MANAGED: Final = "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment"
_CUSTOMER: Final = (
    "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
    "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive",
)
_BOUNDARY: Final = "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment"


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """One assignment: a group does a work in an account."""

    group: str
    """A tenant's key, or the name of one of the platform's groups."""
    work: str
    account: str
    caller: Caller
    bounded: bool
    """Whether a boundary is attached, be it one that can be read or not."""


def read_sign_ins(
    names: Names, organization: Organization, problems: Problems
) -> tuple[SignIn, ...]:
    """Return all assignments of groups. Others are named as problems of their account."""
    of_set: defaultdict[str, list[Resource]] = defaultdict(list)
    for resource in names.resources.values():
        if resource.type.startswith("aws:ssoadmin/"):
            found = referred(resource.inputs.get("permissionSetArn"))
            if found is not None and resource.type != _ASSIGNMENT:
                of_set[found].append(resource)
    return tuple(_sign_ins(names, organization, problems, of_set))


def _sign_ins(
    names: Names,
    organization: Organization,
    problems: Problems,
    of_set: defaultdict[str, list[Resource]],
) -> Iterator[SignIn]:
    for one in names.resources.values():
        if one.type != _ASSIGNMENT:
            continue
        id_ = names.text(str(one.inputs.get("targetId")))
        account = organization.accounts.get(id_)
        permission_set = names.resources.get(referred(one.inputs.get("permissionSetArn")) or "")
        group = names.resources.get(referred(one.inputs.get("principalId")) or "")
        if account is None or permission_set is None or group is None:
            reason = Text(
                ja=f"割り当て {one.name} の相手(利用者、アカウント、許可セット)が分かりません。",
                en=f"whom assignment {one.name} lets in, where and to do what can't be told",
            )
            if account is None:
                problems.everywhere(reason)
            else:
                problems.add(account.id, reason)
            continue
        work = str(permission_set.inputs.get("name", permission_set.name))
        parts = of_set[permission_set.urn]
        yield SignIn(
            bounded=any(part.type == _BOUNDARY for part in parts),
            group=group.name,
            work=work,
            account=account.id,
            caller=_rights(names, problems, one, parts, account.id).caller(
                account,
                organization.id,
                arns=Domain(inside=((sign_in_arn(account.id, work),),), may_be_missing=False),
                label=Text(
                    ja=f"{group.name} の職員({account.name} の {work})",
                    en=f"people of {group.name} as {work} of {account.name}",
                ),
            ),
        )


def _rights(
    names: Names, problems: Problems, assignment: Resource, parts: list[Resource], account: str
) -> Rights:
    rights = Rights(source=source_of(assignment))
    for part in parts:
        if part.type == _INLINE:
            text = part.inputs.get("inlinePolicy")
            read = read_document(names, problems, part, text, account, IDENTITY)
            rights.grant(read, part.name)
        elif part.type == _MANAGED:
            rights.attach(names.text(str(part.inputs.get("managedPolicyArn", part.name))))
        elif part.type in _CUSTOMER:
            arn = _referred(part.inputs.get("customerManagedPolicyReference"), account)
            rights.grant(declared_policy(names, problems, arn), part.name)
        elif part.type == _BOUNDARY:
            _bound(names, problems, part, account, rights)
    note_nowhere(problems, account, assignment, rights)
    return rights


def _bound(
    names: Names, problems: Problems, attached: Resource, account: str, rights: Rights
) -> None:
    boundary = cast("dict[str, Any]", attached.inputs.get("permissionsBoundary") or {})
    arn = boundary.get("managedPolicyArn")
    if not isinstance(arn, str):
        arn = _referred(boundary.get("customerManagedPolicyReference"), account)
    rights.bound(declared_policy(names, problems, arn), arn)


def _referred(reference: object, account: str) -> str:
    """Return the ARN that a permission set's reference has in an account that it is put into."""
    found = cast("dict[str, str]", reference or {})
    return f"arn:aws:iam::{account}:policy{found.get('path', '/')}{found.get('name')}"


def declared_policy(names: Names, problems: Problems, arn: str) -> Policy | None:
    """Return the policy of an ARN that is declared, if it is and can be read."""
    resource = names.policies.get(arn)
    if resource is None:
        return None
    text = resource.inputs.get("policy")
    account = names.account_of(resource)
    return read_document(names, problems, resource, text, account, IDENTITY)
