"""The second method: whether one concrete request is allowed, told from the documents' own JSON.

It shares no code with the search in `decide`: it reads what the documents say, word by word, for
one request with one value for each key, as AWS's page on the evaluation logic has it:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
Each witness is put to it before it is shown, and tests put random policies to both.

What isn't sure about a document counts for whoever calls, here as there: a condition that isn't
known, or that has a policy variable, is met where a statement allows and isn't where it denies.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Any, Final

Document = Mapping[str, Any]
_FULL_ACCESS: Final[Document] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request, with everything that conditions may ask of it."""

    principal: str
    """The role's ARN, or the name of a service."""
    account: str
    """The caller's; of a service, the account that it acts for."""
    is_service: bool
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


def is_allowed(request: Request, documents: Documents) -> bool:
    """Return whether the request is allowed."""
    identity = (_FULL_ACCESS,) if documents.identity is None else documents.identity
    of_caller = [*identity, *(documents.boundary or ()), *documents.service_controls]
    on_resource = [documents.on_resource] if documents.on_resource else []
    for document in of_caller:
        if _denied(document, request, principal=False):
            return False
    for document in [*on_resource, *documents.resource_controls]:
        if _denied(document, request, principal=True):
            return False
    kinds = {
        kind
        for document in on_resource
        for statement in _statements(document)
        if statement["Effect"] == "Allow" and _applies(statement, request)
        for kind in _kinds(statement, request)
    }
    if request.is_service:
        return "service" in kinds
    by_identity = _allowed(identity, request)
    within = documents.boundary is None or _allowed(documents.boundary, request)
    if request.account != request.owner:
        return by_identity and within and bool(kinds)
    if kinds & {"anyone", "session"} or ("role" in kinds and within):
        return True
    if documents.on_resource_alone:
        return by_identity and within and "account" in kinds
    return by_identity and within


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
    actions = _list(statement.get("Action", statement.get("NotAction")))
    named = any(_like(one.lower(), request.action) for one in actions)
    if named == ("NotAction" in statement):
        return False
    for key, wanted in (("Resource", True), ("NotResource", False)):
        if key in statement:
            wide = allows == wanted
            named = any(_names(one, request.resource, wide=wide) for one in _list(statement[key]))
            if named != wanted:
                return False
    return all(
        _met(operator, key.lower(), _list(values), request, allows=allows)
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    )


def _names(pattern: str, resource: str, *, wide: bool) -> bool:
    if "${" in pattern:
        return wide and _like(re.sub(r"\$\{[^}]*\}?", "*", pattern), resource)
    return _like(pattern, resource) if wide or pattern == "*" else _arn_like(pattern, resource)


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
        for name in _list(names):
            if kind == "Service" and request.is_service:
                found |= {"service"} if name.lower() == request.principal else set()
            elif kind == "AWS":
                found |= _aws(name, request)
    return found


def _aws(name: str, request: Request) -> set[str]:
    if name == "*":
        return {"anyone"}
    if request.is_service:
        return set()
    if name in (request.account, f"arn:aws:iam::{request.account}:root"):
        return {"account"}
    if name == request.principal:
        return {"role"}
    session = re.fullmatch(r"arn:aws:sts::(\d+):assumed-role/([^/]+)/.*", name)
    mine = re.fullmatch(r"arn:aws:iam::(\d+):role/(?:.*/)?([^/]+)", request.principal)
    return {"session"} if session and mine and session.groups() == mine.groups() else set()


def _met(operator: str, key: str, values: list[Any], request: Request, *, allows: bool) -> bool:
    wanted = [str(one).lower() if isinstance(one, bool) else str(one) for one in values]
    found = request.context.get(key)
    quantifier, _, name = operator.lower().rpartition(":")
    if name == "null":
        return (found is None) == (wanted[0].lower() == "true")
    optional = name.endswith("ifexists")
    name = name.removesuffix("ifexists")
    negated = "not" in name
    compare = _OPERATORS.get(name.replace("not", ""))
    literal = name.startswith(("stringequals", "stringnotequals"))
    if compare is None or quantifier not in ("", "foranyvalue", "forallvalues"):
        return allows
    if any("${" in one or (literal and _wild(one)) for one in wanted):
        return allows
    if found is None:
        return optional or negated or quantifier == "forallvalues"
    each = [any(compare(one, value) for one in wanted) != negated for value in found]
    return all(each) if quantifier == "forallvalues" else any(each)


def _wild(value: str) -> bool:
    return "*" in value or "?" in value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _like(pattern: str, text: str) -> bool:
    pieces = (".*" if one == "*" else "." if one == "?" else re.escape(one) for one in pattern)
    return re.fullmatch("".join(pieces), text, re.DOTALL) is not None


def _arn_like(pattern: str, text: str) -> bool:
    if pattern == "*":
        return True
    ours, theirs = pattern.split(":", 5), text.split(":", 5)
    return len(ours) == len(theirs) and all(map(_like, ours, theirs))


def _compared(read: Callable[[str], float], by: Callable[[float, float], bool]) -> Any:
    def compare(wanted: str, value: str) -> bool:
        try:
            return by(read(value), read(wanted))
        except ValueError:
            return False

    return compare


def _seconds(value: str) -> float:
    if value.isdigit():
        return float(value)
    try:
        return float(value)
    except ValueError:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp()


def _in_network(wanted: str, value: str) -> bool:
    try:
        return ip_address(value) in ip_network(wanted, strict=False)
    except ValueError:
        return False


_ORDERS: Final[dict[str, Callable[[float, float], bool]]] = {
    "equals": lambda one, other: one == other,
    "lessthan": lambda one, other: one < other,
    "lessthanequals": lambda one, other: one <= other,
    "greaterthan": lambda one, other: one > other,
    "greaterthanequals": lambda one, other: one >= other,
}
_OPERATORS: Final[dict[str, Callable[[str, str], bool]]] = {
    "stringequals": lambda wanted, value: wanted == value,
    "stringequalsignorecase": lambda wanted, value: wanted.lower() == value.lower(),
    "stringlike": _like,
    "arnequals": _arn_like,
    "arnlike": _arn_like,
    "bool": lambda wanted, value: wanted.lower() == value.lower(),
    "ipaddress": _in_network,
    **{f"numeric{name}": _compared(float, by) for name, by in _ORDERS.items()},
    **{f"date{name}": _compared(_seconds, by) for name, by in _ORDERS.items()},
}
