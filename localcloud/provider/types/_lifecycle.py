"""Lifecycle rules of a bucket, between the property and the API."""

from __future__ import annotations

from typing import Any

from localcloud.provider.values import camel, pascal
from localcloud.provider.vocabulary import Props

_NAMES = {
    "id": "ID",
    "transitions": "Transitions",
    "noncurrentVersionTransitions": "NoncurrentVersionTransitions",
}


def to_api(rules: Any) -> list[Props]:
    """Rules as S3 takes them: each has a filter, which may be empty."""
    return [_rule(rule) for rule in rules or []]


def _rule(rule: Props) -> Props:
    block = dict(rule)
    prefix = block.pop("prefix", None)
    where = block.pop("filter", None) or {}
    params: Props = pascal(block, _NAMES)
    params["Filter"] = _filter(where or ({"prefix": prefix} if prefix else {}))
    return params


def _filter(where: Props) -> Props:
    both = where.get("and")
    if both:
        tags = [{"Key": key, "Value": value} for key, value in (both.get("tags") or {}).items()]
        rest = pascal({key: value for key, value in both.items() if key != "tags"})
        return {"And": {**rest, "Tags": tags}}
    return pascal(where) or {"Prefix": ""}


def from_api(rules: Any) -> list[Props]:
    """Rules as the property has them."""
    return [_from_rule(rule) for rule in rules]


def _from_rule(rule: Props) -> Props:
    block: Props = camel({key: value for key, value in rule.items() if key != "Filter"}, _NAMES)
    where = rule.get("Filter") or {}
    if "And" in where:
        tags = {tag["Key"]: tag["Value"] for tag in where["And"].get("Tags", [])}
        rest = {key: value for key, value in where["And"].items() if key != "Tags"}
        block["filter"] = {"and": {**camel(rest), "tags": tags}}
    else:
        block["filter"] = camel(where)
    return block


def normal(rules: Any) -> Any:
    """Rules by their ids, without what is empty or false."""
    return {rule.get("id"): _bare({**rule, "filter": _where(rule)}) for rule in rules or []}


def _where(rule: Props) -> Any:
    where = rule.get("filter") or {}
    return where or ({"prefix": rule["prefix"]} if rule.get("prefix") else {})


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        items = {key: _bare(item) for key, item in value.items()}
        return {key: item for key, item in items.items() if item not in (None, "", False, {}, [])}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value
