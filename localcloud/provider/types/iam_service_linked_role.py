"""Roles that an AWS service makes for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.vocabulary import Entry, Example, P, Tags


def _create(context: Context) -> str:
    given = context.inputs
    answer = context.call(
        "create_service_linked_role",
        AWSServiceName=given["awsServiceName"],
        Description=given.get("description"),
        CustomSuffix=given.get("customSuffix"),
    )
    return str(answer["Role"]["Arn"])


def _name(context: Context) -> str:
    return context.id.rsplit("/", 1)[-1]


def _tag(context: Context, fresh: Mapping[str, str], gone: Sequence[str]) -> None:
    if gone:
        context.call("untag_role", RoleName=_name(context), TagKeys=list(gone))
    if fresh:
        context.call("tag_role", RoleName=_name(context), Tags=tagging.pairs(fresh))


SERVICE_LINKED_ROLE = Entry(
    type="aws:iam/serviceLinkedRole:ServiceLinkedRole",
    service="iam",
    regional=False,
    inputs={
        "awsServiceName": P(read="", replace=True),
        "customSuffix": P(read="", replace=True),
        "description": P(
            read="Description",
            set=lambda c: c.call(
                "update_role_description",
                RoleName=_name(c),
                Description=c.inputs.get("description") or "",
            ),
        ),
    },
    create=_create,
    read=lambda c: c.call("get_role", RoleName=_name(c)),
    at="Role",
    delete=lambda c: c.call("delete_service_linked_role", RoleName=_name(c)),
    outputs={"arn": "Arn", "name": "RoleName", "path": "Path", "uniqueId": "RoleId"},
    tags=Tags(
        # A service-linked role is made without tags.
        create=None,
        read=lambda c, _: tagging.unpaired(c.call("list_role_tags", RoleName=_name(c)).get("Tags")),
        write=_tag,
    ),
    identity=("awsServiceName",),
    importable=False,
    example=Example(
        inputs={"awsServiceName": "config.amazonaws.com", "tags": {"a": "a"}},
        change={"description": "changed", "tags": {"a": "b"}},
        replace={"awsServiceName": "guardduty.amazonaws.com"},
    ),
)

ENTRIES = [SERVICE_LINKED_ROLE]
