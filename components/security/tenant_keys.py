"""`TenantKeys`: one KMS key for each purpose of a tenant environment."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document
from components.security import key_policy
from tenancy.naming import physical_name
from tenancy.plan import KeyPlan


@dataclass(frozen=True, kw_only=True)
class TenantKeysArgs:
    """What `TenantKeys` needs: the tenant's name and key plan, and the keys' account."""

    tenant_name: str
    plan: KeyPlan
    account_id: pulumi.Input[str]
    region: str
    protect: bool


class TenantKeys(pulumi.ComponentResource):
    """One symmetric key a purpose, rotated yearly, each with an alias.

    A key a purpose keeps the grants apart: whoever may read logs may not read data. Unified
    standards R7, 7.1.5 (encryption) and 2.1.2(1)-1 q) (who manages the keys).

    `arns` maps each purpose to its key's ARN.
    """

    arns: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: TenantKeysArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:TenantKeys", name, {}, opts)
        self.arns = {}
        for purpose in args.plan.purposes:
            key = aws.kms.Key(
                f"{name}-{purpose}",
                description=f"{args.tenant_name}: {purpose}",
                enable_key_rotation=True,
                deletion_window_in_days=args.plan.deletion_window_days,
                policy=document(*_statements(purpose, args)),
                opts=pulumi.ResourceOptions(
                    parent=self, protect=args.protect, retain_on_delete=args.protect
                ),
            )
            aws.kms.Alias(
                f"{name}-{purpose}",
                name=physical_name("kms-alias", args.tenant_name, purpose),
                target_key_id=key.key_id,
                opts=pulumi.ResourceOptions(parent=self, retain_on_delete=args.protect),
            )
            self.arns[purpose] = key.arn
        self.register_outputs({"arns": self.arns})


def _statements(purpose: str, args: TenantKeysArgs) -> Sequence[Statement]:
    owner = key_policy.administered_by_account(args.account_id)
    if purpose == "logs":
        # What is told about the system is no more secret than its logs, so it shares their key.
        return (
            owner,
            key_policy.used_by_log_groups(args.account_id, args.region),
            key_policy.used_by_notices(args.account_id),
        )
    if purpose == "backup":
        return owner, key_policy.used_through_service(args.account_id, "backup", args.region)
    return (owner,)
