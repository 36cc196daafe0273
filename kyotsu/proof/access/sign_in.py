"""What people become when they sign in by the identity centre, and whose people they are."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.demands import Domain
from kyotsu.proof.access.document import Policy, read_policy
from kyotsu.proof.access.names import Names, referred
from kyotsu.proof.access.names import source as source_of
from kyotsu.proof.access.organization import Organization
from kyotsu.proof.access.parties import Caller
from kyotsu.proof.access.problems import Problems
from kyotsu.proof.access.roles import caller_of, read_document, sign_in_arn
from tenancy.vocabulary import Text

TAKEN_TO_ALLOW: Final = "TakenToAllow"
"""The Sid of the statement that stands for what an AWS managed policy has."""
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
        uncertain: list[Text] = []
        parts = of_set[permission_set.urn]
        yield SignIn(
            bounded=any(part.type == _BOUNDARY for part in parts),
            group=group.name,
            work=work,
            account=account.id,
            caller=caller_of(
                account,
                organization.id,
                arns=Domain(inside=((sign_in_arn(account.id, work),),), may_be_missing=False),
                label=Text(
                    ja=f"{group.name} の職員({account.name} の {work})",
                    en=f"people of {group.name} as {work} of {account.name}",
                ),
                source=source_of(one),
                identity=_identity(names, problems, parts, account.id, uncertain),
                boundary=_boundary(names, problems, parts, account.id, uncertain),
                uncertain=uncertain[0] if uncertain else None,
            ),
        )


def _identity(
    names: Names, problems: Problems, parts: list[Resource], account: str, uncertain: list[Text]
) -> tuple[Policy, ...] | None:
    found: list[Policy] = []
    everything = False
    for part in parts:
        if part.type == _INLINE:
            text = part.inputs.get("inlinePolicy")
            read = read_document(names, problems, part, text, account, ("ポリシー", "policy"))
            everything |= read is None
            found += [read] if read else []
        elif part.type == _MANAGED or part.type in _CUSTOMER:
            arn = part.inputs.get("managedPolicyArn", part.name)
            everything = True
            uncertain.append(
                Text(
                    ja=f"ポリシー {arn} の内容は分からないため、全て許すものとしています。",
                    en=f"what {arn} has isn't known; it is taken to allow everything",
                )
            )
    if not everything:
        return tuple(found)
    # What is denied still is: all else is allowed.
    return (*found, _everything(parts)) if found else None


def _everything(parts: list[Resource]) -> Policy:
    document = {
        "Version": "2012-10-17",
        "Statement": {"Sid": TAKEN_TO_ALLOW, "Effect": "Allow", "Action": "*", "Resource": "*"},
    }
    managed = next((one for one in parts if one.type == _MANAGED), parts[0])
    return read_policy(document, source_of(managed))


def _boundary(
    names: Names, problems: Problems, parts: list[Resource], account: str, uncertain: list[Text]
) -> tuple[Policy, ...] | None:
    attached = next((part for part in parts if part.type == _BOUNDARY), None)
    if attached is None:
        return None
    boundary = cast("dict[str, Any]", attached.inputs.get("permissionsBoundary") or {})
    reference = cast("dict[str, str]", boundary.get("customerManagedPolicyReference") or {})
    arn = f"arn:aws:iam::{account}:policy{reference.get('path', '/')}{reference.get('name')}"
    policy = boundary_policy(names, problems, arn)
    if policy is None:
        uncertain.append(
            Text(
                ja=f"権限境界 {arn} が宣言にないため、無いものとしています。",
                en=f"boundary {arn} is not in the desired state; it is taken to be missing",
            )
        )
        return None
    return (policy,)


def boundary_policy(names: Names, problems: Problems, arn: str) -> Policy | None:
    """Return the policy of an ARN that is declared, if it is and can be read."""
    resource = names.policies.get(arn)
    if resource is None:
        return None
    text = resource.inputs.get("policy")
    account = names.account_of(resource)
    return read_document(names, problems, resource, text, account, ("権限境界", "boundary"))
