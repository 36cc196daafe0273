"""Roles, policies and identity providers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import document, known
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, Tags, kept


def _text(value: Any) -> str | None:
    """Return a policy as IAM gives it back: percent-encoded text, or already read by botocore."""
    if value is None:
        return None
    return unquote(value) if isinstance(value, str) else json.dumps(value)


def _tags(kind: str, parameter: str, source: str = "$id") -> Tags:
    return tagging.listed(
        target={parameter: source},
        tag=f"tag_{kind}",
        untag=f"untag_{kind}",
        tags_param="Tags",
        keys_param="TagKeys",
    )


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
_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}],
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
            back=_text,
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
    tags=_tags("role", "RoleName"),
    name=Name(property="name", limit=64),
    example=Example(
        inputs={"name": "example", "assumeRolePolicy": _TRUST, "tags": {"a": "b"}},
        change={"description": "changed", "maxSessionDuration": 7200, "tags": {"a": "c"}},
        replace={"path": "/other/"},
        drift=lambda c: c.call("tag_role", RoleName=c.id, Tags=[{"Key": "x", "Value": "y"}]),
    ),
)


def _read_policy(context: Context) -> Props:
    found: Props = context.call("get_policy", PolicyArn=context.id)["Policy"]
    version = context.call(
        "get_policy_version", PolicyArn=context.id, VersionId=found["DefaultVersionId"]
    )
    return {**found, "PolicyDocument": version["PolicyVersion"]["Document"]}


def _versions(context: Context) -> list[Props]:
    """Return a policy's versions that aren't in force, oldest first."""
    versions = context.call("list_policy_versions", PolicyArn=context.id)["Versions"]
    old = [version for version in versions if not version["IsDefaultVersion"]]
    return sorted(old, key=lambda version: int(version["VersionId"][1:]))


def _new_version(context: Context) -> None:
    old = _versions(context)
    if len(old) >= 4:
        context.call("delete_policy_version", PolicyArn=context.id, VersionId=old[0]["VersionId"])
    context.call(
        "create_policy_version",
        PolicyArn=context.id,
        PolicyDocument=context.value("policy"),
        SetAsDefault=True,
    )


def _delete_policy(context: Context) -> None:
    for version in _versions(context):
        context.call("delete_policy_version", PolicyArn=context.id, VersionId=version["VersionId"])
    context.call("delete_policy", PolicyArn=context.id)


POLICY = Entry(
    type="aws:iam/policy:Policy",
    service="iam",
    regional=False,
    inputs={
        "name": P("PolicyName", replace=True),
        "namePrefix": P(replace=True),
        "path": P("Path", default="/", replace=True),
        "description": P("Description", replace=True),
        "policy": P("PolicyDocument", to=document, back=_text, compare="json", set=_new_version),
        **kept("delayAfterPolicyCreationInMs"),
    },
    create=Call("create_policy", inputs="all"),
    id="Policy.Arn",
    read=_read_policy,
    delete=_delete_policy,
    outputs={"arn": "Arn", "policyId": "PolicyId", "attachmentCount": "AttachmentCount"},
    tags=_tags("policy", "PolicyArn"),
    name=Name(property="name", limit=128),
    example=Example(
        inputs={"name": "example", "policy": _POLICY},
        change={"policy": _POLICY.replace("s3:ListBucket", "s3:GetObject"), "tags": {"a": "b"}},
        replace={"description": "fixed at creation"},
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
        "policy": P("PolicyDocument", to=document, back=_text, compare="json"),
    },
    create=_PUT,
    id="{role}:{name}",
    read=Call("get_role_policy", {"RoleName": "$role", "PolicyName": "$name"}),
    update=_PUT,
    delete=Call("delete_role_policy", {"RoleName": "$role", "PolicyName": "$name"}),
    name=Name(property="name", limit=128),
    identity=("role",),
    example=Example(
        inputs={"role": "@aws:iam/role:Role.id", "name": "example", "policy": _POLICY},
        change={"policy": _POLICY.replace("s3:ListBucket", "s3:GetObject")},
        replace={"name": "other"},
        drift=lambda c: c.call(
            "put_role_policy",
            RoleName=c.inputs["role"],
            PolicyName="example",
            PolicyDocument=_POLICY.replace("s3:ListBucket", "s3:*"),
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


def _bare_url(url: Any) -> str:
    return str(url).removeprefix("https://")


OIDC_PROVIDER = Entry(
    type="aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    service="iam",
    regional=False,
    inputs={
        "url": P("Url", compare=_bare_url, replace=True),
        "clientIdLists": P("ClientIDList", compare="set", replace=True),
        "thumbprintLists": P(
            "ThumbprintList",
            compare="set",
            computed=True,
            set=Call(
                "update_open_id_connect_provider_thumbprint",
                {"OpenIDConnectProviderArn": "$id", "ThumbprintList": "$thumbprintLists"},
            ),
        ),
    },
    create=Call("create_open_id_connect_provider", inputs="all"),
    id="OpenIDConnectProviderArn",
    read=Call("get_open_id_connect_provider", {"OpenIDConnectProviderArn": "$id"}),
    delete=Call("delete_open_id_connect_provider", {"OpenIDConnectProviderArn": "$id"}),
    outputs={"arn": "{id}"},
    tags=_tags("open_id_connect_provider", "OpenIDConnectProviderArn"),
    identity=("url",),
    example=Example(
        inputs={
            "url": "https://token.actions.githubusercontent.com",
            "clientIdLists": ["sts.amazonaws.com"],
            "thumbprintLists": ["a" * 40],
        },
        change={"thumbprintLists": ["b" * 40], "tags": {"a": "b"}},
        replace={"clientIdLists": ["other"]},
    ),
)

_PASSWORD = {
    "allowUsersToChangePassword": ("AllowUsersToChangePassword", True),
    "hardExpiry": ("HardExpiry", None),
    "maxPasswordAge": ("MaxPasswordAge", None),
    "minimumPasswordLength": ("MinimumPasswordLength", 6),
    "passwordReusePrevention": ("PasswordReusePrevention", None),
    "requireLowercaseCharacters": ("RequireLowercaseCharacters", None),
    "requireNumbers": ("RequireNumbers", None),
    "requireSymbols": ("RequireSymbols", None),
    "requireUppercaseCharacters": ("RequireUppercaseCharacters", None),
}
_PUT_PASSWORD = Call("update_account_password_policy", inputs="all")

PASSWORD_POLICY = Entry(
    type="aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
    service="iam",
    regional=False,
    inputs={
        name: P(api, default=default, computed=default is None)
        for name, (api, default) in _PASSWORD.items()
    },
    create=_PUT_PASSWORD,
    id=lambda _: "iam-account-password-policy",
    read=Call("get_account_password_policy"),
    at="PasswordPolicy",
    update=_PUT_PASSWORD,
    delete=Call("delete_account_password_policy"),
    outputs={"expirePasswords": lambda _, raw: bool(raw.get("MaxPasswordAge"))},
    example=Example(
        inputs={"minimumPasswordLength": 14, "requireSymbols": True},
        change={"minimumPasswordLength": 16},
    ),
)

ENTRIES = [
    ROLE,
    POLICY,
    ROLE_POLICY,
    ROLE_POLICY_ATTACHMENT,
    INSTANCE_PROFILE,
    OIDC_PROVIDER,
    PASSWORD_POLICY,
]
