"""The files that a `file://` backend keeps beside each state, and how a kill can spoil one.

The engine's store (gocloud.dev's fileblob) renames a state into its place, but writes the state's
attributes, `<state>.attrs`, where they are. Killed in between, it leaves them empty, and from then
on can't read the state: "failed to load checkpoint: EOF". Attributes that are missing are no
trouble, and hold nothing that the engine needs.
"""

import json

from kyotsu.states.storage import Storage

_SUFFIX = ".attrs"


def drop_spoilt(storage: Storage, stack: str) -> tuple[str, ...]:
    """Remove the attributes of a stack's state that can't be read, and return their keys.

    `stack` is with its project. Nobody may be writing the state: hold its lock, or know its holder
    to be dead.
    """
    project, _, name = stack.partition("/")
    spoilt = [
        key
        for key, _ in storage.keys(f"stacks/{project}")
        if key.endswith(_SUFFIX)
        and key.rpartition("/")[2].startswith(f"{name}.json")
        and not _is_readable(storage.read(key))
    ]
    for key in spoilt:
        storage.delete(key)
    return tuple(spoilt)


def _is_readable(content: bytes | None) -> bool:
    try:
        return content is None or isinstance(json.loads(content), dict)
    except ValueError:
        return False
