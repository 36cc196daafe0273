"""Roles, and what is attached to them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from localcloud.provider.context import Context
from localcloud.provider.types import _iam
from localcloud.provider.values import document, known
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, Tags, kept


def _set_inline(context: Context) -> None:
    """Make a role's inline policies those of the property, and no others."""
    wanted = {item["name"]: item["policy"] for item in context.inputs.get("inlinePolicies") or ()}
    for name in context.call("list_role_policies", RoleName=context.id)["PolicyNames"]:
        if name not in wanted:
            context.call("delete_role_policy", RoleName=context.id, PolicyName=name)
    for name, policy in wanted.items():
        context.call(
            "put_role_policy",
            RoleName=context.id,
            PolicyName=name,
            PolicyDocument=document(policy),
        )


def _set_managed(context: Context) -> None:
    """Make a role's managed policies those of the property, and no others."""
    wanted = set(context.inputs.get("managedPolicyArns") or ())
    attached = context.call("list_attached_role_policies", RoleName=context.id)["AttachedPolicies"]
    there = {policy["PolicyArn"] for policy in attached}
    for arn in sorted(there - wanted):
        context.call("detach_role_policy", RoleName=context.id, PolicyArn=arn)
    for arn in sorted(wanted - there):
        context.call("attach_role_policy", RoleName=context.id, PolicyArn=arn)


def _set_boundary(context: Context) -> None:
    boundary = context.inputs.get("permissionsBoundary")
    if boundary:
        context.call(
            "put_role_permissions_boundary", RoleName=context.id, PermissionsBoundary=boundary
        )
    else:
        context.call("delete_role_permissions_boundary", RoleName=context.id)


def _delete_role(context: Context) -> None:
    if context.inputs.get("inlinePolicies") or context.inputs.get("forceDetachPolicies"):
        context.inputs = {**context.inputs, "inlinePolicies": []}
        _set_inline(context)
    if context.inputs.get("managedPolicyArns") or context.inputs.get("forceDetachPolicies"):
        context.inputs = {**context.inputs, "managedPolicyArns": []}
        _set_managed(context)
    context.call("delete_role", RoleName=context.id)


_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ec2.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)

