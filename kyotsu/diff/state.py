"""A deployed stack, from the engine's own export, in the form of a graph.

https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.placeholders import fill
from kyotsu.marks import SIGNATURE

VERSIONS: Final = (3,)
"""Of the export, that are understood."""
SECRET: Final = {"$secret": ""}
"""A secret in a state is sealed; of it nothing can be told."""
ENGINES_OWN: Final = "pulumi:providers:pulumi"
"""What the engine makes to read references to stacks; no program declares it."""
_OPTIONS: Final = ("protect", "retainOnDelete")


class Unreadable(Exception):  # noqa: N818 - it states what is the case
    """A state was written in a form that isn't understood; the message says which."""


@dataclass(frozen=True)
class Deployed:
    """A stack as its state tells it."""

    graph: Graph
    ids: Mapping[str, str]
    """By URN."""
    values: Mapping[str, Mapping[str, Any]]
    """The outputs by URN."""
    unfinished: int
    """Operations that an update began and didn't end."""

    def known(self, urn: str, name: str) -> str | None:
        """Return a property's value as text, where it is known."""
        found = self.ids.get(urn) if name == "id" else self.values.get(urn, {}).get(name)
        return found if isinstance(found, str) else None


def read_state(stack: str, text: str) -> Deployed:
    """Return what an export says.

    Raises:
        Unreadable: it is no export, or of a version that isn't known.
    """
    try:
        export: Any = json.loads(text)
        version = export["version"]
    except (ValueError, KeyError, TypeError):
        raise Unreadable("the export is not one of Pulumi's") from None
    if version not in VERSIONS:
        raise Unreadable(
            f"the state is of version {version}, and {VERSIONS[-1]} is understood; "
            "use the version of this command that goes with the CLI that wrote it"
        )
    deployment: Mapping[str, Any] = export.get("deployment") or {}
    resources: list[dict[str, Any]] = [
        one
        for one in deployment.get("resources") or []
        if not one.get("delete") and one["type"] != ENGINES_OWN
    ]
    return Deployed(
        graph=Graph(stack, tuple(map(resource_of, sorted(resources, key=lambda one: one["urn"])))),
        ids={one["urn"]: str(one.get("id", "")) for one in resources},
        values={one["urn"]: one.get("outputs") or {} for one in resources},
        unfinished=len(deployment.get("pending_operations") or []),
    )


def resource_of(state: Mapping[str, Any]) -> Resource:
    """Return a resource as the engine writes it in states and digests."""
    token = str(state["type"])
    inputs = _plain(state.get("inputs") or {})
    for name in ("__defaults", "__internal", *inputs.get("__defaults", ())):
        inputs.pop(name, None)
    if token.startswith("pulumi:providers:"):
        inputs.pop("version", None)
    return Resource(
        urn=state["urn"],
        type=token,
        name=str(state["urn"]).split("::", 3)[3],
        kind="read" if state.get("external") else "custom" if state["custom"] else "component",
        parent=state.get("parent"),
        inputs=inputs,
        provider="::".join(str(state.get("provider", "")).split("::")[:4]) or None,
        dependencies=tuple(sorted(state.get("dependencies") or ())),
        property_dependencies={
            name: tuple(sorted(urns))
            for name, urns in (state.get("propertyDependencies") or {}).items()
            if urns
        },
        options={name: state[name] for name in _OPTIONS if state.get(name)},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        found = cast("dict[str, Any]", value)
        if SIGNATURE in found:
            return dict(SECRET)
        return {key: _plain(inner) for key, inner in found.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in cast("list[Any]", value)]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def filled(value: Any, *known: Deployed) -> Any:
    """Return a desired value with each placeholder filled that any of the states knows."""
    if isinstance(value, str):
        return fill(value, lambda urn, name: _first(urn, name, known))
    if isinstance(value, Mapping):
        found = cast("Mapping[str, Any]", value)
        return {key: filled(inner, *known) for key, inner in found.items()}
    if isinstance(value, list):
        return [filled(inner, *known) for inner in cast("list[Any]", value)]
    return value


def _first(urn: str, name: str, known: tuple[Deployed, ...]) -> str | None:
    return next((text for one in known if (text := one.known(urn, name)) is not None), None)
