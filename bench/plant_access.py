"""Plants violations of access into a stage's graphs, each of a kind that people do make."""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from kyotsu.desired.graph import Graph, Resource

_ROLE: Final = "aws:iam/role:Role"
_ROLE_POLICY: Final = "aws:iam/rolePolicy:RolePolicy"
_KEY: Final = "aws:kms/key:Key"
_TOPIC_POLICY: Final = "aws:sns/topicPolicy:TopicPolicy"
_BOUNDARY: Final = "aws:iam/policy:Policy"
_POLICY: Final = "aws:organizations/policy:Policy"
_ATTACHMENT: Final = "aws:organizations/policyAttachment:PolicyAttachment"
_ACCOUNT: Final = "aws:organizations/account:Account"
_ASSIGNMENT: Final = "aws:ssoadmin/accountAssignment:AccountAssignment"
_SET_BOUNDARY: Final = "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment"
_BUCKET_POLICY: Final = "aws:s3/bucketPolicy:BucketPolicy"
FOUNDATION: Final = "foundation"
Document = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A stage with one violation in it, and the verdict that has to find it."""

    kind: str
    graphs: tuple[Graph, ...]
    statement: str
    subject: str


@dataclass(frozen=True, kw_only=True)
class _Stage:
    """What a kind needs: the graphs, a tenant that is wronged and one that gains by it."""

    graphs: tuple[Graph, ...]
    victim: str
    other: str

    @property
    def foundation(self) -> str:
        return next(graph.stack for graph in self.graphs if "." not in graph.stack)

    def stack(self, tenant: str) -> str:
        return f"{self.foundation}.{tenant}"

    def account(self, tenant: str) -> str:
        """Return what stands for a tenant's account in documents."""
        graph = next(one for one in self.graphs if one.stack == self.foundation)
        urn = next(one.urn for one in graph.resources if _is(one, _ACCOUNT, tenant))
        return f"<<{urn}#id>>"

    def edited(
        self, stack: str, change: Callable[[Resource], Resource | None]
    ) -> tuple[Graph, ...]:
        """Return the graphs with each resource of a stack put through `change`."""
        touched = 0
        graphs: list[Graph] = []
        for graph in self.graphs:
            if graph.stack == stack:
                changed = [(one, change(one)) for one in graph.resources]
                touched += sum(one is not other for one, other in changed)
                kept = tuple(other for _, other in changed if other is not None)
                graph = Graph(graph.stack, kept)
            graphs.append(graph)
        if not touched:
            raise RuntimeError(f"nothing in {stack} could be changed; mend this generator")
        return tuple(graphs)


def _is(resource: Resource, type_: str, name: str | None = None) -> bool:
    return resource.type == type_ and name in (None, resource.name)


def _with_document(resource: Resource, key: str, change: Callable[[Document], None]) -> Resource:
    document: Document = json.loads(resource.inputs[key])
    change(document)
    return replace(resource, inputs={**resource.inputs, key: json.dumps(document)})


def _allow(resource: Resource, key: str, **statement: Any) -> Resource:
    """Add a statement that allows."""

    def add(document: Document) -> None:
        document["Statement"].append({"Sid": "Planted", "Effect": "Allow", **statement})

    return _with_document(resource, key, add)


def _granting(
    type_: str, name: str | None, key: str, **statement: Any
) -> Callable[[Resource], Resource]:
    def change(resource: Resource) -> Resource:
        return _allow(resource, key, **statement) if _is(resource, type_, name) else resource

    return change


def _without(type_: str, name: str | None = None) -> Callable[[Resource], Resource | None]:
    return lambda resource: None if _is(resource, type_, name) else resource


def _with_role(
    stage: _Stage, stack: str, beside: str, principal: Any, *, policy: Document | None = None
) -> tuple[Graph, ...]:
    """Return the graphs with a role more, beside one that is there.

    It isn't named as the platform's roles are: those no tenant may take on, whatever their trust
    says, because the boundary denies it.
    """
    trust = {
        "Sid": "Planted",
        "Effect": "Allow",
        "Principal": principal,
        "Action": "sts:AssumeRole",
    }
    inputs: dict[str, Any] = {
        "name": "app",
        "assumeRolePolicy": json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
    }
    if policy is not None:
        document = {"Version": "2012-10-17", "Statement": [policy]}
        inputs["inlinePolicies"] = [{"name": "app", "policy": json.dumps(document)}]
    graphs: list[Graph] = []
    for graph in stage.graphs:
        if graph.stack == stack:
            like = next(one for one in graph.resources if _is(one, _ROLE, beside))
            made = replace(like, urn=like.urn + "-app", name="app", inputs=inputs)
            graph = Graph(graph.stack, (*graph.resources, made))
        graphs.append(graph)
    return tuple(graphs)


