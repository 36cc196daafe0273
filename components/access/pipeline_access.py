"""`PipelineAccess`: how a stage's pipeline signs in, to preview, to deploy and to compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pulumi
import pulumi_aws as aws

from components.access.pipeline_permissions import comparing, deploying, previewing
from components.access.pipeline_trust import AUDIENCE, trust_in_pipeline
from components.iam_policy import Statement, document
from tenancy.guardrails.perimeter import PIPELINE_ISSUER
from tenancy.roles import platform_roles

SESSION_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class PipelineAccessArgs:
    """What `PipelineAccess` needs: the stage, and the repository (`owner/name`) that deploys it."""

    stage: str
    name_prefix: str
    repository: str
    branch: str


class PipelineAccess(pulumi.ComponentResource):
    """GitHub's identity provider, and roles to deploy, to preview and to compare, without any keys.

    A job becomes `deploy` in the repository's environment named as the stage, on the stage's branch
    only; it becomes `preview` in the environment `preview-<stage>`, and `compare` in
    `drift-<stage>` on the branch. `deploy` reaches the accounts by the role that Organizations made
    there, and so does `compare`, which takes it on for reading only; `preview` reaches no other
    account, and writes nothing (ADR 13). Unified standards R7, 7.1.1(1)(a). Made in the management
    account, which the service control policies don't hold, so all list what they may do.

    `deploy_role_arn`, `preview_role_arn`, `compare_role_arn`: what the workflows ask for.

        PipelineAccess(
            "pipeline",
            PipelineAccessArgs(
                stage="dev",
                name_prefix="kyotsu-dev",
                repository="example-go-jp/kyotsu",
                branch="main",
            ),
        )
    """

    deploy_role_arn: pulumi.Output[str]
    preview_role_arn: pulumi.Output[str]
    compare_role_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: PipelineAccessArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:access:PipelineAccess", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        roles = platform_roles(args.name_prefix)
        provider = aws.iam.OpenIdConnectProvider(
            name,
            url=f"https://{PIPELINE_ISSUER}",
            client_id_lists=[AUDIENCE],
            opts=child,
        )
        of_pipeline = partial(_role, name, args, provider.arn, child)
        deploy = of_pipeline(
            "deploy",
            roles.deploy,
            "Deploys the stage, from its pipeline only",
            environment=args.stage,
            branch=args.branch,
            may=deploying(args.name_prefix),
        )
        preview = of_pipeline(
            "preview",
            roles.preview,
            "Reads the stage for previews, from its pipeline only",
            environment=f"preview-{args.stage}",
            branch=None,
            may=previewing(args.name_prefix),
        )
        compare = of_pipeline(
            "compare",
            roles.compare,
            "Looks for drift in all accounts, from its pipeline only",
            environment=f"drift-{args.stage}",
            branch=args.branch,
            may=comparing(args.name_prefix),
        )
        self.deploy_role_arn = deploy.arn
        self.preview_role_arn = preview.arn
        self.compare_role_arn = compare.arn
        self.register_outputs(
            {
                "deploy_role_arn": self.deploy_role_arn,
                "preview_role_arn": self.preview_role_arn,
                "compare_role_arn": self.compare_role_arn,
            }
        )


def _role(
    name: str,
    args: PipelineAccessArgs,
    provider_arn: pulumi.Input[str],
    child: pulumi.ResourceOptions,
    work: str,
    role_name: str,
    description: str,
    *,
    environment: str,
    branch: str | None,
    may: Sequence[Statement],
) -> aws.iam.Role:
    """Make the role of one work of the pipeline."""
    role = aws.iam.Role(
        f"{name}-{work}",
        name=role_name,
        description=description,
        assume_role_policy=trust_in_pipeline(
            provider_arn, repository=args.repository, environment=environment, branch=branch
        ),
        max_session_duration=SESSION_SECONDS,
        opts=child,
    )
    aws.iam.RolePolicy(f"{name}-{work}", name=work, role=role.id, policy=document(*may), opts=child)
    return role
