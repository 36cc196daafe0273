"""`PermissionSets`: what people may do when they sign in by the identity centre."""

from collections.abc import Iterator
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document
from tenancy.permission_sets import PERMISSION_SETS, PermissionSetPlan, Work
from tenancy.roles import BOUNDARY_PATH, platform_roles


@dataclass(frozen=True, kw_only=True)
class PermissionSetsArgs:
    """What `PermissionSets` needs: the stage's prefix and its instance of IAM Identity Center."""

    name_prefix: str
    instance_arn: str


class PermissionSets(pulumi.ComponentResource):
    """One permission set for each work: developer, operator, auditor, platform engineer, log admin.

    What is in each is in `tenancy.permission_sets`. Those of tenants' people are held by the
    boundary of the account, which is there once the tenant's stack is. Made in the management
    account.

    `arns` maps a work to its permission set's ARN.

        PermissionSets(
            "permission-sets",
            PermissionSetsArgs(name_prefix="kyotsu-dev", instance_arn="arn:aws:sso:::instance/…"),
        )
    """

    arns: dict[Work, pulumi.Output[str]]

    def __init__(
        self, name: str, args: PermissionSetsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:access:PermissionSets", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        instance = args.instance_arn
        self.arns = {}
        for work, plan in PERMISSION_SETS.items():
            made = aws.ssoadmin.PermissionSet(
                work,
                # At most 32 characters, and one organization has one stage.
                name=work,
                description=plan.title.en,
                instance_arn=instance,
                session_duration=f"PT{plan.hours}H",
                opts=child,
            )
            for arn in plan.managed:
                aws.ssoadmin.ManagedPolicyAttachment(
                    f"{work}-{arn.rpartition('/')[2]}",
                    instance_arn=instance,
                    permission_set_arn=made.arn,
                    managed_policy_arn=arn,
                    opts=child,
                )
            statements = tuple(_statements(plan))
            if statements:
                aws.ssoadmin.PermissionSetInlinePolicy(
                    work,
                    instance_arn=instance,
                    permission_set_arn=made.arn,
                    inline_policy=document(*statements),
                    opts=child,
                )
            if plan.bounded:
                boundary = aws.ssoadmin.PermissionsBoundaryAttachmentPermissionsBoundaryArgs
                policy = aws.ssoadmin.PermissionsBoundaryAttachmentPermissionsBoundaryCustomerManagedPolicyReferenceArgs  # noqa: E501 - the SDK's name
                aws.ssoadmin.PermissionsBoundaryAttachment(
                    work,
                    instance_arn=instance,
                    permission_set_arn=made.arn,
                    permissions_boundary=boundary(
                        customer_managed_policy_reference=policy(
                            name=platform_roles(args.name_prefix).boundary, path=BOUNDARY_PATH
                        )
                    ),
                    opts=child,
                )
            self.arns[work] = made.arn
        self.register_outputs({"arns": self.arns})


def _statements(plan: PermissionSetPlan) -> Iterator[Statement]:
    if plan.allowed:
        yield Statement(sid="AlsoAllowed", actions=plan.allowed)
    if plan.denied:
        yield Statement(sid="NotAllowed", effect="Deny", actions=plan.denied)
