"""What engines that were killed had begun and didn't finish, as the states of stacks have it."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from kyotsu.errors import WorldFault
from kyotsu.states.storage import Storage

CHECKPOINT_VERSION: Final = 3
_NAMED_BY: Final = {
    "aws:backup/vault:Vault": "name",
    "aws:cloudwatch/logGroup:LogGroup": "name",
    "aws:iam/instanceProfile:InstanceProfile": "name",
    "aws:iam/role:Role": "name",
    "aws:iam/user:User": "name",
    "aws:kms/alias:Alias": "name",
    "aws:s3/bucket:Bucket": "bucket",
    "aws:s3/bucketPolicy:BucketPolicy": "bucket",
}
"""The input that is the resource's id, by type: such a resource can be looked for without help.
Source: the "Import" section of each resource in Pulumi's registry."""


@dataclass(frozen=True, kw_only=True)
class Pending:
    """An operation that was begun. `kind` is Pulumi's word: creating, updating, deleting, ..."""

    kind: str
    urn: str
    id: str | None
    """Where it is known, or follows from the declared name."""
    parent: str | None = None
    provider: str | None = None
    """The provider's URN."""

    @property
    def type(self) -> str:
        """The resource's type, such as `aws:s3/bucket:Bucket`."""
        return self.urn.split("::")[2].rpartition("$")[2]

    @property
    def name(self) -> str:
        """The resource's name in the program."""
        return self.urn.split("::")[3]


@dataclass(frozen=True, kw_only=True)
class State:
    """What is needed of a stack's state."""

    stack: str
    pending: tuple[Pending, ...]


def states(storage: Storage, project: str, stage: str) -> Iterator[State]:
    """Yield the states of a stage's stacks, the foundation's first.

    Raises:
        WorldFault: a state was written by another version of the engine.
    """
    for key, _ in storage.keys(f"stacks/{project}"):
        name = key.rpartition("/")[2].removesuffix(".gz")
        stack = name.removesuffix(".json")
        if stack != name and (stack == stage or stack.startswith(f"{stage}.")):
            content = storage.read(key)
            if content is not None:
                yield _state(stack, gzip.decompress(content) if key.endswith(".gz") else content)


def _state(stack: str, content: bytes) -> State:
    try:
        document: dict[str, Any] = json.loads(content)
        version = document["version"]
        latest: dict[str, Any] = document["checkpoint"].get("latest") or {}
    except (ValueError, KeyError, TypeError) as error:
        raise WorldFault(f"the state of {stack} can't be read: {error!r}") from None
    if version != CHECKPOINT_VERSION:
        raise WorldFault(
            f"the state of {stack} has version {version}, and version {CHECKPOINT_VERSION} is "
            "known here; use the `kyotsu` and the engine that wrote it"
        )
    begun = latest.get("pending_operations") or []
    return State(stack=stack, pending=tuple(_pending(operation) for operation in begun))


def _pending(operation: dict[str, Any]) -> Pending:
    resource = operation["resource"]
    named_by = _NAMED_BY.get(resource["type"])
    provider = resource.get("provider")
    return Pending(
        kind=operation["type"],
        urn=resource["urn"],
        id=resource.get("id") or (resource.get("inputs") or {}).get(named_by),
        parent=resource.get("parent"),
        provider=provider.rpartition("::")[0] if provider else None,
    )
