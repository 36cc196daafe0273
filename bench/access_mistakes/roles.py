"""Mistakes by which a tenant gets a role of another, or one that no boundary holds."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bench.access_mistakes.stage import (
    BOUNDARY,
    ROLE,
    Document,
    Plant,
    Stage,
    dropping,
    guardrail,
    in_document,
    policy,
    with_role,
    without,
)
from kyotsu.desired.graph import Graph, Resource

_ASSIGNMENT: Final = "aws:ssoadmin/accountAssignment:AccountAssignment"
_SET_BOUNDARY: Final = "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment"
_FUNCTION: Final = "aws:lambda/function:Function"
_LAMBDA: Final = {"Service": "lambda.amazonaws.com"}


def trusting(stage: Stage, principal: Any, **more: Any) -> tuple[Graph, ...]:
    """Return the graphs with a role more that trusts somebody, in the wronged tenant's account."""
    return with_role(stage, stage.victims, "backup", principal, **more)


def _assigned_elsewhere(stage: Stage) -> tuple[Graph, ...]:
    def change(resource: Resource) -> Resource:
        own = resource.name.endswith(f"-{stage.other}") and not resource.name.startswith("auditor")
        if resource.type != _ASSIGNMENT or not own:
            return resource
        inputs = {**resource.inputs, "targetId": stage.account(stage.victim)}
        return replace(resource, inputs=inputs)

    return stage.edited(stage.foundation, change)


def _through_another(stage: Stage, **more: Any) -> tuple[Graph, ...]:
    """Let a tenant take on a role of the management account that gets into every account."""
    return with_role(stage, stage.foundation, "break-glass", stage.root(stage.other), **more)


def _by_tag(stage: Stage) -> tuple[Graph, ...]:
    """Ask for a tag of the session, which whoever takes on the role chooses."""
    statement = {
        "Principal": stage.root(stage.other),
        "Action": ["sts:AssumeRole", "sts:TagSession"],
        "Condition": {"StringEquals": {"aws:RequestTag/system": stage.victim}},
    }
    return trusting(stage, _LAMBDA, assumeRolePolicy=policy(statement))


def _all_but_one(stage: Stage) -> tuple[Graph, ...]:
    statement = {
        "NotPrincipal": {"AWS": f"arn:aws:iam::{stage.account(stage.victim)}:role/app"},
        "NotAction": "sts:TagSession",
    }
    return trusting(stage, _LAMBDA, assumeRolePolicy=policy(statement))


def _users_may_be_made(stage: Stage) -> tuple[Graph, ...]:
    user = f"arn:aws:iam::{stage.account(stage.other)}:user/batch"
    named = replace(stage, graphs=trusting(stage, {"AWS": user}))
    return guardrail("tenants-1", dropping("NoUsersOrProviders"))(named)


def _versions_may_be_changed(stage: Stage) -> tuple[Graph, ...]:
    """Leave the boundary's own policy to its account, in the boundary and in the guardrails."""

    def of_roles_only(document: Document) -> None:
        for statement in document["Statement"]:
            if statement["Sid"] == "PlatformRolesStay":
                statement["Resource"] = [one for one in statement["Resource"] if ":role/" in one]

    edited = stage.victims_edited(
        in_document(BOUNDARY, "boundary", "policy", dropping("ThisStaysAsItIs"))
    )
    return guardrail("everywhere-1", of_roles_only)(replace(stage, graphs=edited))


def _function_with_role(stage: Stage) -> tuple[Graph, ...]:
    """Leave a function with a role that no boundary holds, where its code may be changed."""
    made = replace(stage, graphs=trusting(stage, _LAMBDA, name="kyotsu-local-app"))
    role = made.urn(stage.victims, ROLE, "app")
    inputs = {"name": "batch", "role": f"<<{role}#arn>>"}
    return made.victims_added(_FUNCTION, "batch", inputs).graphs


def _own_boundary(stage: Stage) -> tuple[Graph, ...]:
    """Bound a role by a policy that is none of the platform's, and allows everything."""
    lax = stage.victims_added(
        BOUNDARY,
        "lax",
        {"name": "lax", "path": "/", "policy": policy({"Action": "*", "Resource": "*"})},
    )
    arn = f"<<{lax.urn(stage.victims, BOUNDARY, 'lax')}#arn>>"
    return trusting(lax, stage.root(stage.victim), permissionsBoundary=arn)


KINDS: Final[Mapping[str, tuple[str, Plant]]] = {
    "a trust with a wildcard": ("ACC-1", lambda s: trusting(s, {"AWS": "*"})),
    "an account added to a trust": ("ACC-1", lambda s: trusting(s, s.root(s.other))),
    "another's role in a trust": (
        "ACC-1",
        lambda s: trusting(s, {"AWS": f"arn:aws:iam::{s.account(s.other)}:role/app"}),
    ),
    "another's session in a trust": (
        "ACC-1",
        lambda s: trusting(
            s, {"AWS": f"arn:aws:sts::{s.account(s.other)}:assumed-role/app/somebody"}
        ),
    ),
    "a way through another role": (
        "ACC-1",
        lambda s: _through_another(
            s,
            policy={
                "Sid": "Into",
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Resource": "*",
            },
        ),
    ),
    "a way through another role, by a policy of AWS's": (
        "ACC-1",
        lambda s: _through_another(
            s, managedPolicyArns=["arn:aws:iam::aws:policy/AdministratorAccess"]
        ),
    ),
    "people assigned to another's account": ("ACC-1", _assigned_elsewhere),
    "a trust that asks for a tag of the session": ("ACC-1", _by_tag),
    "a trust in all but one role": ("ACC-1", _all_but_one),
    "another's user in a trust, where users may be made": ("ACC-1", _users_may_be_made),
    "a boundary that is missing": ("ACC-5", lambda s: s.victims_edited(without(BOUNDARY))),
    "a boundary that lets roles be passed": (
        "ACC-5",
        lambda s: s.victims_edited(
            in_document(BOUNDARY, "boundary", "policy", dropping("NoRolesOfThePlatform"))
        ),
    ),
    "a boundary whose versions may be changed": (
        "ACC-5",
        _versions_may_be_changed,
    ),
    "a permission set without its boundary": (
        "ACC-5",
        lambda s: s.edited(s.foundation, without(_SET_BOUNDARY)),
    ),
    "a role without the boundary that is passed to a service": (
        "ACC-5",
        lambda s: trusting(s, _LAMBDA),
    ),
    "a role without the boundary whose trust may be changed": (
        "ACC-5",
        lambda s: trusting(s, {"AWS": f"arn:aws:iam::{s.account(s.victim)}:role/nobody/x"}),
    ),
    "a function whose code may be changed, with a role without the boundary": (
        "ACC-5",
        _function_with_role,
    ),
    "a role with a boundary of its own": ("ACC-5", _own_boundary),
}
"""By kind: the statement that is violated about the tenant, and how it is planted."""
