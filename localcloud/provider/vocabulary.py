"""The words in which a resource type is declared: see `localcloud/provider/types/`.

An `Entry` says which boto3 calls make, read, change and remove a resource, which properties it
takes and where they go, and what it gives back. Strings beginning with ``$`` in a call's
parameters stand for a property (``$bucket``), or for ``$id``, ``$account``, ``$region``.
What no declaration can say is a function that takes the `Context`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from localcloud.provider.context import Context

Props = dict[str, Any]
Step = Callable[["Context"], Any]
Compare = Literal["plain", "json", "set"] | Callable[[Any], Any]
"""How two values are compared: see `values.same`."""


@dataclass(frozen=True)
class Call:
    """One boto3 call, with its parameters as a template.

    `inputs` adds the API parameter of every given input; "mutable" leaves out those that replace.
    Parameters that come out as None are not sent. `service` is the entry's unless given.
    """

    operation: str
    params: Mapping[str, Any] = field(default_factory=dict[str, Any])
    inputs: Literal["none", "all", "mutable"] = "none"
    service: str | None = None


@dataclass(frozen=True, kw_only=True)
class Input:
    """One property that a resource takes; made by `P`."""

    api: str | None = None
    """The create call's parameter, dotted where nested; None: some other step sends it."""
    read: str | Callable[[Props], Any] | None = None
    """Where the read answer has it; None: as `api`; "": AWS doesn't tell, so drift isn't seen."""
    replace: bool = False
    default: Any = None
    compare: Compare = "plain"
    to: Callable[[Any], Any] | None = None
    """The property's value as the API wants it."""
    back: Callable[[Any], Any] | None = None
    """The API's value as the property has it."""
    set: Call | Step | None = None
    """A call of its own, after create where the value is given, and whenever it changes."""
    computed: bool = False
    """AWS chooses where it isn't given, so leaving it out changes nothing."""
    secret: bool = False
    inert: bool = False
    """Accepted and kept in the state, with no effect on the emulator; made by `kept`."""

    @property
    def path(self) -> str | Callable[[Props], Any]:
        """Where to find the value in what `Entry.read` answers."""
        return (self.api or "") if self.read is None else self.read


def P(  # noqa: N802 - reads as a word of the table
    api: str | None = None,
    *,
    read: str | Callable[[Props], Any] | None = None,
    replace: bool = False,
    default: Any = None,
    compare: Compare = "plain",
    to: Callable[[Any], Any] | None = None,
    back: Callable[[Any], Any] | None = None,
    set: Call | Step | None = None,  # noqa: A002 - the word of the table
    computed: bool = False,
    secret: bool = False,
) -> Input:
    """Declare an input property: see `Input`."""
    return Input(
        api=api,
        read=read,
        replace=replace,
        default=default,
        compare=compare,
        to=to,
        back=back,
        set=set,
        computed=computed,
        secret=secret,
    )


def kept(*names: str, replace: bool = False) -> dict[str, Input]:
    """Properties that are accepted and kept in the state, and change nothing in the emulator."""
    return {name: Input(read="", replace=replace, inert=True) for name in names}


@dataclass(frozen=True, kw_only=True)
class Tags:
    """How a service takes and tells tags, always as ``{key: value}`` on our side."""

    read: Callable[[Context, Props], Mapping[str, str]]
    write: Callable[[Context, Mapping[str, str], Sequence[str]], None]
    """Set these tags; remove these keys."""
    create: Callable[[Mapping[str, str]], Props] | None = None
    """Parameters of the create call; None: `write` runs after it."""


@dataclass(frozen=True, kw_only=True)
class Name:
    """The property that is named after the resource where it isn't given."""

    property: str
    limit: int = 255
    prefix: str = ""
    lower: bool = False


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """Which resources of a type moto can't carry out, and why."""

    reason: str
    when: Callable[[Props], bool] = lambda _: True
    """Of the inputs; unknown values are left out of them."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """The smallest resource of a type; tests make, change, replace and delete it.

    A string ``@<token>.<output>`` stands for an output of that type's own example.
    """

    inputs: Props
    change: Props | None = None
    """Inputs that are different after an update in place."""
    replace: Props | None = None
    """Inputs that are different after a replacement."""
    drift: Step | None = None
    """A change made behind Pulumi's back that a refresh must see."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A resource type."""

    type: str
    service: str
    inputs: Mapping[str, Input]
    create: Call | Step
    id: str | Step = "$id"
    """The path of the id in the create call's answer, a ``{template}`` of inputs, or a step; a
    create step that returns a string has given the id itself."""
    read: Call | Step
    at: str = ""
    """The path of the resource in the read call's answer."""
    update: Call | Step | None = None
    """For changes of inputs that have no call of their own."""
    delete: Call | Step
    outputs: Mapping[str, str | Callable[[Context, Props], Any]] = field(
        default_factory=dict[str, Any]
    )
    """Further outputs: a path in the read answer, a ``{template}``, or a function of both."""
    tags: Tags | None = None
    name: Name | None = None
    identity: tuple[str, ...] = ()
    """Inputs that name the thing physically: two can't exist at once, so a replacement that
    changes none of them deletes first. The auto-named property is always one."""
    recorded: Recorded | None = None
    regional: bool = True
    aliases: tuple[str, ...] = ()
    example: Example | None = None
    importable: bool = True
    """Whether the id alone is enough to read the resource."""
    anything: bool = False
    """Whether inputs that aren't declared are kept too (only where nothing is carried out)."""
    delete_first: bool = False
    """Whether every replacement deletes first."""

    @property
    def all_inputs(self) -> Mapping[str, Input]:
        """The inputs with those that the entry doesn't spell out: tags and region."""
        extra: dict[str, Input] = {}
        if self.tags:
            extra["tags"] = Input(read="")
        if self.regional:
            extra["region"] = Input(read="", replace=True, computed=True)
        return {**self.inputs, **extra}

    @property
    def all_outputs(self) -> tuple[str, ...]:
        """The names of the outputs that aren't inputs."""
        return (*self.outputs, *(("tagsAll",) if self.tags else ()))
