"""Whom a policy lets in, before its conditions are asked: where to look for callers."""

from typing import Final

from kyotsu.proof.access.policy.statement import Policy

ANY_ACCOUNT: Final = "*"
ANY_SERVICE: Final = "any.amazonaws.com"
"""Stands for every service where a policy lets in anybody: none has this name."""
_SERVICE_LINKED: Final = ":role/aws-service-role/"


def accounts_let_in(policy: Policy | None) -> frozenset[str]:
    """Return the accounts of which a policy names somebody; `*` where it names anybody."""
    found: set[str] = set()
    for statement in policy.statements if policy else ():
        if not statement.allows:
            continue
        if statement.all_but:
            found.add(ANY_ACCOUNT)
        for who in statement.who or ():
            if who.kind == "anyone":
                found.add(ANY_ACCOUNT)
            elif who.kind == "account":
                found.add(who.name)
            elif who.kind in ("role", "session", "user"):
                found.add(who.name.split(":")[4])
    return frozenset(found)


def services_let_in(policy: Policy | None) -> frozenset[str]:
    """Return the services that a policy names; `ANY_SERVICE` where it names anybody."""
    found: set[str] = set()
    for statement in policy.statements if policy else ():
        if not statement.allows:
            continue
        if statement.all_but:
            found.add(ANY_SERVICE)
            continue
        for who in statement.who or ():
            if who.kind == "service":
                found.add(who.name)
            elif who.kind == "anyone":
                found.add(ANY_SERVICE)
    return frozenset(found)


def providers_let_in(policy: Policy | None) -> frozenset[str]:
    """Return the identity providers that a policy names."""
    return _named(policy, "federated")


def service_linked_let_in(policy: Policy | None) -> frozenset[str]:
    """Return the accounts of which a policy names a service-linked role."""
    roles = _named(policy, "role")
    return frozenset(name.split(":")[4] for name in roles if _SERVICE_LINKED in name)


def _named(policy: Policy | None, kind: str) -> frozenset[str]:
    return frozenset(
        who.name
        for statement in (policy.statements if policy else ())
        if statement.allows and not statement.all_but
        for who in statement.who or ()
        if who.kind == kind
    )