ROLE = Entry(
    type="aws:iam/role:Role",
    service="iam",
    regional=False,
    inputs={
        "name": P("RoleName", replace=True),
        "namePrefix": P(replace=True),
        "assumeRolePolicy": P(
            "AssumeRolePolicyDocument",
            to=document,
            back=_iam.text,
            compare="json",
            set=Call(
                "update_assume_role_policy",
                {"RoleName": "$id", "PolicyDocument": "$assumeRolePolicy"},
            ),
        ),
        "description": P("Description"),
        "path": P("Path", default="/", replace=True),
        "maxSessionDuration": P("MaxSessionDuration", default=3600),
        "permissionsBoundary": P(
            "PermissionsBoundary",
            read="PermissionsBoundary.PermissionsBoundaryArn",
            set=_set_boundary,
        ),
        "inlinePolicies": P(read="", compare="set", computed=True, set=_set_inline),
        "managedPolicyArns": P(read="", compare="set", computed=True, set=_set_managed),
        **kept("forceDetachPolicies"),
    },
    create=Call("create_role", inputs="all"),
    id="{name}",
    read=Call("get_role", {"RoleName": "$id"}),
    at="Role",
    update=lambda c: c.call(
        "update_role",
        RoleName=c.id,
        Description=c.inputs.get("description") or "",
        MaxSessionDuration=c.inputs["maxSessionDuration"],
    ),
    delete=_delete_role,
    outputs={
        "arn": "Arn",
        "uniqueId": "RoleId",
        "createDate": lambda _, raw: raw["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
    },
    tags=_iam.tags("role", "RoleName"),
    name=Name(property="name", limit=64),
    example=Example(
        inputs={"name": "example", "assumeRolePolicy": _TRUST, "tags": {"a": "b"}},
        change={"description": "changed", "maxSessionDuration": 7200, "tags": {"a": "c"}},
        replace={"path": "/other/"},
        drift=lambda c: c.call("tag_role", RoleName=c.id, Tags=[{"Key": "x", "Value": "y"}]),
    ),
)

_PUT = Call("put_role_policy", inputs="all")

ROLE_POLICY = Entry(
    type="aws:iam/rolePolicy:RolePolicy",
    service="iam",
    regional=False,
    inputs={
        "role": P("RoleName", replace=True),
        "name": P("PolicyName", replace=True),
        "namePrefix": P(replace=True),
        "policy": P("PolicyDocument", to=document, back=_iam.text, compare="json"),
    },
    create=_PUT,
    id="{role}:{name}",
    read=Call("get_role_policy", {"RoleName": "$role", "PolicyName": "$name"}),
    update=_PUT,
    delete=Call("delete_role_policy", {"RoleName": "$role", "PolicyName": "$name"}),
    name=Name(property="name", limit=128),
    identity=("role",),
    example=Example(
        inputs={"role": "@aws:iam/role:Role.id", "name": "example", "policy": _iam.POLICY},
        change={"policy": _iam.POLICY.replace("s3:ListBucket", "s3:GetObject")},
        replace={"name": "other"},
        drift=lambda c: c.call(
            "put_role_policy",
            RoleName=c.inputs["role"],
            PolicyName="example",
            PolicyDocument=_iam.POLICY.replace("s3:ListBucket", "s3:*"),
        ),
    ),
)


def _read_attachment(context: Context) -> Props | None:
    role, arn = context.inputs["role"], context.inputs["policyArn"]
    attached = context.call("list_attached_role_policies", RoleName=role)["AttachedPolicies"]
    found = any(policy["PolicyArn"] == arn for policy in attached)
    return {"RoleName": role, "PolicyArn": arn} if found else None


ROLE_POLICY_ATTACHMENT = Entry(
    type="aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    service="iam",
    regional=False,
    inputs={"role": P("RoleName", replace=True), "policyArn": P("PolicyArn", replace=True)},
    create=Call("attach_role_policy", inputs="all"),
    id="{role}/{policyArn}",
    read=_read_attachment,
    delete=Call("detach_role_policy", {"RoleName": "$role", "PolicyArn": "$policyArn"}),
    identity=("role", "policyArn"),
    example=Example(
        inputs={
            "role": "@aws:iam/role:Role.id",
            "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
        },
        replace={"policyArn": "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"},
    ),
)


def _set_role(context: Context) -> None:
    profile: Props = context.call("get_instance_profile", InstanceProfileName=context.id)
    for role in profile["InstanceProfile"]["Roles"]:
        context.call(
            "remove_role_from_instance_profile",
            InstanceProfileName=context.id,
            RoleName=role["RoleName"],
        )
    if context.inputs.get("role"):
        context.call(
            "add_role_to_instance_profile",
            InstanceProfileName=context.id,
            RoleName=context.inputs["role"],
        )


def _delete_profile(context: Context) -> None:
    context.inputs = {**context.inputs, "role": None}
    _set_role(context)
    context.call("delete_instance_profile", InstanceProfileName=context.id)


def _profile_tags() -> Tags:
    """Moto has no call that tags a profile later; the wish is kept in the state."""

    def write(_context: Context, _fresh: Mapping[str, str], _gone: Sequence[str]) -> None:
        return None

    return Tags(read=lambda context, _: known(context.inputs.get("tags") or {}), write=write)


INSTANCE_PROFILE = Entry(
    type="aws:iam/instanceProfile:InstanceProfile",
    service="iam",
    regional=False,
    inputs={
        "name": P("InstanceProfileName", replace=True),
        "namePrefix": P(replace=True),
        "path": P("Path", default="/", replace=True),
        "role": P(read="Roles.0.RoleName", set=_set_role),
    },
    create=Call("create_instance_profile", inputs="all"),
    id="{name}",
    read=Call("get_instance_profile", {"InstanceProfileName": "$id"}),
    at="InstanceProfile",
    delete=_delete_profile,
    outputs={
        "arn": "Arn",
        "uniqueId": "InstanceProfileId",
        "createDate": lambda _, raw: raw["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
    },
    tags=_profile_tags(),
    name=Name(property="name", limit=128),
    example=Example(
        inputs={"name": "example", "role": "@aws:iam/role:Role.id"},
        change={"role": None},
        replace={"path": "/other/"},
    ),
)


ENTRIES = [ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT, INSTANCE_PROFILE]
