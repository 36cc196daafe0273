"""`PipelineAccess`: how a stage's pipeline signs in, to preview and to deploy."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.access.pipeline_permissions import deploying, previewing
from components.access.pipeline_trust import AUDIENCE, trust_in_pipeline
from components.iam_policy import document
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
    """GitHub's identity provider, a role that deploys and one that only reads, without any keys.

    A job becomes `deploy` in the repository's environment named as the stage, on the stage's branch
    only; it becomes `preview` in the environment `preview-<stage>`. `deploy` reaches the accounts
    by the role that Organizations made there; `preview` reaches no other account, and writes
    nothing. Unified standards R7, 7.1.1(1)(a). Made in the management account, which the service
    control policies don't hold, so both roles list what they may do.

    `deploy_role_arn`, `preview_role_arn`: what the workflows ask for.

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
        deploy = aws.iam.Role(
            f"{name}-deploy",
            name=roles.deploy,
            description="Deploys the stage, from its pipeline only",
            assume_role_policy=trust_in_pipeline(
                provider.arn,
                repository=args.repository,
                environment=args.stage,
                branch=args.branch,
            ),
            max_session_duration=SESSION_SECONDS,
            opts=child,
        )
        aws.iam.RolePolicy(
            f"{name}-deploy",
            name="deploy",
            role=deploy.id,
            policy=document(*deploying(args.name_prefix)),
            opts=child,
        )
        preview = aws.iam.Role(
            f"{name}-preview",
            name=roles.preview,
            description="Reads the stage for previews, from its pipeline only",
            assume_role_policy=trust_in_pipeline(
                provider.arn,
                repository=args.repository,
                environment=f"preview-{args.stage}",
                branch=None,
            ),
            max_session_duration=SESSION_SECONDS,
            opts=child,
        )
        aws.iam.RolePolicy(
            f"{name}-preview",
            name="preview",
            role=preview.id,
            policy=document(*previewing(args.name_prefix)),
            opts=child,
        )
        self.deploy_role_arn = deploy.arn
        self.preview_role_arn = preview.arn
        self.register_outputs(
            {"deploy_role_arn": self.deploy_role_arn, "preview_role_arn": self.preview_role_arn}
        )
