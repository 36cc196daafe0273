"""Roles that resources carry already: whoever may change what such a resource does acts with its role.

Nobody passes the role for that, so iam:PassRole doesn't hold them:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""  # noqa: E501 - its first line is a sentence

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.evaluation.parties import Target
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.reading.names import Names
from kyotsu.proof.access.reading.names import source as source_of
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Means:
    """By what one acts with the role of a type of resource."""

    role: str
    """The input that names it."""
    service: str
    """Who takes it on."""
    actions: tuple[str, ...]


_PROFILE: Final = "aws:iam/instanceProfile:InstanceProfile"
MEANS: Final[Mapping[str, Means]] = {
    "aws:cloudformation/stack:Stack": Means(
        role="iamRoleArn",
        service="cloudformation.amazonaws.com",
        actions=("cloudformation:updatestack",),
    ),
    "aws:codebuild/project:Project": Means(
        role="serviceRole", service="codebuild.amazonaws.com", actions=("codebuild:startbuild",)
    ),
    "aws:ec2/instance:Instance": Means(
        role="iamInstanceProfile",
        service="ec2.amazonaws.com",
        actions=("ssm:sendcommand", "ssm:startsession", "ec2:modifyinstanceattribute"),
    ),
    "aws:lambda/function:Function": Means(
        role="role", service="lambda.amazonaws.com", actions=("lambda:updatefunctioncode",)
    ),
    "aws:sagemaker/notebookInstance:NotebookInstance": Means(
        role="roleArn",
        service="sagemaker.amazonaws.com",
        actions=("sagemaker:createpresignednotebookinstanceurl",),
    ),
    "aws:sfn/stateMachine:StateMachine": Means(
        role="roleArn", service="states.amazonaws.com", actions=("states:updatestatemachine",)
    ),
}


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """One resource that carries a role."""

    target: Target
    means: Means


def read_carriers(names: Names) -> Mapping[str, list[Carrier]]:
    """Return the resources that carry roles, by the roles' ARNs."""
    profiles = dict(_profiles(names))
    found: defaultdict[str, list[Carrier]] = defaultdict(list)
    for resource in names.resources.values():
        means = MEANS.get(resource.type)
        value = resource.inputs.get(means.role) if means else None
        if means is None or not isinstance(value, str):
            continue
        account = names.account_of(resource)
        role = names.text(value)
        role = profiles.get((account, role), role)
        found[role].append(Carrier(target=_target(names, resource, account), means=means))
    return found


def _profiles(names: Names) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the role of each instance profile, by its account and its name."""
    for resource in names.resources.values():
        if resource.type == _PROFILE:
            account = names.account_of(resource)
            inputs = cast("Mapping[str, Any]", names.filled(dict(resource.inputs)))
            name = str(inputs.get("name") or resource.name)
            role = str(inputs.get("role"))
            yield (account, name), f"arn:aws:iam::{account}:role{_slash(role)}"


def _slash(role: str) -> str:
    return role if role.startswith("/") else f"/{role}"


def _target(names: Names, resource: Resource, account: str) -> Target:
    kind = resource.type.rpartition(":")[2]
    return Target(
        label=Text(ja=f"{kind} {resource.name}", en=f"{kind} {resource.name}"),
        source=source_of(resource),
        arns=(Pattern(names.arn(resource)),),
        account=account,
    )