def _trusting(stage: _Stage, principal: Any) -> tuple[Graph, ...]:
    return _with_role(stage, stage.stack(stage.victim), "backup", principal)


def _key_open(stage: _Stage, principal: Any, action: str) -> tuple[Graph, ...]:
    grant = _granting(_KEY, "keys-logs", "policy", Principal=principal, Action=action, Resource="*")
    return stage.edited(stage.stack(stage.victim), grant)


def _topic_open(stage: _Stage, action: str, principal: Mapping[str, Any]) -> tuple[Graph, ...]:
    grant = _granting(
        _TOPIC_POLICY, None, "policy", Principal=principal, Action=action, Resource="*"
    )
    return stage.edited(stage.stack(stage.victim), grant)


def _in_document(
    type_: str, name: str, key: str, change: Callable[[Document], None]
) -> Callable[[Resource], Resource]:
    return lambda one: _with_document(one, key, change) if _is(one, type_, name) else one


def _drop(*sids: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        kept = [one for one in document["Statement"] if one["Sid"] not in sids]
        if len(kept) == len(document["Statement"]):
            raise RuntimeError(f"there is no statement {sids}; mend this generator")
        document["Statement"] = kept

    return change


def _exempt_all(document: Document) -> None:
    for statement in document["Statement"]:
        condition = statement.get("Condition", {})
        if "ArnNotLike" in condition:
            condition["ArnNotLike"]["aws:PrincipalArn"] = "arn:aws:iam::*:role/*"


def _no_factor(document: Document) -> None:
    del document["Statement"][0]["Condition"]["Bool"]
    del document["Statement"][0]["Condition"]["NumericLessThan"]


def _moved_to_root(tenant: str) -> Callable[[Resource], Resource]:
    def change(resource: Resource) -> Resource:
        if not _is(resource, _ACCOUNT, tenant):
            return resource
        inputs = {key: one for key, one in resource.inputs.items() if key != "parentId"}
        return replace(resource, inputs=inputs)

    return change


def _assigned_elsewhere(stage: _Stage) -> Callable[[Resource], Resource]:
    def change(resource: Resource) -> Resource:
        own = resource.name.endswith(f"-{stage.other}") and not resource.name.startswith("auditor")
        if resource.type != _ASSIGNMENT or not own:
            return resource
        inputs = {**resource.inputs, "targetId": stage.account(stage.victim)}
        return replace(resource, inputs=inputs)

    return change


def _through_another(stage: _Stage) -> tuple[Graph, ...]:
    """Let a tenant take on a role of the management account that gets into every account."""
    return _with_role(
        stage,
        stage.foundation,
        "break-glass",
        {"AWS": f"arn:aws:iam::{stage.account(stage.other)}:root"},
        policy={"Sid": "Into", "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"},
    )


def _outsider_let_in(stage: _Stage) -> tuple[Graph, ...]:
    opened = _trusting(stage, {"AWS": "arn:aws:iam::111122223333:root"})
    detached = _without(_ATTACHMENT, "perimeter-1-root")
    return replace(stage, graphs=opened).edited(stage.foundation, detached)


def _of_foundation(type_: str, name: str, key: str, **statement: Any) -> "_Kind":
    grant = _granting(type_, name, key, **statement)
    return lambda stage: stage.edited(stage.foundation, grant)


def _attached_not(name: str) -> "_Kind":
    return lambda stage: stage.edited(stage.foundation, _without(_ATTACHMENT, name))


def _guardrail(name: str, change: Callable[[Document], None]) -> "_Kind":
    edit = _in_document(_POLICY, name, "content", change)
    return lambda stage: stage.edited(stage.foundation, edit)


_Kind = Callable[[_Stage], tuple[Graph, ...]]
_WHOLE: Final = "*"
_VICTIM: Final = "victim"
KINDS: Final[Mapping[str, tuple[str, str, _Kind]]] = {
    "a trust with a wildcard": ("ACC-1", _VICTIM, lambda s: _trusting(s, {"AWS": "*"})),
    "an account added to a trust": (
        "ACC-1",
        _VICTIM,
        lambda s: _trusting(s, {"AWS": f"arn:aws:iam::{s.account(s.other)}:root"}),
    ),
    "another's role in a trust": (
        "ACC-1",
        _VICTIM,
        lambda s: _trusting(s, {"AWS": f"arn:aws:iam::{s.account(s.other)}:role/app"}),
    ),
    "another's session in a trust": (
        "ACC-1",
        _VICTIM,
        lambda s: _trusting(
            s, {"AWS": f"arn:aws:sts::{s.account(s.other)}:assumed-role/app/somebody"}
        ),
    ),
    "a way through another role": ("ACC-1", _VICTIM, _through_another),
    "people assigned to another's account": (
        "ACC-1",
        _VICTIM,
        lambda s: s.edited(s.foundation, _assigned_elsewhere(s)),
    ),
    "a key for everybody": (
        "ACC-2",
        _VICTIM,
        lambda s: _key_open(s, "*", "kms:Decrypt"),
    ),
    "a key for another account": (
        "ACC-2",
        _VICTIM,
        lambda s: _key_open(s, {"AWS": s.account(s.other)}, "kms:*"),
    ),
    "a topic that anybody subscribes to": (
        "ACC-2",
        _VICTIM,
        lambda s: _topic_open(s, "sns:Subscribe", {"AWS": _WHOLE}),
    ),
    "a service that acts for anybody": (
        "ACC-2",
        _VICTIM,
        lambda s: _topic_open(s, "sns:Publish", {"Service": "events.amazonaws.com"}),
    ),
    "a bucket of logs open to the organization": (
        "ACC-3",
        FOUNDATION,
        _of_foundation(
            _BUCKET_POLICY,
            "log-archive-access",
            "policy",
            Principal={"AWS": _WHOLE},
            Action="s3:GetObject",
            Resource="arn:aws:s3:::*",
        ),
    ),
    "guardrails detached from the root": ("ACC-3", _VICTIM, _attached_not("everywhere-1-root")),
    "guardrails detached from the ministries": (
        "ACC-3",
        _VICTIM,
        _attached_not("tenants-1-ministries"),
    ),
    "the guardrails on data detached": ("ACC-3", _VICTIM, _attached_not("data-1-ministries")),
    "guardrails that let every role through": (
        "ACC-3",
        _VICTIM,
        _guardrail("everywhere-1", _exempt_all),
    ),
    "a guardrail on detectors removed": (
        "ACC-3",
        _VICTIM,
        _guardrail("everywhere-1", _drop("DetectorsAndRecordersStay")),
    ),
    "an account outside of its unit": (
        "ACC-3",
        _VICTIM,
        lambda s: s.edited(s.foundation, _moved_to_root(s.victim)),
    ),
    "a role for previews that writes": (
        "ACC-4",
        FOUNDATION,
        _of_foundation(
            _ROLE_POLICY,
            "pipeline-preview",
            "policy",
            Action="s3:PutObject",
            Resource="arn:aws:s3:::*",
        ),
    ),
    "a boundary that is missing": (
        "ACC-5",
        _VICTIM,
        lambda s: s.edited(s.stack(s.victim), _without(_BOUNDARY)),
    ),
    "a boundary that lets roles be passed": (
        "ACC-5",
        _VICTIM,
        lambda s: s.edited(
            s.stack(s.victim),
            _in_document(_BOUNDARY, "boundary", "policy", _drop("NoRolesOfThePlatform")),
        ),
    ),
    "a permission set without its boundary": (
        "ACC-5",
        _VICTIM,
        lambda s: s.edited(s.foundation, _without(_SET_BOUNDARY)),
    ),
    "an emergency role without a second factor": (
        "ACC-6",
        FOUNDATION,
        lambda s: s.edited(
            s.foundation, _in_document(_ROLE, "break-glass", "assumeRolePolicy", _no_factor)
        ),
    ),
    "a way into accounts beside the emergency role": (
        "ACC-6",
        FOUNDATION,
        _of_foundation(
            _ROLE_POLICY,
            "pipeline-preview",
            "policy",
            Action="sts:AssumeRole",
            Resource="*",
        ),
    ),
    "an endpoint that lets anybody's credentials pass": (
        "ACC-7",
        _VICTIM,
        lambda s: s.edited(
            s.stack(s.victim),
            _granting(
                "aws:ec2/vpcEndpoint:VpcEndpoint",
                "s3",
                "policy",
                Principal={"AWS": _WHOLE},
                Action="s3:PutObject",
                Resource="*",
            ),
        ),
    ),
    "an outsider in a trust, without the perimeter": ("ACC-7", _VICTIM, _outsider_let_in),
}
"""By kind: the statement that is violated, about whom, and how it is planted."""


def plant(graphs: Sequence[Graph], kind: str, *, victim: str, other: str) -> Planted:
    """Return a stage's graphs with one violation of a kind."""
    statement, subject, change = KINDS[kind]
    stage = _Stage(graphs=tuple(graphs), victim=victim, other=other)
    return Planted(
        kind=kind,
        graphs=change(stage),
        statement=statement,
        subject=victim if subject == _VICTIM else subject,
    )


def plants(graphs: Sequence[Graph], count: int, seed: int) -> Iterator[Planted]:
    """Yield so many stages with a violation each, of all kinds in turn."""
    pick = random.Random(seed)  # noqa: S311 - plausible, and the same for a seed
    tenants = sorted(stack.partition(".")[2] for graph in graphs if "." in (stack := graph.stack))
    kinds = tuple(KINDS)
    for number in range(count):
        victim, other = pick.sample(tenants, 2)
        yield plant(graphs, kinds[number % len(kinds)], victim=victim, other=other)
