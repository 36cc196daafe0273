"""Keys, their names and grants."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.values import document
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, kept


def _read_key(context: Context) -> Props | None:
    found: Props = context.call("describe_key", KeyId=context.id)["KeyMetadata"]
    if found["KeyState"] == "PendingDeletion":
        return None
    found["Policy"] = context.call("get_key_policy", KeyId=context.id, PolicyName="default")[
        "Policy"
    ]
    if found["KeySpec"] == "SYMMETRIC_DEFAULT":
        rotation = context.call("get_key_rotation_status", KeyId=context.id)
        found["Rotation"] = rotation["KeyRotationEnabled"]
        found["Period"] = rotation.get("RotationPeriodInDays")
    return found


def _rotate(context: Context) -> None:
    if context.inputs.get("enableKeyRotation"):
        period = context.inputs.get("rotationPeriodInDays")
        context.call("enable_key_rotation", KeyId=context.id, RotationPeriodInDays=period)
    else:
        context.call("disable_key_rotation", KeyId=context.id)


def _enable(context: Context) -> None:
    on = context.inputs["isEnabled"]
    context.call("enable_key" if on else "disable_key", KeyId=context.id)


KEY = Entry(
    type="aws:kms/key:Key",
    service="kms",
    inputs={
        "description": P(
            "Description",
            computed=True,
            set=Call("update_key_description", {"KeyId": "$id", "Description": "$description"}),
        ),
        "keyUsage": P("KeyUsage", default="ENCRYPT_DECRYPT", replace=True),
        "customerMasterKeySpec": P("KeySpec", default="SYMMETRIC_DEFAULT", replace=True),
        "multiRegion": P("MultiRegion", default=False, replace=True),
        "policy": P(
            "Policy",
            to=document,
            compare="json",
            computed=True,
            set=Call(
                "put_key_policy", {"KeyId": "$id", "PolicyName": "default", "Policy": "$policy"}
            ),
        ),
        "bypassPolicyLockoutSafetyCheck": P("BypassPolicyLockoutSafetyCheck", read=""),
        "enableKeyRotation": P(read="Rotation", default=False, set=_rotate),
        "rotationPeriodInDays": P(read="Period", computed=True, set=_rotate),
        "isEnabled": P(read="Enabled", default=True, set=_enable),
        **kept("deletionWindowInDays"),
    },
    create=Call("create_key", inputs="all"),
    id="KeyMetadata.KeyId",
    read=_read_key,
    delete=Call("schedule_key_deletion", {"KeyId": "$id", "PendingWindowInDays": 7}),
    outputs={"arn": "Arn", "keyId": "KeyId"},
    tags=tagging.listed(
        target={"KeyId": "$id"},
        read="list_resource_tags",
        key="TagKey",
        value="TagValue",
    ),
    example=Example(
        inputs={"description": "example", "enableKeyRotation": True, "tags": {"a": "b"}},
        change={"description": "other", "enableKeyRotation": False, "tags": {"a": "c"}},
        replace={"multiRegion": True},
        drift=lambda c: c.call("update_key_description", KeyId=c.id, Description="drifted"),
    ),
)


def _read_alias(context: Context) -> Props | None:
    pages = context.call("list_aliases", Limit=1000)["Aliases"]
    found = next((alias for alias in pages if alias["AliasName"] == context.id), None)
    if found is None:
        return None
    metadata = context.call("describe_key", KeyId=found["TargetKeyId"])["KeyMetadata"]
    return {**found, "KeyArn": metadata["Arn"]}


def _target(context: Context, raw: Props) -> Any:
    """Return the key as the program named it, while it is the same key."""
    given = context.inputs.get("targetKeyId")
    same = isinstance(given, str) and given.rsplit("/", 1)[-1] == raw["TargetKeyId"]
    return given if same else raw["TargetKeyId"]


ALIAS = Entry(
    type="aws:kms/alias:Alias",
    service="kms",
    inputs={
        "name": P("AliasName", replace=True),
        "namePrefix": P(replace=True),
        "targetKeyId": P(
            "TargetKeyId",
            read="",
            set=Call("update_alias", {"AliasName": "$name", "TargetKeyId": "$targetKeyId"}),
        ),
    },
    create=Call("create_alias", inputs="all"),
    id="{name}",
    read=_read_alias,
    delete=Call("delete_alias", {"AliasName": "$id"}),
    outputs={"arn": "AliasArn", "targetKeyArn": "KeyArn", "targetKeyId": _target},
    name=Name(property="name", prefix="alias/", limit=256),
    example=Example(
        inputs={"name": "alias/example", "targetKeyId": "@aws:kms/key:Key.keyId"},
        replace={"name": "alias/other"},
    ),
)


def _read_grant(context: Context) -> Props | None:
    key, _, grant = context.id.rpartition(":")
    grants = context.call("list_grants", KeyId=key)["Grants"]
    return next((found for found in grants if found["GrantId"] == grant), None)


def _revoke(context: Context) -> None:
    key, _, grant = context.id.rpartition(":")
    try:
        context.call("revoke_grant", KeyId=key, GrantId=grant)
    except AwsError as error:
        if not error.missing:
            raise


def _grant(context: Context) -> str:
    given: Any = context.inputs
    answer = context.call("create_grant", **context.params())
    return f"{given['keyId']}:{answer['GrantId']}"


GRANT = Entry(
    type="aws:kms/grant:Grant",
    service="kms",
    inputs={
        "keyId": P("KeyId", read="", replace=True),
        "granteePrincipal": P("GranteePrincipal", replace=True),
        "operations": P("Operations", replace=True, compare="set"),
        "name": P("Name", replace=True),
        "retiringPrincipal": P("RetiringPrincipal", replace=True),
        **kept("constraints", "grantCreationTokens", "retireOnDelete", replace=True),
    },
    create=_grant,
    read=_read_grant,
    delete=_revoke,
    outputs={"grantId": "GrantId", "grantToken": lambda _c, _raw: "local"},
    example=Example(
        inputs={
            "keyId": "@aws:kms/key:Key.keyId",
            "granteePrincipal": "arn:aws:iam::123456789012:role/example",
            "operations": ["Encrypt", "Decrypt"],
        },
        replace={"operations": ["Decrypt"]},
    ),
)

ENTRIES = [KEY, ALIAS, GRANT]
