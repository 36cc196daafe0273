"""Reads what Pulumi wrote, a state or a preview, into the form that the rules take."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, cast

from kyotsu.errors import UserMistake
from kyotsu.marks import BLINDED, SECRET, SIGNATURE
from policies.graph import Node
from policies.rule import UNKNOWN
from policies.session import stack_of
from policies.values import plain

GONE: Final = frozenset({"delete", "discard", "delete-replaced", "remove-pending-replace"})
HOW: Final = (
    "give what `pulumi stack export` or `pulumi preview --json --show-sames` wrote to a file"
)


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """All resources of a stack. `nodes` have what the program gave, `made` what came of it.

    `left_out` counts unchanged resources that a preview didn't write.
    """

    stack: str
    project: str
    nodes: tuple[Node, ...]
    made: tuple[Node, ...]
    preview: bool
    left_out: int = 0

    @property
    def foreign(self) -> Counter[str]:
        """Resources of clouds that no rule is on, by type."""
        ours = ("aws:", "pulumi:", "kyotsu:")
        return Counter(node.type for node in self.nodes if not node.type.startswith(ours))


def read_snapshot(path: Path) -> Snapshot:
    """Read a state or a preview.

    Raises:
        UserMistake: the file can't be read, isn't JSON, is cut off, or holds something else.
    """
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise UserMistake(f"{path} can't be read: {error.strerror}") from None
    except json.JSONDecodeError as error:
        ended = error.pos >= len(error.doc.rstrip())
        what = "ends in the middle; it was cut off" if ended else "is not JSON"
        raise UserMistake(f"{path} {what} (line {error.lineno}); {HOW}") from None
    except UnicodeDecodeError:
        raise UserMistake(f"{path} is not text; {HOW}") from None
    except RecursionError:
        raise UserMistake(f"{path} is nested deeper than any state; {HOW}") from None
    try:
        return _snapshot(path, data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise UserMistake(
            f"{path} has the form of a state, but something in it doesn't ({error}); {HOW}"
        ) from None


def _snapshot(path: Path, data: Any) -> Snapshot:
    if not isinstance(data, dict):
        raise UserMistake(f"{path} holds neither a state nor a preview; {HOW}")
    document = cast("dict[str, Any]", data)
    if "steps" in document:
        resources = [
            step["newState"]
            for step in document["steps"]
            if step["op"] not in GONE and step.get("newState")
        ]
        unchanged = (document.get("changeSummary") or {}).get("same", 0)
        seen = sum(step["op"] == "same" for step in document["steps"])
        return _made(path, resources, preview=True, left_out=max(0, unchanged - seen))
    for place in ("deployment", "checkpoint"):
        if place in document:
            state = document[place]
            state = state.get("latest") or {} if place == "checkpoint" else state
            present = [one for one in state.get("resources") or [] if not one.get("delete")]
            return _made(path, present, preview=False, left_out=0)
    raise UserMistake(f"{path} holds neither a state nor a preview; {HOW}")


def _made(path: Path, resources: list[dict[str, Any]], *, preview: bool, left_out: int) -> Snapshot:
    if not resources:
        raise UserMistake(f"{path} has no resources in it, so there is nothing to check")
    nodes = tuple(_nodes(resources))
    stack, _, rest = nodes[0].urn.removeprefix("urn:pulumi:").partition("::")
    return Snapshot(
        stack=stack_of(nodes[0].urn) or stack,
        project=rest.partition("::")[0],
        nodes=nodes,
        made=tuple(
            replace(node, properties=_opened(one.get("outputs") or {}) or node.properties)
            for node, one in zip(nodes, resources, strict=True)
        ),
        preview=preview,
        left_out=left_out,
    )


def _nodes(resources: Iterable[dict[str, Any]]) -> Iterator[Node]:
    providers: dict[str, Any] = {}
    for one in resources:
        urn, token = str(one["urn"]), str(one["type"])
        inputs = _opened(one.get("inputs") or {})
        if token.startswith("pulumi:providers:"):
            providers[urn] = inputs
        yield Node(
            urn=urn,
            type=token,
            name=urn.rpartition("::")[2],
            properties=inputs,
            depends={
                name: tuple(urns or ())
                for name, urns in (one.get("propertyDependencies") or {}).items()
            },
            parent=one.get("parent"),
            provider=providers.get(str(one.get("provider") or "").rpartition("::")[0]),
            protect=bool(one.get("protect")),
        )


def _opened(value: Any) -> Any:
    """Return a value with secrets opened where they can be, else not known."""
    if isinstance(value, Mapping):
        if value.get(SIGNATURE) == SECRET:
            text = value.get("plaintext")
            return UNKNOWN if text is None else _opened(json.loads(text))
        return {str(name): _opened(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_opened(item) for item in value]
    return UNKNOWN if value == BLINDED else plain(value)
