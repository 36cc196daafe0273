"""`Guardrails`: the organization's policies, each attached where it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import pulumi
import pulumi_aws as aws

from tenancy.guardrails import GuardrailsPlan, PolicyPlan
from tenancy.guardrails.packing import compact
from tenancy.guardrails.plan import Target
from tenancy.guardrails.statement import ORGANIZATION_ID
from tenancy.naming import physical_name


@dataclass(frozen=True, kw_only=True)
class GuardrailsArgs:
    """What `Guardrails` needs: the plan, the organization, and the ids of what policies hang on."""

    name_prefix: str
    plan: GuardrailsPlan
    organization: aws.organizations.Organization
    target_ids: Mapping[Target, pulumi.Input[str]]


class Guardrails(pulumi.ComponentResource):
    """Service and resource control policies, and those for tags, backups and AI services.

    What is in them, and that it fits AWS's quotas, is decided in `tenancy.guardrails`, before
    anything is made. Unified standards R7, 7.1.2(1)(a) (access is limited to what is needed).

    `policy_ids` maps a policy's name in the plan to its id (`p-...`).

        Guardrails(
            "guardrails",
            GuardrailsArgs(
                name_prefix="kyotsu-local",
                plan=plan_guardrails(stage, ministries),
                organization=organization.resource,
                target_ids={"root": organization.root_id, **organization.unit_ids},
            ),
        )
    """

    policy_ids: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: GuardrailsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:organization:Guardrails", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.policy_ids = {}
        for plan in args.plan.policies:
            policy = aws.organizations.Policy(
                plan.name,
                name=physical_name("organization-policy", args.name_prefix, plan.name),
                type=plan.type,
                description=plan.description.en,
                content=_content(plan, args.organization.id),
                # Policies that don't name the organization need it, and its policy types, too.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[args.organization]),
            )
            for target in plan.targets:
                aws.organizations.PolicyAttachment(
                    f"{plan.name}-{target}",
                    policy_id=policy.id,
                    target_id=args.target_ids[target],
                    opts=child,
                )
            self.policy_ids[plan.name] = policy.id
        self.register_outputs({"policy_ids": self.policy_ids})


def _content(plan: PolicyPlan, organization_id: pulumi.Input[str]) -> pulumi.Input[str]:
    """Return the document as text; known before the organization is, where it doesn't name it."""
    text = compact(plan.document)
    if ORGANIZATION_ID not in text:
        return text
    named = _named(plan.document, organization_id)
    return pulumi.Output.json_dumps(named, ensure_ascii=False, separators=(",", ":"))


def _named(value: Any, organization_id: pulumi.Input[str]) -> Any:
    if value == ORGANIZATION_ID:
        return organization_id
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value)
        return {key: _named(item, organization_id) for key, item in items.items()}
    if isinstance(value, list):
        return [_named(item, organization_id) for item in cast("list[Any]", value)]
    return value
