"""Holds one resource against one rule, and puts the verdict into words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from policies.rule import UNKNOWN, Described, NotKnown, Properties, Rule

LATE: Final = frozenset(
    {
        "accessPolicy",
        "assumeRolePolicy",
        "bucket",
        "containerDefinitions",
        "content",
        "inlinePolicies",
        "policy",
        "policyDocument",
        "policyText",
        "targetBucket",
    }
)
"""Documents, and names of other resources. One id in a document that AWS has yet to give makes the
whole text unknown in a first preview; in an account that isn't made yet, so is every name of what
will be in it. No program can help that (ADR 0007)."""


class Kind(StrEnum):
    """What came of a check."""

    VIOLATION = "violation"
    NOT_CHECKED = "not checked"
    """It could not be checked, which counts like a violation."""
    CHECKED_LATER = "checked later"
    """A preview can't know it; the update checks it before it makes the resource."""
    EXCEPTED = "excepted"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong, in a few words. `unknown` is the value that was missing, if one was."""

    kind: Kind
    text: str
    unknown: str | None = None


def judge(rule: Rule, properties: Properties) -> Problem | None:
    """Return what is wrong with a resource, or None where the rule is kept.

    Fails closed: a value that decides and isn't known yet is a problem that says so, and so is a
    check that breaks. Values are never quoted, because secrets arrive in plain text.
    """
    unknown = [name for name in rule.uses if properties.get(name) is UNKNOWN]
    if unknown:
        return not_known(", ".join(unknown))
    try:
        found = rule.check(properties)
    except NotKnown as missing:
        return not_known(missing.path)
    except Exception as error:  # noqa: BLE001 - a broken rule must not hide the other verdicts
        return broken(error)
    return None if found is None else Problem(kind=Kind.VIOLATION, text=found)


def not_known(path: str) -> Problem:
    """Return the problem that a value which decides isn't known yet."""
    return Problem(
        kind=Kind.NOT_CHECKED,
        text=f"not checked: {path} can't be known before the update",
        unknown=path,
    )


def broken(error: Exception) -> Problem:
    """Return the problem that a check broke; its words aren't quoted, as they may hold values."""
    return Problem(
        kind=Kind.NOT_CHECKED, text=f"not checked: the rule broke with {type(error).__name__}"
    )


def is_late(problem: Problem) -> bool:
    """Whether all that is missing are values that no first preview can know."""
    if problem.unknown is None:
        return False
    names = (path.split(".")[0].split("[")[0] for path in problem.unknown.split(", "))
    return all(name in LATE for name in names)


def message(rule: Described, text: str) -> str:
    """Return a verdict for reviewers and officers. It begins with the rule's id."""
    return (
        f"{rule.id} ({rule.severity}): {rule.title.en}: {text}. To mend it, {rule.remedy.en}.\n"
        f"{rule.title.ja}。対処: {rule.remedy.ja}。"
    )


def violation(rule: Rule, properties: Properties) -> str | None:
    """Return the message of a violation, or None where the rule is kept."""
    problem = judge(rule, properties)
    return None if problem is None else message(rule, problem.text)
