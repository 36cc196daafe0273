"""Organizational units and accounts."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.types import _organizations
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, kept

_ROOT = "@aws:organizations/organization:Organization.roots"


def _parent(value: Any) -> Any:
    """Return an example's parent may be given as the organization's list of roots."""
    return value[0]["id"] if isinstance(value, list) else value


def _parent_of(context: Context) -> str:
    return str(context.call("list_parents", ChildId=context.id)["Parents"][0]["Id"])


def _read_unit(context: Context) -> Props:
    found: Props = context.call("describe_organizational_unit", OrganizationalUnitId=context.id)[
        "OrganizationalUnit"
    ]
    return {**found, "ParentId": _parent_of(context)}


def _unit_accounts(context: Context, _: Props) -> list[Props]:
    accounts = context.call("list_accounts_for_parent", ParentId=context.id)["Accounts"]
    return [
        {key: account[key.capitalize()] for key in ("arn", "email", "id", "name", "status")}
        for account in accounts
    ]


UNIT = Entry(
    type="aws:organizations/organizationalUnit:OrganizationalUnit",
    service="organizations",
    regional=False,
    inputs={
        "name": P("Name"),
        "parentId": P("ParentId", to=_parent, compare=_parent, replace=True),
    },
    create=Call("create_organizational_unit", inputs="all"),
    id="OrganizationalUnit.Id",
    read=_read_unit,
    update=Call("update_organizational_unit", {"OrganizationalUnitId": "$id", "Name": "$name"}),
    delete=Call("delete_organizational_unit", {"OrganizationalUnitId": "$id"}),
    outputs={"arn": "Arn", "accounts": _unit_accounts},
    tags=_organizations.TAGS,
    example=Example(
        inputs={"name": "example", "parentId": _ROOT},
        change={"name": "renamed", "tags": {"a": "b"}},
        replace={"parentId": "ou-other"},
        drift=lambda c: c.call(
            "update_organizational_unit", OrganizationalUnitId=c.id, Name="drifted"
        ),
    ),
)


def _create_account(context: Context) -> str:
    given = context.inputs
    tags = tagging.pairs(given.get("tags") or {})
    answer = context.call("create_account", **context.params(), Tags=tags or None)
    context.id = str(answer["CreateAccountStatus"]["AccountId"])
    _move(context)
    return context.id


def _move(context: Context) -> None:
    wanted, here = context.inputs.get("parentId"), _parent_of(context)
    if wanted and _parent(wanted) != here:
        context.call(
            "move_account",
            AccountId=context.id,
            SourceParentId=here,
            DestinationParentId=_parent(wanted),
        )


def _read_account(context: Context) -> Props | None:
    found: Props = context.call("describe_account", AccountId=context.id)["Account"]
    if found["Status"] in {"SUSPENDED", "PENDING_CLOSURE"}:
        return None
    return {**found, "ParentId": _parent_of(context)}


def _delete_account(context: Context) -> None:
    """Close it, or else take it out of the organization, as `closeOnDeletion` says."""
    close = context.inputs.get("closeOnDeletion")
    operation = "close_account" if close else "remove_account_from_organization"
    try:
        context.call(operation, AccountId=context.id)
    except AwsError as error:
        if error.code != "AccountAlreadyClosedException":
            raise


def _time(_: Context, raw: Props) -> str:
    return str(raw["JoinedTimestamp"].strftime("%Y-%m-%dT%H:%M:%SZ"))


ACCOUNT = Entry(
    type="aws:organizations/account:Account",
    service="organizations",
    regional=False,
    inputs={
        "name": P("AccountName", read="Name"),
        "email": P("Email", replace=True),
        "roleName": P("RoleName", read="", replace=True),
        "iamUserAccessToBilling": P("IamUserAccessToBilling", read="", replace=True),
        "parentId": P(read="ParentId", compare=_parent, computed=True, set=_move),
        **kept("closeOnDeletion", "createGovcloud"),
    },
    create=_create_account,
    read=_read_account,
    update=lambda _: None,
    delete=_delete_account,
    outputs={
        "arn": "Arn",
        "status": "Status",
        "state": lambda _, raw: raw.get("State") or raw["Status"],
        "joinedMethod": "JoinedMethod",
        "joinedTimestamp": _time,
    },
    tags=_organizations.TAGS,
    example=Example(
        inputs={
            "name": "example",
            "email": "example@example.go.jp",
            "parentId": _ROOT,
            "tags": {"a": "b"},
        },
        change={
            "parentId": "@aws:organizations/organizationalUnit:OrganizationalUnit.id",
            "closeOnDeletion": True,
            "tags": {"a": "c"},
        },
        replace={"email": "other@example.go.jp"},
    ),
)


ENTRIES = [UNIT, ACCOUNT]
