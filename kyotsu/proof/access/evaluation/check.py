"""The second method: whether one concrete request is allowed, told from the documents' own JSON.

It shares no code with the search in `decide`: it reads what the documents say, word by word, for
one request with one value for each key, as AWS's page on the evaluation logic has it:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
Each witness is put to it before it is shown, and tests put random policies to both.

What isn't sure about a document counts for whoever calls, here as there: a condition that isn't
known, or that has a policy variable without a value, is met where a statement allows and isn't
where it denies.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from kyotsu.proof.access.evaluation.check_conditions import (
    arn_like,
    as_list,
    like,
    met,
    with_values,
)

Document = Mapping[str, Any]
_FULL_ACCESS: Final[Document] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request, with everything that conditions may ask of it."""

    principal: str
    """The role's ARN, or the name of a service or of a token's provider."""
    account: str
    """The caller's; of a service, the account that it acts for."""
    kind: Literal["role", "service", "federated"]
    action: str
    resource: str
    owner: str
    """The resource's account."""
    context: Mapping[str, Sequence[str]]
    """By keys in small letters."""


@dataclass(frozen=True, kw_only=True)
class Documents:
    """All that has a say: None where there is no such thing, as with a boundary."""

    identity: tuple[Document, ...] | None
    boundary: tuple[Document, ...] | None
    service_controls: tuple[Document, ...]
    resource_controls: tuple[Document, ...]
    on_resource: Document | None
    on_resource_alone: bool
    """Whether the resource's policy decides in its own account too."""
    through: tuple[Document, ...] = ()
    """Of the endpoint by which the call comes."""


def is_allowed(request: Request, documents: Documents) -> bool:
    """Return whether the request is allowed."""
    identity = (_FULL_ACCESS,) if documents.identity is None else documents.identity
    of_caller = [*identity, *(documents.boundary or ()), *documents.service_controls]
    on_resource = [documents.on_resource] if documents.on_resource else []
    for document in of_caller:
        if _denied(document, request, principal=False):
            return False
    for document in [*on_resource, *documents.resource_controls, *documents.through]:
        if _denied(document, request, principal=True):
            return False
    if not all(_let_in([document], request) for document in documents.through):
        return False
    kinds = _let_in(on_resource, request)
    if request.kind != "role":
        return bool(kinds & {"anyone", request.kind})
    by_identity = _allowed(identity, request)
    within = documents.boundary is None or _allowed(documents.boundary, request)
    if request.account != request.owner:
        return by_identity and within and bool(kinds)
    if kinds & {"anyone", "session", "user"} or ("role" in kinds and within):
        return True
    if documents.on_resource_alone:
        return by_identity and within and "account" in kinds
    return by_identity and within


def _let_in(documents: Iterable[Document], request: Request) -> set[str]:
    """Return in which ways policies with principals allow the caller."""
    return {
        kind
        for document in documents
        for statement in _statements(document)
        if statement["Effect"] == "Allow" and _applies(statement, request)
        for kind in _kinds(statement, request)
    }


def _statements(document: Document) -> list[Mapping[str, Any]]:
    found = document["Statement"]
    return found if isinstance(found, list) else [found]


def _allowed(documents: Iterable[Document], request: Request) -> bool:
    return any(
        statement["Effect"] == "Allow" and _applies(statement, request)
        for document in documents
        for statement in _statements(document)
    )


def _denied(document: Document, request: Request, *, principal: bool) -> bool:
    return any(
        statement["Effect"] == "Deny"
        and _applies(statement, request)
        and (not principal or bool(_kinds(statement, request)))
        for statement in _statements(document)
    )


def _applies(statement: Mapping[str, Any], request: Request) -> bool:
    allows = statement["Effect"] == "Allow"
    actions = as_list(statement.get("Action", statement.get("NotAction")))
    named = any(like(one.lower(), request.action) for one in actions)
    if named == ("NotAction" in statement):
        return False
    for key, wanted in (("Resource", True), ("NotResource", False)):
        if key in statement:
            wide = allows == wanted
            named = any(_names(one, request, wide=wide) for one in as_list(statement[key]))
            if named != wanted:
                return False
    return all(
        met(operator, key.lower(), as_list(values), request.context, allows=allows)
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    )


def _names(pattern: str, request: Request, *, wide: bool) -> bool:
    if "${" in pattern:
        filled = with_values(pattern, request.context)
        if filled is None:
            return wide and like(re.sub(r"\$\{[^}]*\}?", "*", pattern), request.resource)
        pattern = filled
    if wide or pattern == "*":
        return like(pattern, request.resource)
    return arn_like(pattern, request.resource)


def _kinds(statement: Mapping[str, Any], request: Request) -> set[str]:
    """Return in which ways a statement means the caller."""
    if "NotPrincipal" in statement:
        return set() if _meant(statement["NotPrincipal"], request) else {"anyone"}
    return _meant(statement.get("Principal", {}), request)


def _meant(principal: Any, request: Request) -> set[str]:
    if principal == "*":
        return {"anyone"}
    found: set[str] = set()
    for kind, names in principal.items():
        for name in as_list(names):
            if kind == "Service" and request.kind == "service":
                found |= {"service"} if name.lower() == request.principal else set()
            elif kind == "Federated" and request.kind == "federated":
                found |= {"federated"} if name == request.principal else set()
            elif kind == "AWS":
                found |= _aws(name, request)
    return found


def _aws(name: str, request: Request) -> set[str]:
    if name == "*":
        return {"anyone"}
    if request.kind != "role":
        return set()
    if name in (request.account, f"arn:aws:iam::{request.account}:root"):
        return {"account"}
    if name == request.principal:
        return {"user"} if ":user/" in name else {"role"}
    session = re.fullmatch(r"arn:aws:sts::(\d+):assumed-role/([^/]+)/.*", name)
    mine = re.fullmatch(r"arn:aws:iam::(\d+):role/(?:.*/)?([^/]+)", request.principal)
    return {"session"} if session and mine and session.groups() == mine.groups() else set()
