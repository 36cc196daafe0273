"""Chains of allowed calls as witnesses, each call put to the second method first."""

from collections.abc import Iterable
from typing import Final

from kyotsu.proof.access.evaluation.check import Document, Documents, Request, is_allowed
from kyotsu.proof.access.evaluation.layers import HELD_BY_RESOURCE_CONTROLS
from kyotsu.proof.access.evaluation.parties import PRINCIPAL_ARN
from kyotsu.proof.access.evaluation.search import Allowed
from kyotsu.proof.access.policy.statement import Policy
from kyotsu.proof.verdict import Step, Witness
from kyotsu.review.meaning.levels import by_level
from tenancy.vocabulary import Text

_OBVIOUS: Final = ("aws:principal", "aws:resource", "kms:calleraccount", "aws:requestedregion")
"""What a reader is told by who calls and what is called."""


def confirmed(chain: Iterable[Allowed]) -> bool:
    """Return whether the second method allows each call."""
    return all(is_allowed(*as_request(call)) for call in chain)


def as_request(call: Allowed) -> tuple[Request, Documents]:
    """Return a call as the second method takes it."""
    caller, target = call.caller, call.target
    held = call.action.partition(":")[0] in HELD_BY_RESOURCE_CONTROLS
    return (
        Request(
            principal=_principal(call),
            account=caller.account,
            kind="role" if caller.kind == "outsider" else caller.kind,
            action=call.action,
            resource=call.resource,
            owner=target.account,
            context={key: values or () for key, values in call.context.items()},
        ),
        Documents(
            identity=_documents(caller.identity),
            boundary=_documents(caller.boundary),
            service_controls=tuple(one.document for one in caller.controls),
            resource_controls=tuple(one.document for one in target.controls) if held else (),
            on_resource=target.policy.document if target.policy else None,
            on_resource_alone=target.by_policy_only,
            through=tuple(one.document for one in target.through),
        ),
    )


def _documents(policies: tuple[Policy, ...] | None) -> tuple[Document, ...] | None:
    return None if policies is None else tuple(one.document for one in policies)


def _principal(call: Allowed) -> str:
    if call.caller.kind in ("service", "federated"):
        return call.caller.service
    return (call.context.get(PRINCIPAL_ARN) or ("",))[0]


def witness(chain: tuple[Allowed, ...], title: Text) -> Witness:
    """Return the calls of a chain, each with the statements that allow it."""
    last = chain[-1]
    return Witness(
        title=title,
        steps=tuple(step for call in chain for step in _steps(call)),
        facts=(
            ("principal", _principal(last)),
            ("action", shown_action(last.action)),
            ("resource", last.resource),
            *(
                (key, ", ".join(values))
                for key, values in last.context.items()
                if values and not key.startswith(_OBVIOUS)
            ),
        ),
    )


def _steps(call: Allowed) -> tuple[Step, ...]:
    action = shown_action(call.action)
    who, what = call.caller.label, call.target.label
    first = Step(
        what=Text(
            ja=f"{who.ja} が {what.ja} に {action} を呼び出せます。",
            en=f"{who.en} may call {action} on {what.en}.",
        ),
        at=call.caller.source,
    )
    grants = tuple(
        Step(
            what=Text(
                ja=f"文 {one.shown} が許しています。", en=f"Statement {one.shown} allows it."
            ),
            at=one.source,
        )
        for one in call.grants
    )
    return (first, *grants)


def shown_action(action: str) -> str:
    """Return an action as AWS writes it."""
    names = [name for found in by_level([action]).values() for name in found]
    return names[0] if names else action
