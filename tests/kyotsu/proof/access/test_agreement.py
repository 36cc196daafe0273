"""The search over all requests and the evaluator of one request, held against each other."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kyotsu.proof.access.evaluation.check import Documents, is_allowed
from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.parties import Caller, Target
from kyotsu.proof.access.evaluation.witness import as_request
from kyotsu.proof.access.policy.demands import Domain, known
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.verdict import Source
from tenancy.vocabulary import Text

from .drawn import ACTION, HERE, RESOURCES, ROLES, THERE, documents, given_values, read, requests


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
        identity=None if identity is None else (read(identity),),
        boundary=None if boundary is None else (read(boundary),),
        controls=(read(control),),
    )
    target = Target(
        label=Text(ja="呼び出される物", en="target"),
        source=Source(urn="urn"),
        arns=tuple(map(Pattern, RESOURCES)),
        account=owner,
        policy=None if resource is None else read(resource),
        by_policy_only=alone,
        controls=(read(resource_control),),
    )
    found = allowed(caller, ACTION, target, given_values())
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
    for request in requests(owner):
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
        policy=read(document),
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
