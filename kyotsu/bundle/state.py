"""The hash of a stack's state, read from the backend's own file.

What isn't counted, because it differs between two states that are the same: the manifest (time,
version and magic number of the engine that wrote it), the order of the resources (that in which
they were ready), places in the program, the times at which a resource was written down, and lists
of dependencies that are empty. All inputs, outputs, ids and operations that are pending count.
"""

import gzip
import json
from collections.abc import Mapping
from typing import Any

from kyotsu.bundle.digest import settled
from kyotsu.desired.canonical import digest
from kyotsu.errors import WorldFault
from kyotsu.states.storage import Storage


def state_hash(storage: Storage, project: str, stack: str) -> str:
    """Return the hash of a stack's state. A stack that isn't there has one, too: of nothing.

    Raises:
        WorldFault: the state can't be read.
    """
    latest = latest_of(storage, project, stack)
    try:
        return digest(_counted(latest))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WorldFault(f"the state of {stack} can't be read: {error!r}") from None


def latest_of(storage: Storage, project: str, stack: str) -> Mapping[str, Any]:
    """Return a stack's state, with its numbers as they are written; empty where there is none.

    Raises:
        WorldFault: the state can't be read.
    """
    content = _content(storage, f"stacks/{project}/{stack}.json")
    if content is None:
        return {}
    try:
        checkpoint = json.loads(content, parse_int=str, parse_float=str)["checkpoint"]
        return checkpoint.get("latest") or {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WorldFault(f"the state of {stack} can't be read: {error!r}") from None


def _content(storage: Storage, key: str) -> bytes | None:
    content = storage.read(key)
    if content is not None:
        return content
    packed = storage.read(f"{key}.gz")
    return None if packed is None else gzip.decompress(packed)


def _counted(latest: Mapping[str, Any]) -> Any:
    resources = [settled(one) for one in latest.get("resources") or []]
    if not (resources or latest.get("pending_operations")):
        return None  # a stack that was made and never updated is as good as none
    resources.sort(key=lambda one: (str(one["urn"]), bool(one.get("delete")), str(one.get("id"))))
    return {
        "resources": resources,
        "pending": latest.get("pending_operations") or [],
        "secrets": latest.get("secrets_providers"),
    }
