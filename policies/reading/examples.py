"""Values that the rules' examples share. None of them belongs to anybody."""

import json
from collections.abc import Mapping
from typing import Any, Final

ACCOUNT: Final = "111111111111"
KEY: Final = f"arn:aws:kms:ap-northeast-1:{ACCOUNT}:key/example"
BUCKET: Final = "arn:aws:s3:::example"
IN_ORGANIZATION: Final = {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}


def document(*statements: Mapping[str, Any]) -> str:
    """Return the text of a policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(
    *actions: str,
    resource: str = "*",
    principal: Any = None,
    condition: Mapping[str, Mapping[str, str]] | None = None,
) -> Mapping[str, Any]:
    """Return a statement that allows."""
    statement: dict[str, Any] = {"Effect": "Allow", "Action": list(actions), "Resource": resource}
    if principal is not None:
        statement["Principal"] = principal
    if condition is not None:
        statement["Condition"] = condition
    return statement


def trust(principal: Any, condition: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Return the text of a role's trust policy."""
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Principal": principal,
        "Action": "sts:AssumeRoleWithWebIdentity"
        if isinstance(principal, Mapping) and "Federated" in principal
        else "sts:AssumeRole",
    }
    if condition is not None:
        statement["Condition"] = condition
    return document(statement)


def containers(**changes: Any) -> str:
    """Return the text of a task's container definitions, with one container."""
    return json.dumps([{"name": "app", "image": "app:1", **changes}])
