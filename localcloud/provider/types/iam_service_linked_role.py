"""Roles that an AWS service makes for itself."""

from __future__ import annotations

from dataclasses import replace

from localcloud.provider.context import Context
from localcloud.provider.types import _iam
from localcloud.provider.vocabulary import Entry, Example, P


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
    # a service-linked role is made without tags
    tags=replace(_iam.tags("role", "RoleName", source="$name"), create=None),
    identity=("awsServiceName",),
    importable=False,
    example=Example(
        inputs={"awsServiceName": "config.amazonaws.com"},
        change={"description": "changed", "tags": {"a": "b"}},
        replace={"awsServiceName": "guardduty.amazonaws.com"},
    ),
)

ENTRIES = [SERVICE_LINKED_ROLE]
