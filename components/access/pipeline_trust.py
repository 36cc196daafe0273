"""Which runs of which pipeline may take on a role.

Source: https://docs.github.com/en/actions/reference/security/oidc and, for the claims that AWS
compares one by one,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
"""

import pulumi

from tenancy.guardrails.perimeter import PIPELINE_ISSUER

AUDIENCE = "sts.amazonaws.com"


def trust_in_pipeline(
    provider_arn: pulumi.Input[str], *, repository: str, environment: str, branch: str | None
) -> pulumi.Output[str]:
    """Return the trust policy for jobs of one repository in one of its environments.

    `environment` is GitHub's, whose reviewers and branches are set there. With `branch`, the job
    must also run on that branch, whatever is set. All are compared exactly.
    """
    claims = {
        "aud": AUDIENCE,
        "sub": f"repo:{repository}:environment:{environment}",
        "repository": repository,
        "environment": environment,
    }
    if branch is not None:
        claims["ref"] = f"refs/heads/{branch}"
    return pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "JobsOfThisEnvironment",
                    "Effect": "Allow",
                    "Principal": {"Federated": provider_arn},
                    "Action": "sts:AssumeRoleWithWebIdentity",
                    "Condition": {
                        "StringEquals": {
                            f"{PIPELINE_ISSUER}:{claim}": value for claim, value in claims.items()
                        }
                    },
                }
            ],
        }
    )
