"""A stage's graphs, and how one thing of them is changed."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from kyotsu.desired.graph import Graph, Resource

ROLE: Final = "aws:iam/role:Role"
ROLE_POLICY: Final = "aws:iam/rolePolicy:RolePolicy"
KEY: Final = "aws:kms/key:Key"
POLICY: Final = "aws:organizations/policy:Policy"
ATTACHMENT: Final = "aws:organizations/policyAttachment:PolicyAttachment"
BOUNDARY: Final = "aws:iam/policy:Policy"
_ACCOUNT: Final = "aws:organizations/account:Account"
Document = dict[str, Any]
Change = Callable[[Resource], Resource | None]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What a mistake needs: the graphs, a tenant that is wronged and one that gains by it."""

    graphs: tuple[Graph, ...]
    victim: str
    other: str

    @property
    def foundation(self) -> str:
        """The stack of the foundation."""
        return next(graph.stack for graph in self.graphs if "." not in graph.stack)

    @property
    def victims(self) -> str:
        """The stack of the tenant that is wronged."""
        return self.stack(self.victim)

    def stack(self, tenant: str) -> str:
        """Return a tenant's stack."""
        return f"{self.foundation}.{tenant}"

    def account(self, tenant: str) -> str:
        """Return what stands for a tenant's account in documents."""
        graph = next(one for one in self.graphs if one.stack == self.foundation)
        urn = next(one.urn for one in graph.resources if is_a(one, _ACCOUNT, tenant))
        return f"<<{urn}#id>>"

    def root(self, tenant: str) -> Document:
        """Return a tenant's whole account as a principal."""
        return {"AWS": f"arn:aws:iam::{self.account(tenant)}:root"}

    def edited(self, stack: str, change: Change) -> tuple[Graph, ...]:
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

    def victims_edited(self, change: Change) -> tuple[Graph, ...]:
        """Return the graphs with a change in the stack of the tenant that is wronged."""
        return self.edited(self.victims, change)

    def added(
        self, stack: str, beside: tuple[str, str], made: tuple[str, str], inputs: Document
    ) -> "Stage":
        """Return the stage with a resource more, in the account of one that is there.

        `beside` and `made` are types and names.
        """
        graphs: list[Graph] = []
        for graph in self.graphs:
            if graph.stack == stack:
                like = next(one for one in graph.resources if is_a(one, *beside))
                resource = replace(
                    like,
                    urn=urn_of(like, *made),
                    type=made[0],
                    name=made[1],
                    inputs=inputs,
                    property_dependencies={},
                )
                graph = Graph(graph.stack, (*graph.resources, resource))
            graphs.append(graph)
        return replace(self, graphs=tuple(graphs))

    def victims_added(self, type_: str, name: str, inputs: Document) -> "Stage":
        """Return the stage with a resource more in the account of the tenant that is wronged."""
        return self.added(self.victims, (KEY, "keys-logs"), (type_, name), inputs)

    def urn(self, stack: str, type_: str, name: str) -> str:
        """Return the URN of a resource."""
        graph = next(one for one in self.graphs if one.stack == stack)
        return next(one.urn for one in graph.resources if is_a(one, type_, name))


Plant = Callable[[Stage], tuple[Graph, ...]]


def is_a(resource: Resource, type_: str, name: str | None = None) -> bool:
    """Return whether a resource is of a type, and of a name if one is given."""
    return resource.type == type_ and name in (None, resource.name)


def urn_of(like: Resource, type_: str, name: str) -> str:
    """Return the URN of a resource beside another."""
    return f"{like.urn.partition('$')[0]}$planted${type_}::{name}"


def policy(*statements: Document) -> str:
    """Return a policy document of some statements that allow."""
    listed = [{"Sid": "Planted", "Effect": "Allow", **one} for one in statements]
    return json.dumps({"Version": "2012-10-17", "Statement": listed})


def in_document(
    type_: str, name: str | None, key: str, change: Callable[[Document], None]
) -> Callable[[Resource], Resource]:
    """Return the change of a document in one of a resource's inputs."""

    def changed(resource: Resource) -> Resource:
        if not is_a(resource, type_, name):
            return resource
        document: Document = json.loads(resource.inputs[key])
        change(document)
        return replace(resource, inputs={**resource.inputs, key: json.dumps(document)})

    return changed


def granting(
    type_: str, name: str | None, key: str, **statement: Any
) -> Callable[[Resource], Resource]:
    """Return the change by which a document has a statement more, which allows."""

    def add(document: Document) -> None:
        document["Statement"].append({"Sid": "Planted", "Effect": "Allow", **statement})

    return in_document(type_, name, key, add)


def without(type_: str, name: str | None = None) -> Change:
    """Return the change by which resources are gone."""
    return lambda resource: None if is_a(resource, type_, name) else resource


def dropping(*sids: str) -> Callable[[Document], None]:
    """Return the change by which statements are gone from a document."""

    def change(document: Document) -> None:
        kept = [one for one in document["Statement"] if one["Sid"] not in sids]
        if len(kept) == len(document["Statement"]):
            raise RuntimeError(f"there is no statement {sids}; mend this generator")
        document["Statement"] = kept

    return change


def with_role(
    stage: Stage,
    stack: str,
    beside: str,
    principal: Any,
    *,
    policy: Document | None = None,
    **more: Any,
) -> tuple[Graph, ...]:
    """Return the graphs with a role more, beside one that is there; `more` are its inputs.

    It isn't named as the platform's roles are: those no tenant may take on, whatever their trust
    says, because the boundary denies it.
    """
    trust = {
        "Sid": "Planted",
        "Effect": "Allow",
        "Principal": principal,
        "Action": "sts:AssumeRole",
    }
    inputs: Document = {
        "name": "app",
        "assumeRolePolicy": json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
        **more,
    }
    if policy is not None:
        document = {"Version": "2012-10-17", "Statement": [policy]}
        inputs["inlinePolicies"] = [{"name": "app", "policy": json.dumps(document)}]
    return stage.added(stack, (ROLE, beside), (ROLE, "app"), inputs).graphs


def of_foundation(type_: str, name: str, key: str, **statement: Any) -> Plant:
    """Return a mistake: a statement more in a document of the foundation."""
    grant = granting(type_, name, key, **statement)
    return lambda stage: stage.edited(stage.foundation, grant)


def guardrail(name: str, change: Callable[[Document], None]) -> Plant:
    """Return a mistake: another text of a policy of the organization."""
    edit = in_document(POLICY, name, "content", change)
    return lambda stage: stage.edited(stage.foundation, edit)
