"""What a rule is. It knows nothing of Pulumi, so that it can be read and tested by itself.

Property values arrive as the engine sends them: camelCase names, numbers as floats. A value that
isn't known before an update is `UNKNOWN`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

Properties = Mapping[str, Any]
Check = Callable[[Properties], str | None]
"""Returns what is wrong in a few words, or None where nothing is. It may raise `NotKnown`."""
Remediate = Callable[[Properties], Properties]
"""Returns the properties as they would be right. It changes nothing that it is given."""


class Unknown:
    """A value that the engine can't know before the update. It is set; what it is comes later."""

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __copy__(self) -> "Unknown":
        return self

    def __deepcopy__(self, _: object) -> "Unknown":
        return self


UNKNOWN = Unknown()


class NotKnown(Exception):  # noqa: N818 - a state of the world before an update, not an error
    """A check came upon a value that decides and isn't known yet. `path` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Severity(StrEnum):
    """How bad a violation is."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, kw_only=True)
class Text:
    """The same words for officers in Japanese and for engineers in English."""

    ja: str
    en: str


class Described(Protocol):
    """What every rule says of itself, whether it looks at one resource or at a whole stack."""

    @property
    def id(self) -> str:
        """Short and never reused, such as `S3-01`."""
        ...

    @property
    def title(self) -> Text:
        """What must hold."""
        ...

    @property
    def remedy(self) -> Text:
        """What to do where it doesn't."""
        ...

    @property
    def severity(self) -> Severity:
        """How bad a violation is."""
        ...

    @property
    def controls(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the controls that it serves, by framework."""
        ...


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One security rule on single resources.

    `types` are resource type tokens. `uses` are the properties whose values decide: where one of
    them isn't known yet, the verdict is that the rule could not be checked, which blocks like a
    violation. A property that only has to be set is left out of `uses`.

    `controls` maps a framework to its ids. `compliant` and `violating` are the smallest examples,
    and tests run both. `remediate` mends a violation where that is safe: it never replaces a
    resource, never removes data, and what it returns passes `check`.
    """

    id: str
    title: Text
    remedy: Text
    severity: Severity
    types: tuple[str, ...]
    uses: tuple[str, ...]
    controls: Mapping[str, tuple[str, ...]]
    check: Check
    compliant: Properties
    violating: Properties
    remediate: Remediate | None = None
