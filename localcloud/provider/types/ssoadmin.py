"""People's sign-in: groups, permission sets, and who has which where."""

from __future__ import annotations

from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.types._recorded import only
from localcloud.provider.values import document, known
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, Recorded, Tags

_STORE = "d-1234567890"
_INSTANCE = "arn:aws:sso:::instance/ssoins-1234567890abcdef"


def _kept_tags() -> Tags:
    """Moto tells no tags of a permission set; the wish is kept in the state."""
    return Tags(
        read=lambda context, _: known(context.inputs.get("tags") or {}),
        write=lambda _context, _fresh, _gone: None,
    )


_SET = {"InstanceArn": "$instanceArn", "PermissionSetArn": "$permissionSetArn"}

GROUP = Entry(
    type="aws:identitystore/group:Group",
    service="identitystore",
    inputs={
        "identityStoreId": P("IdentityStoreId", replace=True),
        "displayName": P("DisplayName", replace=True),
        "description": P("Description", replace=True),
    },
    create=Call("create_group", inputs="all"),
    id="GroupId",
    read=Call("describe_group", {"IdentityStoreId": "$identityStoreId", "GroupId": "$id"}),
    delete=Call("delete_group", {"IdentityStoreId": "$identityStoreId", "GroupId": "$id"}),
    outputs={"groupId": "GroupId"},
    importable=False,
    identity=("displayName",),
    example=Example(
        inputs={"identityStoreId": _STORE, "displayName": "example", "description": "an example"},
        replace={"displayName": "other"},
    ),
)

