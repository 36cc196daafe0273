"""Stack resources for the Pulumi Kubernetes Operator, version 2. No I/O.

Fields: `StackSpec`, in operator/api/pulumi/shared/stack_types.go of the operator's repository,
pulumi/pulumi-kubernetes-operator.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from kyotsu.stacks.targets import Selection, Target

API_VERSION: Final = "pulumi.com/v1"
NAME_LIMIT: Final = 42
"""The operator's StatefulSet is called `<name>-workspace`, and Kubernetes puts that and a hash of
ten characters into a label, which has 63 at most (pulumi/pulumi-kubernetes-operator#899)."""
_HASH_LENGTH: Final = 8
_GRACE_SECONDS: Final = 3600
"""An engine that is told to stop finishes what it has begun: a database takes its time."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where the operator gets the program from, and what runs it. Either `branch` or `commit`."""

    repository: str
    branch: str | None = None
    commit: str | None = None
    folder: str = "."
    backend: str
    image: str
    """A container image with Pulumi's CLI, the AWS provider and this project's dependencies."""
    service_account: str
    namespace: str
    secrets: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """Environment variables from Secrets: the Secret's name and its key, by variable."""


def resource_name(stack: str) -> str:
    """Return the resource's name for a stack: a DNS-1123 label of at most 42 characters.

    A stack's dots become hyphens. Where that is too long, or isn't the stack's alone, a hash of
    the stack's name ends it.
    """
    plain = stack.replace(".", "-")
    if len(plain) <= NAME_LIMIT and stack.count(".") <= 1:
        return plain
    digest = hashlib.sha256(stack.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{plain[: NAME_LIMIT - _HASH_LENGTH - 1].rstrip('-')}-{digest}"


def stack_resource(target: Target, source: Source) -> dict[str, Any]:
    """Return the Stack resource of one stack; a tenant's waits for the foundation's."""
    revision = (
        {"branch": f"refs/heads/{source.branch}"}
        if source.commit is None
        else {"commit": source.commit}
    )
    spec: dict[str, Any] = {
        "stack": target.stack,
        "backend": source.backend,
        "projectRepo": source.repository,
        **revision,
        "repoDir": source.folder,
        "envRefs": {
            # All stacks of a stage share its file; the CLI takes its options from these, too.
            "PULUMI_OPTION_CONFIG_FILE": _literal(f"Pulumi.{target.stage}.yaml"),
            "PULUMI_OPTION_POLICY_PACK": _literal("policies"),
            **{
                variable: {"type": "Secret", "secret": {"name": name, "key": key}}
                for variable, (name, key) in sorted(source.secrets.items())
            },
        },
        "serviceAccountName": source.service_account,
        "workspaceTemplate": {
            "spec": {
                "image": source.image,
                "podTemplate": {"spec": {"terminationGracePeriodSeconds": _GRACE_SECONDS}},
            }
        },
        # The pods of a thousand workspaces would stay otherwise.
        "workspaceReclaimPolicy": "Delete",
        # To delete a manifest by mistake must not destroy a ministry's system.
        "destroyOnFinalize": False,
    }
    if target.tenant is not None:
        spec["prerequisites"] = [{"name": resource_name(target.stage)}]
    return {
        "apiVersion": API_VERSION,
        "kind": "Stack",
        "metadata": {
            "name": resource_name(target.stack),
            "namespace": source.namespace,
            "labels": {"app.kubernetes.io/part-of": "kyotsu", "kyotsu/stage": target.stage},
        },
        "spec": spec,
    }


def render(resources: Sequence[Mapping[str, Any]]) -> str:
    """Return the resources as one YAML stream."""
    return yaml.safe_dump_all(
        resources, sort_keys=False, explicit_start=True, allow_unicode=True, width=100
    )


def all_resources(selection: Selection, source: Source) -> list[dict[str, Any]]:
    """Return the resources of all stacks that are selected, the foundation's first."""
    return [stack_resource(target, source) for target in selection.all]


def _literal(value: str) -> dict[str, Any]:
    return {"type": "Literal", "literal": {"value": value}}
