"""Small worlds for classifiers: a few resources before and after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.classify import classify_world
from kyotsu.review.meaning.world import World
from policies.graph import Graph, Node

OWN = "111111111111"
OTHER = "222222222222"
ORGANIZATION = {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}


def node(
    token: str, name: str, properties: Mapping[str, Any] | None = None, **depends: Node
) -> Node:
    """A resource; `depends` says by which property it points at which other one."""
    return Node(
        urn=f"urn:pulumi:local.example::kyotsu::{token}::{name}",
        type=token,
        name=name,
        properties=properties or {},
        depends={by: (target.urn,) for by, target in depends.items()},
    )


def found(before: list[Node], after: list[Node]) -> tuple[Finding, ...]:
    """What all classifiers say of a change."""
    return classify_world(World(Graph(before), Graph(after)))


def codes(before: list[Node], after: list[Node]) -> list[str]:
    """The codes of what is said, sorted, each once."""
    return sorted({one.code for one in found(before, after)})


def of_one(token: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The codes for one resource whose properties change."""
    return codes([node(token, "example", before)], [node(token, "example", after)])


def policy(*statements: Mapping[str, Any]) -> str:
    """The text of a policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(actions: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    """A statement that allows."""
    return {"Effect": "Allow", "Action": actions, "Resource": resource, **more}


def deny(actions: Any, **more: Any) -> dict[str, Any]:
    """A statement that denies."""
    return {"Sid": "No", "Effect": "Deny", "Action": actions, "Resource": "*", **more}


def account(number: str) -> str:
    """The root of an account."""
    return f"arn:aws:iam::{number}:root"
