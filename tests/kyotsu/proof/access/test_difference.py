"""What is withdrawn by a change of policies, held against every request that there is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from kyotsu.proof.access.evaluation.check import Document, Documents, is_allowed
from kyotsu.proof.access.evaluation.difference import Side, bare, withdrawn
from kyotsu.proof.access.evaluation.parties import Caller, Target
from kyotsu.proof.access.evaluation.witness import as_request
from kyotsu.proof.access.policy.demands import Domain
from kyotsu.proof.access.policy.intersection import Undecided
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.policy.statement import Statement
from kyotsu.proof.verdict import Source
from tenancy.vocabulary import Text

from .drawn import ACTION, HERE, RESOURCES, ROLES, THERE, documents, given_values, read, requests

Drawn = dict[str, Any]


def _side(held: Documents, owner: str) -> Side:
    def all_of(found: tuple[Document, ...] | None) -> Any:
        return None if found is None else tuple(map(read, found))

    text = Text(ja="誰か", en="somebody")
    return Side(
        caller=Caller(
            label=text,
            source=Source(urn="urn"),
            account=HERE,
            arns=Domain(inside=(tuple(map(Pattern, ROLES)),), may_be_missing=False),
            identity=all_of(held.identity),
            boundary=all_of(held.boundary),
            controls=all_of(held.service_controls),
            facts=given_values(),
        ),
        target=Target(
            label=text,
            source=Source(urn="urn"),
            arns=tuple(map(Pattern, RESOURCES)),
            account=owner,
            policy=None if held.on_resource is None else read(held.on_resource),
            by_policy_only=held.on_resource_alone,
            controls=all_of(held.resource_controls),
            through=all_of(held.through),
        ),
    )


def _known(document: Drawn) -> bool:
    """Whether all of a document can be told: what can't be is taken away on purpose."""
    conditions = (one for statement in read(document).statements for one in statement.conditions)
    return all(one.test is not None for one in conditions) and "${" not in str(document)


@st.composite
def held(draw: st.DrawFn) -> Documents:
    own = documents(principals=False).filter(_known)
    others = documents(principals=True).filter(_known)
    boundary = draw(st.none() | own)
    return Documents(
        identity=(draw(own),),
        boundary=None if boundary is None else (boundary,),
        service_controls=(draw(own),),
        resource_controls=(draw(others),),
        on_resource=draw(st.none() | others),
        on_resource_alone=draw(st.booleans()),
        through=(draw(others),) if draw(st.booleans()) else (),
    )


def changed(old: Side, new: Side) -> set[Statement]:
    """The statements that a layer has on one side only; another layer may have the same text."""
    return {
        one for before, after in zip(said(old), said(new), strict=True) for one in before ^ after
    }


def said(side: Side) -> list[set[Statement]]:
    caller, target = side.caller, side.target
    layers = (
        caller.identity or (),
        caller.boundary or (),
        caller.controls,
        target.controls,
        target.through,
        (target.policy,) if target.policy else (),
    )
    return [{bare(one) for policy in layer for one in policy.statements} for layer in layers]


@settings(max_examples=100)
@given(before=held(), after=held(), owner=st.sampled_from([HERE, THERE]), change=st.integers(0, 5))
def test_what_is_withdrawn_is_what_every_single_request_says(
    before: Documents, after: Documents, owner: str, change: int
) -> None:
    # A change of one kind of guardrail, as people make them; 0 changes all at once.
    kinds = ("boundary", "service_controls", "resource_controls", "on_resource", "through")
    if change:
        name = kinds[change - 1]
        after = replace(before, **{name: getattr(after, name)})
    after = replace(after, identity=before.identity, on_resource_alone=before.on_resource_alone)
    old, new = _side(before, owner), _side(after, owner)
    try:
        found = list(withdrawn(old, new, ACTION))
    except Undecided:
        reject()  # whoever asks says that it isn't known
    for one in found:
        request, documents_ = as_request(one.call)
        assert is_allowed(request, documents_)
        assert not is_allowed(request, after), (one.by, request)
        # It is told by a statement that is there on one side only, if any is.
        if one.by is None:
            assert (before.boundary, before.through) != (after.boundary, after.through)
        else:
            assert bare(one.by) in changed(old, new)
    if not found:
        for request in requests(owner):
            assert not (is_allowed(request, before) and not is_allowed(request, after)), request
