"""Policies, identity providers, and the account's passwords."""

from __future__ import annotations

from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.types import _iam
from localcloud.provider.values import document
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, kept


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
        "policy": P(
            "PolicyDocument", to=document, back=_iam.text, compare="json", set=_new_version
        ),
        **kept("delayAfterPolicyCreationInMs"),
    },
    create=Call("create_policy", inputs="all"),
    id="Policy.Arn",
    read=_read_policy,
    delete=_delete_policy,
    outputs={"arn": "Arn", "policyId": "PolicyId", "attachmentCount": "AttachmentCount"},
    tags=_iam.tags("policy", "PolicyArn"),
    name=Name(property="name", limit=128),
    example=Example(
        inputs={"name": "example", "policy": _iam.POLICY},
        change={"policy": _iam.POLICY.replace("s3:ListBucket", "s3:GetObject"), "tags": {"a": "b"}},
        replace={"description": "fixed at creation"},
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
    tags=_iam.tags("open_id_connect_provider", "OpenIDConnectProviderArn"),
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


ENTRIES = [POLICY, OIDC_PROVIDER, PASSWORD_POLICY]
