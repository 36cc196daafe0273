"""What a comparison may do in an account: see how it is set, and neither change nor read its data.

It is a session policy: whoever takes on a role with it may do what both allow.
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
"""

import json
from typing import Final

MANAGED: Final = "arn:aws:iam::aws:policy/ReadOnlyAccess"
"""AWS's own, which AWS keeps up to date with its services."""
_DATA: Final = (
    "athena:GetQueryResults",
    "dynamodb:BatchGetItem",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "kinesis:GetRecords",
    "kms:Decrypt",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:GetQueryResults",
    "logs:StartQuery",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "secretsmanager:GetSecretValue",
    "sqs:ReceiveMessage",
    "ssm:GetParameter*",
)
"""What AWS's policy has beyond how things are set: it is taken away again."""
NO_DATA: Final = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Sid": "NoData", "Effect": "Deny", "Action": _DATA, "Resource": "*"}],
    },
    separators=(",", ":"),
)
