"""Random policies over few values, so that every request can be tried by the second method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from hypothesis import strategies as st

from kyotsu.proof.access.evaluation.check import Request
from kyotsu.proof.access.policy.demands import Domain
from kyotsu.proof.access.policy.document import read_policy
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.verdict import Source

HERE, THERE = "111111111111", "222222222222"
ROLES = [f"arn:aws:iam::{HERE}:role/a", f"arn:aws:iam::{HERE}:role/path/b"]
RESOURCES = ["arn:aws:s3:::x/1", "arn:aws:s3:::x/2"]
ACTION = "s3:getobject"
VALUES: dict[str, list[str]] = {
    "aws:secureTransport": ["true", "false"],
    "s3:prefix": ["a", "ab", "B"],
    "aws:SourceIp": ["10.0.0.1", "192.0.2.1"],
    "aws:MultiFactorAuthAge": ["10", "3600"],
}
OPERATORS = {
    "aws:secureTransport": ["Bool", "BoolIfExists", "Null"],
    "s3:prefix": [
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLikeIfExists",
        "StringEqualsIgnoreCase",
        "ForAnyValue:StringLike",
        "ForAllValues:StringEquals",
        "ForAnyValue:StringNotEquals",
        "StringSimilar",
    ],
    "aws:SourceIp": ["IpAddress", "NotIpAddress"],
    "aws:MultiFactorAuthAge": ["NumericLessThan", "NumericGreaterThanEqualsIfExists"],
}
DEMANDED = {
    "aws:secureTransport": ["true", "false"],
    "s3:prefix": ["a", "ab", "a*", "?", "${aws:username}"],
    "aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/0"],
    "aws:MultiFactorAuthAge": ["100", "3600"],
}


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in draw(st.lists(st.sampled_from([*VALUES]), max_size=2, unique=True)):
        operator = draw(st.sampled_from(OPERATORS[key]))
        if operator == "Null":
            found[operator] = {key: draw(st.sampled_from(["true", "false"]))}
        else:
            wanted = st.lists(st.sampled_from(DEMANDED[key]), min_size=1, max_size=2)
            found[operator] = {key: draw(wanted)}
    return found


@st.composite
def statements(draw: st.DrawFn, *, principals: bool) -> dict[str, Any]:
    names = st.sampled_from(["s3:GetObject", "s3:Get*", "s3:PutObject", "*"])
    whats = st.sampled_from([*RESOURCES, "arn:aws:s3:::x/*", "*", "arn:aws:s3:::${x}/1"])
    one: dict[str, Any] = {
        "Effect": draw(st.sampled_from(["Allow", "Allow", "Deny"])),
        draw(st.sampled_from(["Action", "Action", "NotAction"])): draw(names),
        draw(st.sampled_from(["Resource", "Resource", "NotResource"])): draw(
            st.lists(whats, min_size=1, max_size=2)
        ),
        "Condition": draw(conditions()),
    }
    if principals:
        who: Any = st.sampled_from(
            [
                "*",
                {"AWS": HERE},
                {"AWS": f"arn:aws:iam::{THERE}:root"},
                {"AWS": ROLES},
                {"AWS": f"arn:aws:sts::{HERE}:assumed-role/b/session"},
            ]
        )
        one[draw(st.sampled_from(["Principal", "Principal", "NotPrincipal"]))] = draw(who)
    return one


def documents(*, principals: bool) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(statements(principals=principals), min_size=1, max_size=3)
    return several.map(lambda ones: {"Version": "2012-10-17", "Statement": ones})


def read(document: Mapping[str, Any]) -> Policy:
    return read_policy(document, Source(urn="urn"))


def given_values() -> dict[str, Domain]:
    """What both methods are told of the keys, so that they are asked about the same few values."""
    return {
        key.lower(): Domain(inside=(tuple(map(Pattern, values)),))
        for key, values in VALUES.items()
        if key not in ("aws:SourceIp", "aws:MultiFactorAuthAge")
    }


def requests(owner: str) -> Iterator[Request]:
    """Every request that there is over these values."""
    keys = [key.lower() for key in VALUES]
    choices: list[Sequence[list[str] | None]] = [
        [None, *([one] for one in values)] for values in VALUES.values()
    ]
    for role, resource, *values in product(ROLES, RESOURCES, *choices):
        context = {key: one for key, one in zip(keys, values, strict=True) if one is not None}
        yield Request(
            principal=str(role),
            account=HERE,
            kind="role",
            action=ACTION,
            resource=str(resource),
            owner=owner,
            context=context,  # pyright: ignore[reportArgumentType] - product mixes their types
        )