PERMISSION_SET = Entry(
    type="aws:ssoadmin/permissionSet:PermissionSet",
    service="sso-admin",
    inputs={
        "instanceArn": P("InstanceArn", read="", replace=True),
        "name": P("Name", replace=True),
        "description": P("Description"),
        "sessionDuration": P("SessionDuration", default="PT1H"),
        "relayState": P("RelayState"),
    },
    create=Call("create_permission_set", inputs="all"),
    id="PermissionSet.PermissionSetArn",
    read=Call(
        "describe_permission_set", {"InstanceArn": "$instanceArn", "PermissionSetArn": "$id"}
    ),
    at="PermissionSet",
    update=Call(
        "update_permission_set",
        {"InstanceArn": "$instanceArn", "PermissionSetArn": "$id"},
        inputs="mutable",
    ),
    delete=Call(
        "delete_permission_set", {"InstanceArn": "$instanceArn", "PermissionSetArn": "$id"}
    ),
    outputs={
        "arn": "PermissionSetArn",
        "createdDate": lambda _, raw: raw["CreatedDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
    },
    tags=_kept_tags(),
    importable=False,
    identity=("instanceArn", "name"),
    example=Example(
        inputs={"instanceArn": _INSTANCE, "name": "example", "sessionDuration": "PT2H"},
        change={"description": "changed", "sessionDuration": "PT4H"},
        replace={"name": "other"},
    ),
)


def _read_attachment(context: Context) -> Props | None:
    arn = context.inputs["managedPolicyArn"]
    there = context.run(Call("list_managed_policies_in_permission_set", _SET))
    return next((each for each in there["AttachedManagedPolicies"] if each["Arn"] == arn), None)


MANAGED_POLICY = Entry(
    type="aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
    service="sso-admin",
    inputs={
        "instanceArn": P("InstanceArn", read="", replace=True),
        "permissionSetArn": P("PermissionSetArn", read="", replace=True),
        "managedPolicyArn": P("ManagedPolicyArn", read="Arn", replace=True),
    },
    create=Call("attach_managed_policy_to_permission_set", inputs="all"),
    id="{managedPolicyArn},{permissionSetArn},{instanceArn}",
    read=_read_attachment,
    delete=Call(
        "detach_managed_policy_from_permission_set",
        {**_SET, "ManagedPolicyArn": "$managedPolicyArn"},
    ),
    outputs={"managedPolicyName": "Name"},
    recorded=Recorded(
        reason="policies for job functions: moto looks for them without their path",
        when=lambda inputs: "/job-function/" in str(inputs.get("managedPolicyArn")),
    ),
    identity=("permissionSetArn", "managedPolicyArn"),
    example=Example(
        inputs={
            "instanceArn": _INSTANCE,
            "permissionSetArn": "@aws:ssoadmin/permissionSet:PermissionSet.arn",
            "managedPolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
        },
        replace={"managedPolicyArn": "arn:aws:iam::aws:policy/SecurityAudit"},
    ),
)

_PUT_INLINE = Call("put_inline_policy_to_permission_set", inputs="all")


def _read_inline(context: Context) -> Props | None:
    found: Props = context.run(Call("get_inline_policy_for_permission_set", _SET))
    return found if found.get("InlinePolicy") else None


INLINE_POLICY = Entry(
    type="aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
    service="sso-admin",
    inputs={
        "instanceArn": P("InstanceArn", read="", replace=True),
        "permissionSetArn": P("PermissionSetArn", read="", replace=True),
        "inlinePolicy": P("InlinePolicy", to=document, compare="json"),
    },
    create=_PUT_INLINE,
    id="{permissionSetArn},{instanceArn}",
    read=_read_inline,
    update=_PUT_INLINE,
    delete=Call("delete_inline_policy_from_permission_set", _SET),
    identity=("permissionSetArn",),
    example=Example(
        inputs={
            "instanceArn": _INSTANCE,
            "permissionSetArn": "@aws:ssoadmin/permissionSet:PermissionSet.arn",
            "inlinePolicy": '{"Version":"2012-10-17","Statement":[]}',
        },
        change={"inlinePolicy": '{"Version":"2012-10-17","Statement":[],"Id":"changed"}'},
        replace={"instanceArn": "arn:aws:sso:::instance/ssoins-fedcba0987654321"},
    ),
)

_WHO = {
    "InstanceArn": "$instanceArn",
    "PermissionSetArn": "$permissionSetArn",
    "PrincipalId": "$principalId",
    "PrincipalType": "$principalType",
    "TargetId": "$targetId",
    "TargetType": "$targetType",
}


def _read_assignment(context: Context) -> Props | None:
    there = context.run(Call("list_account_assignments", {**_SET, "AccountId": "$targetId"}))[
        "AccountAssignments"
    ]
    who = context.inputs["principalId"]
    return next((each for each in there if each["PrincipalId"] == who), None)


def _delete_assignment(context: Context) -> None:
    try:
        context.run(Call("delete_account_assignment", _WHO))
    except AwsError as error:
        if not error.missing:
            raise


ASSIGNMENT = Entry(
    type="aws:ssoadmin/accountAssignment:AccountAssignment",
    service="sso-admin",
    inputs={
        "instanceArn": P("InstanceArn", read="", replace=True),
        "permissionSetArn": P("PermissionSetArn", replace=True),
        "principalId": P("PrincipalId", replace=True),
        "principalType": P("PrincipalType", replace=True),
        "targetId": P("TargetId", read="AccountId", replace=True),
        "targetType": P("TargetType", read="", replace=True),
    },
    create=Call("create_account_assignment", inputs="all"),
    id="{principalId},{principalType},{targetId},{targetType},{permissionSetArn},{instanceArn}",
    read=_read_assignment,
    delete=_delete_assignment,
    identity=("permissionSetArn", "principalId", "targetId"),
    example=Example(
        inputs={
            "instanceArn": _INSTANCE,
            "permissionSetArn": "@aws:ssoadmin/permissionSet:PermissionSet.arn",
            "principalId": "@aws:identitystore/group:Group.id",
            "principalType": "GROUP",
            "targetId": "111111111111",
            "targetType": "AWS_ACCOUNT",
        },
        replace={"targetId": "222222222222"},
    ),
)


ENTRIES = [
    GROUP,
    PERMISSION_SET,
    MANAGED_POLICY,
    INLINE_POLICY,
    ASSIGNMENT,
    only(
        "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment",
        "moto has no boundaries of permission sets",
        id="{permissionSetArn},{instanceArn}",
        replace=("instanceArn", "permissionSetArn", "permissionsBoundary"),
    ),
]
