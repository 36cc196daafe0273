"""Policy documents as this proof reads them: strictly, and with the place of each statement.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from kyotsu.proof.access.policy.conditions import read_conditions
from kyotsu.proof.access.policy.elements import NotUnderstood, texts
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.principals import read_principals
from kyotsu.proof.access.policy.shortened import shortened
from kyotsu.proof.access.policy.statement import Names, Policy, Statement
from kyotsu.proof.access.policy.variables import has_variable
from kyotsu.proof.verdict import Source

_ELEMENTS: Final = frozenset(
    {
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    }
)
_VERSIONS: Final = ("2012-10-17", "2008-10-17")


def read_policy(text: object, source: Source) -> Policy:
    """Return a policy from its JSON, or from the object that some resources take for it.

    Raises:
        NotUnderstood: it isn't JSON, or has an element that isn't known.
    """
    found: Any = text
    if isinstance(text, str):
        try:
            found = json.loads(text, object_pairs_hook=_once)
        except ValueError as error:
            raise NotUnderstood(f"is not JSON ({shortened(str(error))})") from None
    if not isinstance(found, Mapping):
        raise NotUnderstood("is not a policy document")
    document = cast("Mapping[str, Any]", found)
    unknown = sorted({*document} - {"Version", "Id", "Statement"})
    if unknown:
        raise NotUnderstood(f"has the unknown element {shortened(unknown[0])}")
    version = document.get("Version", _VERSIONS[1])
    if version not in _VERSIONS:
        raise NotUnderstood(f"has the unknown version {shortened(str(version))}")
    listed = document.get("Statement")
    items = cast("list[Any]", listed) if isinstance(listed, list) else [listed]
    return Policy(
        source=source,
        document=document,
        statements=tuple(
            _statement(one, number, source, variables=version == _VERSIONS[0])
            for number, one in enumerate(items, start=1)
        ),
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that is there twice: AWS would, and of two one alone would count."""
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"{next(key for key in keys if keys.count(key) > 1)} is there twice")
    return found


def _statement(found: Any, number: int, source: Source, *, variables: bool) -> Statement:
    if not isinstance(found, Mapping):
        raise NotUnderstood(f"has a statement {number} that is no object")
    one = cast("Mapping[str, Any]", found)
    where = f"statement {shortened(str(one.get('Sid') or number))}"
    for element in one:
        if element not in _ELEMENTS:
            raise NotUnderstood(f"has the unknown element {shortened(element)} in {where}")
    effect = one.get("Effect")
    if effect not in ("Allow", "Deny"):
        raise NotUnderstood(
            f"has the effect {shortened(str(effect))} in {where}; there are Allow and Deny"
        )
    if ("Action" in one) == ("NotAction" in one):
        raise NotUnderstood(f"has not exactly one of Action and NotAction in {where}")
    allows = effect == "Allow"
    actions = tuple(
        Pattern(name.lower())
        for name in texts(one, "NotAction" if "NotAction" in one else "Action", where)
    )
    try:
        conditions = read_conditions(one.get("Condition"), variables=variables)
    except ValueError as error:
        raise NotUnderstood(
            f"has a condition that is not one in {where}: {shortened(str(error))}"
        ) from None
    who, all_but = read_principals(one, where)
    resources, open_ones = _resources(one, where, allows=allows, variables=variables)
    return Statement(
        source=source,
        sid=str(one.get("Sid", "")),
        allows=allows,
        actions=Names(patterns=actions, excluded="NotAction" in one),
        resources=resources,
        with_variables=open_ones,
        conditions=conditions,
        who=who,
        all_but=all_but,
    )


def _resources(
    one: Mapping[str, Any], where: str, *, allows: bool, variables: bool
) -> tuple[Names, tuple[str, ...]]:
    """Return the resources, and apart from them those with policy variables.

    Whether a wildcard crosses a colon isn't documented: it does where that allows more.
    """
    if "Resource" in one and "NotResource" in one:
        raise NotUnderstood(f"has both Resource and NotResource in {where}")
    excluded = "NotResource" in one
    key = "NotResource" if excluded else "Resource"
    if key not in one:  # a role's trust, or what is about the one resource that it belongs to
        return Names(patterns=(Pattern("*"),)), ()
    wide = allows != excluded
    found = texts(one, key, where)
    open_ones = tuple(text for text in found if variables and has_variable(text))
    patterns = tuple(
        Pattern(text, parted=not wide and text != "*") for text in found if text not in open_ones
    )
    return Names(patterns=patterns, excluded=excluded), open_ones
