"""The search over all requests and the evaluator of one request, held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kyotsu.proof.access.check import Documents, Request, is_allowed
from kyotsu.proof.access.decide import allowed
from kyotsu.proof.access.demands import Domain, known
from kyotsu.proof.access.document import Policy, read_policy
from kyotsu.proof.access.parties import Caller, Target
from kyotsu.proof.access.patterns import Pattern
from kyotsu.proof.access.witness import as_request
from kyotsu.proof.verdict import Source
from tenancy.vocabulary import Text

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


def _read(document: Mapping[str, Any]) -> Policy:
    return read_policy(document, Source(urn="urn"))


@settings(max_examples=200)
@given(
    identity=st.none() | documents(principals=False),
    boundary=st.none() | documents(principals=False),
    control=documents(principals=False),
    resource=st.none() | documents(principals=True),
    resource_control=documents(principals=True),
    owner=st.sampled_from([HERE, THERE]),
    alone=st.booleans(),
)
def test_both_methods_agree(
    identity: dict[str, Any] | None,
    boundary: dict[str, Any] | None,
    control: dict[str, Any],
    resource: dict[str, Any] | None,
    resource_control: dict[str, Any],
    owner: str,
    alone: bool,
) -> None:
    caller = Caller(
        label=Text(ja="呼び出す者", en="caller"),
        source=Source(urn="urn"),
        account=HERE,
        arns=Domain(inside=(tuple(map(Pattern, ROLES)),), may_be_missing=False),
        identity=None if identity is None else (_read(identity),),
        boundary=None if boundary is None else (_read(boundary),),
        controls=(_read(control),),
    )
    target = Target(
        label=Text(ja="呼び出される物", en="target"),
        source=Source(urn="urn"),
        arns=tuple(map(Pattern, RESOURCES)),
        account=owner,
        policy=None if resource is None else _read(resource),
        by_policy_only=alone,
        controls=(_read(resource_control),),
    )
    # Both are asked about the same few values, all of which the second method then tries.
    given_: dict[str, Domain] = {
        key.lower(): Domain(inside=(tuple(map(Pattern, values)),))
        for key, values in VALUES.items()
        if key not in ("aws:SourceIp", "aws:MultiFactorAuthAge")
    }
    found = allowed(caller, ACTION, target, given_)
    if found is not None:
        assert is_allowed(*as_request(found))
        return
    held = Documents(
        identity=None if identity is None else (identity,),
        boundary=None if boundary is None else (boundary,),
        service_controls=(control,),
        resource_controls=(resource_control,),
        on_resource=resource,
        on_resource_alone=alone,
    )
    keys = [key.lower() for key in VALUES]
    choices = [[None, *([one] for one in values)] for values in VALUES.values()]
    for values in product(ROLES, RESOURCES, *choices):
        context = {key: one for key, one in zip(keys, values[2:], strict=True) if one is not None}
        request = Request(
            principal=str(values[0]),
            account=HERE,
            is_service=False,
            action=ACTION,
            resource=str(values[1]),
            owner=owner,
            context=context,
        )
        assert not is_allowed(request, held), request


def test_a_service_is_allowed_only_for_whom_the_policy_says() -> None:
    document = {
        "Statement": {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:SourceAccount": THERE}},
        }
    }
    target = Target(
        label=Text(ja="トピック", en="topic"),
        source=Source(urn="urn"),
        arns=(Pattern("arn:aws:sns:r:222222222222:t"),),
        account=THERE,
        policy=_read(document),
    )
    for account in (HERE, THERE):
        caller = Caller(
            label=Text(ja="サービス", en="service"),
            source=Source(urn="urn"),
            kind="service",
            account=account,
            arns=known("-"),
            identity=None,
            service="events.amazonaws.com",
            facts={"aws:sourceaccount": Domain(inside=((Pattern(account),),))},
        )
        found = allowed(caller, "sns:publish", target)
        assert (found is not None) == (account == THERE)
        if found is not None:
            assert is_allowed(*as_request(found))
