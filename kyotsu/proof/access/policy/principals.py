"""Whom a statement of a resource's policy is about.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from kyotsu.proof.access.policy.elements import NotUnderstood, texts
from kyotsu.proof.access.policy.shortened import shortened

PrincipalKind = Literal["anyone", "account", "role", "session", "user", "service", "federated"]
_ACCOUNT: Final = 12


@dataclass(frozen=True, kw_only=True)
class Who:
    """One principal that a statement names."""

    kind: PrincipalKind
    name: str
    """An account's digits, an ARN, a session's role name, a service or a provider."""


def read_principals(one: Mapping[str, Any], where: str) -> tuple[tuple[Who, ...] | None, bool]:
    """Return the principals, and whether they are everybody that the statement isn't about.

    None where the statement names none. Raises `NotUnderstood`.
    """
    if "Principal" in one and "NotPrincipal" in one:
        raise NotUnderstood(f"has both Principal and NotPrincipal in {where}")
    all_but = "NotPrincipal" in one
    value = one.get("NotPrincipal" if all_but else "Principal")
    if value is None:
        return None, False
    if value == "*":
        return (Who(kind="anyone", name="*"),), all_but
    if not isinstance(value, Mapping):
        raise NotUnderstood(f"has a principal that is no object in {where}")
    return tuple(_named(cast("Mapping[str, Any]", value), where)), all_but


def _named(value: Mapping[str, Any], where: str) -> Iterator[Who]:
    for kind in value:
        for name in texts(value, kind, where):
            if kind == "Service":
                yield Who(kind="service", name=name.lower())
            elif kind == "Federated":
                yield Who(kind="federated", name=name)
            elif kind == "AWS":
                yield _aws(name, where)
            else:
                raise NotUnderstood(
                    f"has the unknown kind of principal {shortened(kind)} in {where}"
                )


def _aws(name: str, where: str) -> Who:
    if name == "*":
        return Who(kind="anyone", name=name)
    if len(name) == _ACCOUNT and name.isdigit():
        return Who(kind="account", name=name)
    parts = name.split(":", 5)
    if len(parts) == 6 and parts[0] == "arn" and "*" not in name:
        service, account, resource = parts[2], parts[4], parts[5]
        if service == "iam" and resource == "root":
            return Who(kind="account", name=account)
        if service == "iam" and resource.startswith("role/"):
            return Who(kind="role", name=name)
        if service == "iam" and resource.startswith("user/"):
            return Who(kind="user", name=name)
        if service == "sts" and resource.startswith("assumed-role/"):
            return Who(kind="session", name=name)
    raise NotUnderstood(
        f"names {shortened(name)} as a principal in {where}, which no account or role is"
    )
