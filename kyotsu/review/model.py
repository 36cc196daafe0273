"""What a review says, as data. Everything that is drawn, printed or gated is read from here.

No secret is in it: values are masked before a review is made, so nothing that works on one has to
mask again. Values are JSON with these marks, as in `kyotsu.desired.graph`:

| mark | meaning |
| --- | --- |
| `{"$unknown": true}` | known only after the update |
| `{"$secret": "1f3a9c2e"}` | a secret; equal marks within one review are equal values |
| `{"$secret": ""}` | a secret that the engine kept to itself |
| `{"$long": "1f3a9c2e", "begin": "…", "characters": 10485760}` | a text too long to be shown |
| `{"$asset": "<SHA-256>"}` | a file or an archive |
| `{"$nothing": true}` | the property isn't there (only as a `Value`'s `before` or `after`) |

Resources are named by URN. A name that people read is `name` of its `Change`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from kyotsu.review.findings import CostChange, Danger, Finding, Place, Proven, Reach, Verdict
from policies.rule import Text

FORMAT: Final = 1
"""Of a review's JSON form. It is raised when its shape or its meaning changes."""


class Action(StrEnum):
    """What becomes of a resource, all of its steps taken together."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    IMPORT = "import"
    FORGET = "forget"
    """It leaves the state and stays where it is (`discard`)."""
    READ = "read"
    REFRESH = "refresh"
    SAME = "same"
    OTHER = "other"
    """The engine named an operation that this version doesn't know."""


QUIET: Final = frozenset({Action.SAME, Action.READ, Action.REFRESH})
"""Actions that leave a resource as it is."""


class Order(StrEnum):
    """In which order a replacement's two halves come."""

    DELETE_FIRST = "delete-first"
    """The old one is gone before the new one is there: an outage, or lost data."""
    CREATE_FIRST = "create-first"
    UNKNOWN = "unknown"
    """Without the event stream, the digest of a preview doesn't tell."""


@dataclass(frozen=True, kw_only=True)
class Value:
    """One place in a resource at which a value differs."""

    path: str
    """As in `retentionInDays`, or `policy.Statement[0].Action` inside of a document."""
    before: Any
    after: Any
    replaces: bool = False
    """Whether this difference is why the resource is replaced."""
    computed: bool = False
    """Whether it differs in what the provider answered only (drift), not in what was declared."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happens to one resource; also kept for resources to which nothing happens."""

    urn: str
    type: str
    name: str
    action: Action
    steps: tuple[str, ...] = ()
    """The engine's own operations in their real order, such as `delete-replaced`, `replace`."""
    order: Order | None = None
    """Only of a replacement."""
    before: Mapping[str, Any] | None = None
    """The inputs as they were; None where there was nothing. Of a stack, its outputs."""
    after: Mapping[str, Any] | None = None
    """The inputs as they will be; None where nothing will be. Of a stack, its outputs."""
    values: tuple[Value, ...] = ()
    """What differs between the two, sorted by path; empty where one of them is None."""
    reasons: tuple[str, ...] = ()
    """The properties for which the engine replaces it (`replaceReasons`)."""
    id: str = ""
    """Of what is there now; empty where nothing is."""
    custom: bool = True
    """False of a component, which is only a name for what is below it."""
    parent: str | None = None
    provider: str | None = None
    """The provider's URN."""
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )
    """By property, the URNs that its new value is made from."""
    protected_before: bool = False
    protected_after: bool = False
    retained: bool = False
    """Whether the engine leaves it where it is when it deletes it from the state."""
    source: Place | None = None
    """Where the program declares it."""
    declared: Place | None = None
    """The line of a tenant's file that brings it about, where that is known."""

    @property
    def quiet(self) -> bool:
        """Whether it stays as it is."""
        return self.action in QUIET and not self.values

    @property
    def gone(self) -> bool:
        """Whether what is there now will not be there any more, in the cloud."""
        return self.action in (Action.DELETE, Action.REPLACE) and not self.retained


class Outcome(StrEnum):
    """How the preview ended."""

    CHANGES = "changes"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    """A mandatory policy was violated."""
    FAILED = "failed"
    """The engine met an error, so that there may be more changes than it came to see."""
    INCOMPLETE = "incomplete"
    """The engine never came to its summary."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whose stack it is. Of another project's stack only `project` and `stack` are known."""

    project: str
    stack: str
    stage: str | None = None
    tenant: str | None = None
    """The key, <ministry>-<system>; None for a foundation."""
    ministry: str | None = None
    ministry_name: Text | None = None
    system_name: Text | None = None
    availability: int | None = None
    """The grade that the tenant declares: 2 is higher than 1."""
    posts: tuple[Text, ...] = ()
    """Who answers for it: posts, never persons."""

    @property
    def label(self) -> str:
        """What a list calls it."""
        if self.stage is None:
            return f"{self.project}/{self.stack}" if self.project else self.stack
        return self.tenant or "foundation"


@dataclass(frozen=True, kw_only=True)
class Diagnostic:
    """What the engine, a provider or the program said."""

    severity: str
    """`error`, `warning` or `info`."""
    text: str
    urn: str = ""


@dataclass(frozen=True, kw_only=True)
class StackReview:
    """One stack's preview."""

    subject: Subject
    outcome: Outcome
    counts: Mapping[str, int]
    """Resources by the engine's operation, as its summary says; all of them, also `same`."""
    resources: tuple[Change, ...]
    """Every resource that the preview named, also those that stay as they are, sorted by URN."""
    dangers: tuple[Danger, ...] = ()
    """The worst first."""
    findings: tuple[Finding, ...] = ()
    """What the changes mean for security, the worst first."""
    verdicts: tuple[Verdict, ...] = ()
    """Mandatory ones first."""
    diagnostics: tuple[Diagnostic, ...] = ()
    cost: CostChange | None = None
    reach: Reach | None = None
    unchecked: tuple[Text, ...] = ()
    """What this review can't say of the stack, and why. Never empty without a reason."""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The resources to which something happens."""
        return tuple(one for one in self.resources if not one.quiet)

    @cached_property
    def by_urn(self) -> Mapping[str, Change]:
        """All resources."""
        return {one.urn: one for one in self.resources}


@dataclass(frozen=True, kw_only=True)
class Review:
    """The reviews of one or more stacks, in the order of a fleet run: foundations first."""

    stacks: tuple[StackReview, ...]
    made_at: datetime | None = None
    """With its zone."""
    commit: str = ""
    base: str = ""
    """The revision that `commit` is compared with, where the review is of a change in Git."""
    notes: tuple[Text, ...] = ()
    proof: tuple[Proven, ...] = ()
    """Of the network; empty where nothing of it changes, or the review has no base."""
