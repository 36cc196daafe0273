"""The conditions of a statement, each with the key that it is about.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import ipaddress
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from kyotsu.proof.access.policy.demands import Quantifier, Test
from kyotsu.proof.access.policy.measures import moment
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.shortened import shortened
from kyotsu.proof.access.policy.variables import has_variable

_QUANTIFIERS: Final[Mapping[str, Quantifier]] = {"foranyvalue": "any", "forallvalues": "all"}
_TEXTS: Final = {
    # name: (wildcards, parted, folded)
    "stringequals": (False, False, False),
    "stringequalsignorecase": (False, False, True),
    "stringlike": (True, False, False),
    "arnequals": (True, True, False),
    "arnlike": (True, True, False),
    "bool": (False, False, True),
}
_NEGATED: Final = {
    "stringnotequals": "stringequals",
    "stringnotequalsignorecase": "stringequalsignorecase",
    "stringnotlike": "stringlike",
    "arnnotequals": "arnequals",
    "arnnotlike": "arnlike",
    "notipaddress": "ipaddress",
    "numericnotequals": "numericequals",
    "datenotequals": "dateequals",
}
_COMPARED: Final = ("equals", "lessthan", "lessthanequals", "greaterthan", "greaterthanequals")


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One key and what is demanded of it; `test` is None for what can't be told."""

    operator: str
    key: str
    """In small letters."""
    test: Test | None
    values: tuple[str, ...] = ()
    with_variables: bool = False
    """Whether a value has a policy variable, so that a request decides what is demanded."""

    @property
    def shown(self) -> str:
        """As a reader finds it in the document."""
        return shortened(f"{self.operator} {self.key}")


def read_conditions(value: Any, *, variables: bool) -> tuple[Condition, ...]:
    """Return the conditions, which all have to be met.

    An operator that isn't known becomes a condition of which nothing can be told: it may be met
    where a statement allows, and not where it denies. So does one with a policy variable, as long
    as nothing is known of what the variable stands for.

    Raises `ValueError` for what can't be a condition.
    """
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        raise ValueError("it is no object")  # noqa: TRY004 - a mistake in a file
    return tuple(_conditions(cast("Mapping[str, Any]", value), variables=variables))


def _conditions(found: Mapping[str, Any], *, variables: bool) -> Iterator[Condition]:
    for operator, keys in found.items():
        if not isinstance(keys, Mapping):
            raise ValueError(f"{operator} has no keys")  # noqa: TRY004 - a mistake in a file
        for key, values in cast("Mapping[str, Any]", keys).items():
            items = cast("list[Any]", values) if isinstance(values, list) else [values]
            texts = tuple(map(_text, items))
            replaced = variables and any(map(has_variable, texts))
            yield Condition(
                operator=operator,
                key=key.lower(),
                test=None if replaced else compared(operator, texts),
                values=texts,
                with_variables=replaced,
            )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError(f"{value} is neither a text nor a number")


def compared(operator: str, values: tuple[str, ...]) -> Test | None:
    """Return what an operator demands with some values; None for what can't be told."""
    name = operator.lower()
    prefix, _, rest = name.rpartition(":")
    quantifier: Quantifier = ""
    if prefix:
        if prefix not in _QUANTIFIERS:
            return None
        quantifier, name = _QUANTIFIERS[prefix], rest
    if name == "null":
        # "true" asks that the key isn't there.
        wanted = {value.lower() for value in values}
        if wanted == {"true"}:
            return Test(kind="presence", negated=True, missing=True)
        return Test(kind="presence") if wanted == {"false"} else None
    if_exists = name.endswith("ifexists")
    name = name.removesuffix("ifexists")
    negated = name in _NEGATED
    name = _NEGATED.get(name, name)
    base = _base(name, values)
    if base is None:
        return None
    return Test(
        kind=base.kind,
        patterns=base.patterns,
        ranges=base.ranges,
        folded=base.folded,
        negated=negated,
        missing=if_exists or negated or quantifier == "all",
        quantifier=quantifier,
    )


def _base(name: str, values: tuple[str, ...]) -> Test | None:
    if name in _TEXTS:
        wild, parted, folded = _TEXTS[name]
        if not wild and any("*" in value or "?" in value for value in values):
            return None  # a text that has an asterisk in it is compared as it is: never ours
        texts = [value.lower() if folded else value for value in values]
        return Test(
            kind="text",
            patterns=tuple(Pattern(text, parted and text != "*") for text in texts),
            folded=folded,
        )
    if name == "ipaddress":
        ranges = [_network(value) for value in values]
        known = [one for one in ranges if one is not None]
        return Test(kind="address", ranges=tuple(known)) if len(known) == len(ranges) else None
    for prefix in ("numeric", "date"):
        compared = name.removeprefix(prefix)
        if compared != name and compared in _COMPARED:
            read = float if prefix == "numeric" else moment
            bounds = tuple(_range(compared, read(value)) for value in values)
            return Test(kind="number" if prefix == "numeric" else "moment", ranges=bounds)
    return None


def _network(value: str) -> tuple[float, float] | None:
    network = ipaddress.ip_network(value, strict=False)
    if network.version != 4:
        return None
    return float(int(network[0])), float(int(network[-1]))


def _range(compared: str, value: float) -> tuple[float, float]:
    inclusive = compared.endswith("equals")
    if compared.startswith("less"):
        return -math.inf, value if inclusive else math.nextafter(value, -math.inf)
    if compared.startswith("greater"):
        return value if inclusive else math.nextafter(value, math.inf), math.inf
    return value, value
