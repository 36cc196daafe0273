"""The policies that other resources give to what is protected, and what lets in without one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.access.reading.kinds import GRANT, KINDS, PERMISSION
from kyotsu.proof.access.reading.names import Names, referred
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.access.reading.read_document import placed
from kyotsu.proof.verdict import Source
from tenancy.vocabulary import Text

_ON: Final[Mapping[str, tuple[str, str, str]]] = {
    **{
        made: (of, on, document)
        for of, kind in KINDS.items()
        for made, (on, document) in kind.policies.items()
    },
    **{made: (of, on, "") for of, kind in KINDS.items() for made, on in kind.grants.items()},
}
_CONDITIONS: Final = {
    "sourceArn": ("ArnLike", "aws:SourceArn"),
    "sourceAccount": ("StringEquals", "aws:SourceAccount"),
    "principalOrgId": ("StringEquals", "aws:PrincipalOrgID"),
    "functionUrlAuthType": ("StringEquals", "lambda:FunctionUrlAuthType"),
    "eventSourceToken": ("StringEquals", "lambda:EventSourceToken"),
}
Given = tuple[Resource, str]
"""A resource, and the input that has its document; empty where it lets in without one."""


def read_given(names: Names, problems: Problems) -> Mapping[str, list[Given]]:
    """Return the resources that give others a policy, or let somebody in, by the others' URNs."""
    by_name = dict(_by_name(names))
    found: defaultdict[str, list[Given]] = defaultdict(list)
    for resource in names.resources.values():
        if resource.type not in _ON:
            continue
        kind, on, document = _ON[resource.type]
        value = resource.inputs.get(on)
        urn = referred(value)
        if urn is None and isinstance(value, str):
            urn = by_name.get((kind, names.account_of(resource), value))
        if urn is None or urn not in names.resources:
            problems.add(
                names.account_of(resource),
                Text(
                    ja=f"{placed(resource)} がどのリソースのポリシーか分かりません。",
                    en=f"whose policy {placed(resource)} is can't be told",
                ),
            )
            continue
        found[urn].append((resource, document))
    return found


def _by_name(names: Names) -> Iterator[tuple[tuple[str, str, str], str]]:
    for resource in names.resources.values():
        if resource.type in KINDS:
            for key in ("name", "bucket", "id"):
                value = resource.inputs.get(key)
                if isinstance(value, str):
                    account = names.account_of(resource)
                    yield (resource.type, account, names.text(value)), resource.urn


def as_document(names: Names, resource: Resource) -> Mapping[str, Any]:
    """Return what lets somebody in as the statement that says the same.

    https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
    https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
    """
    made = {GRANT: _of_grant, PERMISSION: _of_permission}[resource.type]
    statement = made(names.filled(dict(resource.inputs)))
    whole = {"Sid": resource.name, "Effect": "Allow", "Resource": "*", **statement}
    return {"Version": "2012-10-17", "Statement": [whole]}


def _of_permission(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    principal = str(inputs.get("principal"))
    conditions: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, (operator, key) in _CONDITIONS.items():
        if isinstance(inputs.get(name), str):
            conditions[operator][key] = inputs[name]
    return {
        "Principal": "*" if principal == "*" else _principal(principal),
        "Action": inputs.get("action"),
        "Condition": dict(conditions),
    }


def _of_grant(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    # Whoever may retire a grant can only end it.
    conditions: dict[str, str] = {}
    for constraint in cast("list[Mapping[str, Any]]", inputs.get("constraints") or []):
        for name in ("encryptionContextEquals", "encryptionContextSubset"):
            for key, value in cast("Mapping[str, str]", constraint.get(name) or {}).items():
                conditions[f"kms:EncryptionContext:{key}"] = value
    return {
        "Principal": _principal(str(inputs.get("granteePrincipal"))),
        "Action": [f"kms:{one}" for one in cast("list[str]", inputs.get("operations") or [])],
        **({"Condition": {"StringEquals": conditions}} if conditions else {}),
    }


def _principal(name: str) -> Mapping[str, str]:
    return {"Service" if name.endswith(".amazonaws.com") else "AWS": name}


def together(policies: Iterable[Policy], source: Source) -> Policy | None:
    """Return policies on one resource as the one that they amount to; None for none."""
    found = list(policies)
    if len(found) < 2:
        return found[0] if found else None
    listed: list[Any] = []
    for one in found:
        value = one.document["Statement"]
        listed += cast("list[Any]", value) if isinstance(value, list) else [value]
    return Policy(
        source=source,
        document={"Version": "2012-10-17", "Statement": listed},
        statements=tuple(statement for one in found for statement in one.statements),
    )
