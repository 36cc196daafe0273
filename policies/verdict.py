"""Holds one resource against one rule, and puts the verdict into words."""

from policies.rule import UNKNOWN, NotKnown, Properties, Rule


def violation(rule: Rule, properties: Properties) -> str | None:
    """Return the message of a violation, or None where the rule is kept.

    Fails closed: a value that decides and isn't known yet is a violation that says so, and so is a
    check that breaks. Values are never quoted, because secrets arrive in plain text.
    """
    unknown = [name for name in rule.uses if properties.get(name) is UNKNOWN]
    if unknown:
        problem = f"not checked: {', '.join(unknown)} can't be known before the update"
    else:
        try:
            found = rule.check(properties)
        except NotKnown as missing:
            found = f"not checked: {missing.path} can't be known before the update"
        except Exception as error:  # noqa: BLE001 - a broken rule must not hide the other verdicts
            found = f"not checked: the rule broke with {type(error).__name__}"
        if found is None:
            return None
        problem = found
    return (
        f"{rule.id} ({rule.severity}): {rule.title.en}: {problem}. To mend it, {rule.remedy.en}.\n"
        f"{rule.title.ja}。対処: {rule.remedy.ja}。"
    )
