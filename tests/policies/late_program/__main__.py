"""A role whose trust policy no preview can know, and which then trusts everybody."""

import pulumi
import pulumi_aws as aws

provider = aws.Provider("local", region="ap-northeast-1")
first = aws.ec2.Vpc(
    "first", cidr_block="10.0.0.0/24", opts=pulumi.ResourceOptions(provider=provider)
)
aws.iam.Role(
    "open",
    assume_role_policy=pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": first.id.apply(lambda identity: identity.replace("-", "")),
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    ),
    opts=pulumi.ResourceOptions(provider=provider),
)
