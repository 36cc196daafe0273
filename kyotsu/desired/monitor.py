"""Pulumi's own mocks, at the level of the engine's monitor: whole requests, not only inputs.

`Mocks.new_resource` is told type, name and inputs. What else a registration says (parent,
dependencies, provider, options, source position) is in the request, which only the monitor sees.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NoReturn
from urllib.parse import unquote, urlsplit

import pulumi
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.mocks import MockMonitor

from kyotsu.desired.graph import STACK_TYPE, Graph, Resource
from kyotsu.desired.outputs import text_outputs
from kyotsu.desired.placeholders import placeholder
from kyotsu.desired.wire import plain

STACK_REFERENCE: Final = "pulumi:pulumi:StackReference"
_PROVIDERS: Final = "pulumi:providers:"
_OPTIONS: Final = (
    "protect",
    "deleteBeforeReplace",
    "ignoreChanges",
    "replaceOnChanges",
    "additionalSecretOutputs",
    "retainOnDelete",
    "deletedWith",
    "replace_with",
    "importId",
    "hideDiffs",
)


class NotEvaluable(Exception):  # noqa: N818 - it states what is the case
    """The program does something whose outcome only an engine could know; the message says what."""


class _Nobody(pulumi.runtime.Mocks):
    """What the base class wants; `Monitor` answers before it would be asked."""

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> NoReturn:
        raise NotImplementedError(args.typ)

    def call(self, args: pulumi.runtime.MockCallArgs) -> NoReturn:
        raise NotImplementedError(args.token)


class Monitor(MockMonitor):
    """Answers as an engine's preview of a stack that doesn't exist yet, and keeps what it heard.

    `referenced` has the outputs of the stacks that the program may refer to, by their full names,
    in a graph's own form. `program` has the folders whose files are named in source positions, by
    the names that they are given there.
    """

    def __init__(
        self,
        stack: str,
        project: str,
        *,
        program: Mapping[str, Path],
        referenced: Mapping[str, Mapping[str, Any]],
    ) -> None:
        super().__init__(_Nobody())
        self._stack = stack
        self._project = project
        self._program = program
        self._referenced = referenced
        self._registered: dict[str, Resource] = {}
        self._outputs: dict[str, dict[str, Any]] = {}
        self._positions: dict[tuple[str, int], str | None] = {}

    def graph(self) -> Graph:
        """Return all that was registered."""
        return Graph(
            self._stack,
            tuple(
                self._complete(self._registered[urn], self._outputs.get(urn, {}))
                for urn in sorted(self._registered)
            ),
        )

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """Return the URN that the engine gives: the stack is no part of the types' chain."""
        chain = parent.split("::")[2] if parent else STACK_TYPE
        qualified = type_ if chain == STACK_TYPE else f"{chain}${type_}"
        return f"urn:pulumi:{self._stack}::{self._project}::{qualified}::{name}"

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - the protocol's names
        """Keep a resource; answer with its inputs and with what stands for its outputs."""
        from pulumi.runtime.proto import resource_pb2

        urn = self.make_urn(request.parent, request.type, request.name)
        if urn in self._registered:
            raise NotEvaluable(f"two resources have the URN {urn}; give one another name")
        self._registered[urn] = Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            kind="custom" if request.custom else "component",
            parent=request.parent or None,
            inputs=plain(request.object),
            provider=_without_id(request.provider),
            dependencies=tuple(sorted(request.dependencies)),
            property_dependencies={
                name: tuple(sorted(one.urns))
                for name, one in sorted(request.propertyDependencies.items())
                if one.urns
            },
            options=_options(request),
            source=tuple(self._positions_of(request.stackTrace.frames)),
        )
        if not request.custom:
            return resource_pb2.RegisterResourceResponse(urn=urn)
        answer = struct_pb2.Struct()
        answer.CopyFrom(request.object)
        for name in text_outputs(request.type):
            if name not in answer.fields:
                answer.fields[name].string_value = placeholder(urn, name)
        return resource_pb2.RegisterResourceResponse(
            urn=urn, id=placeholder(urn, "id"), object=answer
        )

    def ReadResource(self, request: Any) -> Any:  # noqa: N802
        """Answer for a reference to another stack out of that stack's own evaluation."""
        from pulumi.runtime.proto import resource_pb2

        if request.type != STACK_REFERENCE or request.id not in self._referenced:
            raise NotEvaluable(
                f"{request.name} ({request.type}) is looked up while the program runs; "
                "only an engine's preview can tell what is found"
            )
        urn = self.make_urn(request.parent, request.type, request.name)
        self._registered[urn] = Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            kind="read",
            parent=request.parent or None,
            inputs=plain(request.properties),
            source=tuple(self._positions_of(request.stackTrace.frames)),
        )
        found = struct_pb2.Struct()
        found.update(
            {
                "name": request.id,
                "outputs": self._referenced[request.id],
                "secretOutputNames": [],
            }
        )
        return resource_pb2.ReadResourceResponse(urn=urn, id=request.id, properties=found)

    def Invoke(self, request: Any) -> NoReturn:  # noqa: N802
        """Refuse: nobody is there to be asked."""
        raise NotEvaluable(
            f"{request.tok} is asked while the program runs; "
            "only an engine's preview can tell the answer"
        )

    def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802
        """Keep what a component, or the stack, says of itself."""
        self._outputs[request.urn] = plain(request.outputs)
        return empty_pb2.Empty()

    def _complete(self, resource: Resource, outputs: Mapping[str, Any]) -> Resource:
        provider = self._registered.get(resource.provider or "")
        account, region = place(provider.inputs) if provider else (None, None)
        return replace(
            resource,
            outputs=outputs,
            account=account,
            region=resource.inputs.get("region", region) if provider else None,
        )

    def _positions_of(self, frames: Iterable[Any]) -> Iterable[str]:
        for frame in frames:
            at = (frame.pc.uri, frame.pc.line)
            if at not in self._positions:
                self._positions[at] = self._position(*at)
            found = self._positions[at]
            if found is not None:
                yield found

    def _position(self, uri: str, line: int) -> str | None:
        """Return a place in the program, or None for a place in the machinery around it."""
        path = Path(unquote(urlsplit(uri).path))
        for name, folder in self._program.items():
            if path.is_relative_to(folder):
                return f"{name}/{path.relative_to(folder).as_posix()}:{line}"
        return None


def _without_id(reference: str) -> str | None:
    """Return the URN in a provider reference, `<urn>::<id>`."""
    return "::".join(reference.split("::")[:4]) or None


def _options(request: Any) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for name in _OPTIONS:
        value = getattr(request, name)
        if not isinstance(value, (bool, str)):
            value = list(value)
        if value:
            options[name] = value
    if request.aliases:
        options["aliases"] = [_alias(alias) for alias in request.aliases]
    if request.version and request.type.startswith(_PROVIDERS):
        options["version"] = request.version
    return options


def _alias(alias: Any) -> dict[str, Any] | str:
    if alias.urn:
        return str(alias.urn)
    spec = alias.spec
    return {
        field.name: getattr(spec, field.name)
        for field in spec.DESCRIPTOR.fields
        if getattr(spec, field.name)
    }


def place(inputs: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the account and the region in which an AWS provider acts, from its inputs.

    The provider's own inputs are JSON in texts. The one allowed account is the account.
    """
    allowed = inputs.get("allowedAccountIds")
    accounts: Any = json.loads(allowed) if isinstance(allowed, str) else allowed
    account = accounts[0] if isinstance(accounts, list) and len(accounts) == 1 else None
    return account, inputs.get("region")
