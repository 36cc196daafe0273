"""`Assignments`: which group does which work in which account."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.permission_sets import Work


@dataclass(frozen=True, kw_only=True)
class AssignmentsArgs:
    """What `Assignments` needs.

    `permission_sets` maps a work to its set's ARN. `tenant_work` is what a tenant's people do in
    this stage; `tenants` maps a tenant's key to its account, `platform` the name of one of the
    platform's accounts to it.
    """

    name_prefix: str
    instance_arn: str
    identity_store_id: str
    permission_sets: Mapping[Work, pulumi.Input[str]]
    tenant_work: Work
    tenants: Mapping[str, pulumi.Input[str]]
    platform: Mapping[str, pulumi.Input[str]]


class Assignments(pulumi.ComponentResource):
    """A group a tenant and three of the platform, each with its work; nobody is named here.

    A tenant's group is named as the tenant: its people build where the stage is for building, and
    operate where it is for running. Auditors see all accounts; platform engineers see the network
    and the security account; log administrators see the log archive, and nobody else does but the
    auditors. Who is in a group is decided in the identity centre.
    """

    def __init__(
        self, name: str, args: AssignmentsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:access:Assignments", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)

        def group(key: str, what: str) -> pulumi.Output[str]:
            made = aws.identitystore.Group(
                key,
                identity_store_id=args.identity_store_id,
                display_name=f"{args.name_prefix}-{key}",
                description=what,
                opts=child,
            )
            return made.group_id

        def assign(
            work: Work, group_id: pulumi.Output[str], where: str, account: pulumi.Input[str]
        ) -> None:
            aws.ssoadmin.AccountAssignment(
                f"{work}-{where}",
                instance_arn=args.instance_arn,
                permission_set_arn=args.permission_sets[work],
                principal_type="GROUP",
                principal_id=group_id,
                target_type="AWS_ACCOUNT",
                target_id=account,
                opts=child,
            )

        auditors = group("auditors", "See how every account is set")
        engineers = group("platform-engineers", "Look after the platform")
        loggers = group("log-administrators", "Read the log archive")
        for where, account in args.platform.items():
            assign("auditor", auditors, where, account)
        for where in ("network", "security"):
            assign("platform-engineer", engineers, where, args.platform[where])
        assign("log-administrator", loggers, "log-archive", args.platform["log-archive"])
        for tenant, account in args.tenants.items():
            assign("auditor", auditors, tenant, account)
            assign(args.tenant_work, group(tenant, f"The people of {tenant}"), tenant, account)
        self.register_outputs({})
