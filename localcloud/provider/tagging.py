"""The few ways in which AWS services take and tell tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Props, Tags

Pairs = list[dict[str, str]]


def pairs(tags: Mapping[str, str], key: str = "Key", value: str = "Value") -> Pairs:
    """Tags as AWS mostly wants them: a list of objects."""
    return [{key: name, value: text} for name, text in tags.items()]


def unpaired(found: Any, key: str = "Key", value: str = "Value") -> dict[str, str]:
    """Undo `pairs`."""
    return {item[key]: item.get(value, "") for item in found or ()}


def ec2(kind: str) -> Tags:
    """EC2's: a specification at creation, then by the resource's id."""

    def write(context: Context, fresh: Mapping[str, str], gone: Sequence[str]) -> None:
        target = ec2_id(context)
        if gone:
            context.call("delete_tags", Resources=[target], Tags=[{"Key": key} for key in gone])
        if fresh:
            context.call("create_tags", Resources=[target], Tags=pairs(fresh))

    return Tags(
        create=lambda tags: {"TagSpecifications": [{"ResourceType": kind, "Tags": pairs(tags)}]},
        read=lambda _, raw: unpaired(raw.get("Tags")),
        write=write,
    )


def ec2_id(context: Context) -> str:
    """Return the id that EC2 tags a resource by."""
    return context.id


def listed(
    *,
    target: Mapping[str, Any],
    tag: str = "tag_resource",
    untag: str = "untag_resource",
    read: str | None = None,
    at_key: str = "Tags",
    create: str | None = "Tags",
    tags_param: str = "Tags",
    keys_param: str = "TagKeys",
    key: str = "Key",
    value: str = "Value",
) -> Tags:
    """Return lists of objects, by calls of their own.

    `target` is the parameters that name the resource, as a template. `read` is the call that
    tells the tags (None: the read answer has them under `at_key`).
    """

    def tell(context: Context, raw: Props) -> dict[str, str]:
        answer = context.call(read, **context.fill(target)) if read else raw
        return unpaired(at(answer, at_key), key, value)

    def write(context: Context, fresh: Mapping[str, str], gone: Sequence[str]) -> None:
        named: Props = context.fill(target)
        if gone:
            context.call(untag, **named, **{keys_param: list(gone)})
        if fresh:
            context.call(tag, **named, **{tags_param: pairs(fresh, key, value)})

    return Tags(
        create=(lambda tags: {create: pairs(tags, key, value)}) if create else None,
        read=tell,
        write=write,
    )


def mapped(
    *,
    target: Mapping[str, str],
    tag: str = "tag_resource",
    untag: str = "untag_resource",
    read: str | None = None,
    at_key: str = "tags",
    create: str | None = "tags",
    tags_param: str = "tags",
    keys_param: str = "tagKeys",
) -> Tags:
    """Plain maps of key to value."""

    def tell(context: Context, raw: Props) -> dict[str, str]:
        answer = context.call(read, **context.fill(target)) if read else raw
        return dict(at(answer, at_key) or {})

    def write(context: Context, fresh: Mapping[str, str], gone: Sequence[str]) -> None:
        named: Props = context.fill(target)
        if gone:
            context.call(untag, **named, **{keys_param: list(gone)})
        if fresh:
            context.call(tag, **named, **{tags_param: dict(fresh)})

    return Tags(
        create=(lambda tags: {create: dict(tags)}) if create else None, read=tell, write=write
    )


def kept_in_state() -> Tags:
    """Where moto has no tags: the wish is kept in the engine's state."""
    return Tags(
        read=lambda context, _: context.inputs.get("tags") or {},
        write=lambda _context, _fresh, _gone: None,
    )
