"""How the provider's answers and errors look on the wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grpc
from google.protobuf import any_pb2
from pulumi.runtime.proto import provider_pb2, status_pb2

from localcloud.provider import wire
from localcloud.provider.carry_out import PartlyMadeError
from localcloud.provider.checks import Difference
from localcloud.provider.errors import LocalProviderError
from localcloud.provider.vocabulary import Props

Grpc = grpc.ServicerContext
_KINDS = {"add": "ADD", "delete": "DELETE", "update": "UPDATE"}


class half_way:  # noqa: N801 - a context manager, used like a word
    """Tell the engine of a resource that exists though a step of making it failed."""

    def __init__(self, context: Grpc, label: str, inputs: Any, secret: frozenset[str]) -> None:
        self._parts = (context, label, inputs, secret)

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: Any, error: BaseException | None, _trace: Any) -> None:
        if not isinstance(error, PartlyMadeError):
            return
        context, label, inputs, secret = self._parts
        detail = any_pb2.Any()
        detail.Pack(
            provider_pb2.ErrorResourceInitFailed(
                id=error.resource,
                properties=out(error.outputs, secret),
                inputs=inputs,
                reasons=[str(error)],
            )
        )
        message = f"{label}: {error}"
        status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=message)
        status.details.append(detail)
        context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
        context.abort(grpc.StatusCode.UNKNOWN, message)


def guard(context: Grpc, label: str, answer: Callable[[], Any]) -> Any:
    """Answer, or end the call with one line: what it was about, and what went wrong."""
    try:
        return answer()
    except LocalProviderError as error:
        context.abort(grpc.StatusCode.UNKNOWN, f"{label}: {error}")


def returned(found: Any) -> Any:
    """Wrap what a function gave back."""
    response = provider_pb2.InvokeResponse()
    getattr(response, "return").CopyFrom(found)
    return response


def out(props: Props, secret: frozenset[str]) -> Any:
    """Write properties, those of `secret` as secrets."""
    secret |= {"tagsAll"} if "tags" in secret else frozenset()
    return wire.encode(wire.conceal(props, secret))


def named(urn: str) -> tuple[str, str]:
    """Return the type token and the logical name in a URN."""
    _, _, qualified, name = urn.split("::", 3)
    return qualified.split("$")[-1], name


def label(urn: str) -> str:
    """Name a resource to people: its type and its logical name."""
    return " ".join(named(urn))


def difference(found: Difference) -> Any:
    """Write a difference as the engine shows it."""
    kind_of = provider_pb2.PropertyDiff.Kind.Value
    detailed: dict[str, Any] = {}
    for path, kind in found.kinds.items():
        top = path.split(".")[0].split("[")[0]
        suffix = "_REPLACE" if top in found.replaces else ""
        detailed[path] = provider_pb2.PropertyDiff(
            kind=kind_of(_KINDS[kind] + suffix), inputDiff=True
        )
    some = provider_pb2.DiffResponse.DIFF_SOME
    return provider_pb2.DiffResponse(
        changes=some if found.kinds else provider_pb2.DiffResponse.DIFF_NONE,
        replaces=found.replaces,
        deleteBeforeReplace=found.delete_first,
        diffs=sorted({path.split(".")[0].split("[")[0] for path in found.kinds}),
        detailedDiff=detailed,
        hasDetailedDiff=True,
    )
