"""What many rules ask in the same form, as checks ready for a rule to take."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from policies.reading.values import first_problem, is_set, number_at, value_at
from policies.rule import Check, NotKnown, Properties, Remediate


def all_true(*paths: str) -> Check:
    """Demand that each switch is on."""

    def check(properties: Properties) -> str | None:
        off = [path for path in paths if value_at(properties, path) is not True]
        return f"{', '.join(off)} is not true" if off else None

    return check


def none_true(*paths: str) -> Check:
    """Demand that no switch is on. AWS leaves them off where nothing is said."""

    def check(properties: Properties) -> str | None:
        on = [path for path in paths if value_at(properties, path) not in (None, False)]
        return f"{', '.join(on)} is not false" if on else None

    return check


def all_set(*paths: str) -> Check:
    """Demand that each property is set; what its value is doesn't matter, or comes later."""

    def check(properties: Properties) -> str | None:
        left_out = [path for path in paths if not is_set(properties, path)]
        return f"{', '.join(left_out)} is not set" if left_out else None

    return check


def none_set(*paths: str) -> Check:
    """Demand that no such property is set."""

    def check(properties: Properties) -> str | None:
        found = [path for path in paths if is_set(properties, path)]
        return f"{', '.join(found)} is set" if found else None

    return check


def own_key(path: str) -> Check:
    """Demand a KMS key of ours. AWS's own keys (`alias/aws/...`) can't be withdrawn or shared."""

    def check(properties: Properties) -> str | None:
        if not is_set(properties, path):
            return f"{path} is not set"
        try:
            key = value_at(properties, path)
        except NotKnown:
            return None  # a key whose ARN is still to come is made by this program
        return f"{path} names a key of AWS's own" if "alias/aws/" in str(key) else None

    return check


def at_least(path: str, least: float, *, if_unset: float | None = None) -> Check:
    """Demand a number that is not below a bound; `if_unset` is what AWS takes by default."""

    def check(properties: Properties) -> str | None:
        number = number_at(properties, path) if is_set(properties, path) else if_unset
        return None if number is not None and number >= least else f"{path} is below {least:g}"

    return check


def at_most(path: str, most: float, *, if_unset: float) -> Check:
    """Demand a number that is not above a bound; `if_unset` is what AWS takes by default."""

    def check(properties: Properties) -> str | None:
        number = number_at(properties, path) if is_set(properties, path) else if_unset
        return None if number is not None and number <= most else f"{path} is above {most:g}"

    return check


def one_of(path: str, *allowed: str) -> Check:
    """Demand one of some values."""

    def check(properties: Properties) -> str | None:
        if value_at(properties, path) in allowed:
            return None
        return f"{path} is not {' or '.join(allowed)}"

    return check


def none_of(path: str, *refused: str) -> Check:
    """Refuse some values. What AWS takes by default is none of them."""

    def check(properties: Properties) -> str | None:
        found = value_at(properties, path) in refused
        return f"{path} is {' or '.join(refused)}" if found else None

    return check


def every(*checks: Check) -> Check:
    """Demand all of these; the first that is not met is told."""

    def check(properties: Properties) -> str | None:
        return first_problem(partial(demanded, properties) for demanded in checks)

    return check


def unless(path: str, check: Check) -> Check:
    """Demand something only where a property is not set."""

    def checked(properties: Properties) -> str | None:
        return None if is_set(properties, path) else check(properties)

    return checked


def setting(**values: Any) -> Remediate:
    """Mend by setting top-level properties."""

    def remediate(properties: Properties) -> Properties:
        return {**properties, **values}

    return remediate


def setting_in(block: str, **values: Any) -> Remediate:
    """Mend by setting properties of one block, which is added where it isn't there."""

    def remediate(properties: Properties) -> Properties:
        found = properties.get(block)
        if isinstance(found, list) and len(found) == 1:
            found = found[0]
        inner: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
        return {**properties, block: {**inner, **values}}

    return remediate
