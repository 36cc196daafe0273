"""How long AWS lets a policy document be; a longer one is refused, so what is there isn't known.

IAM doesn't count white space, so nothing here does:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from tenancy.guardrails.quotas import QUOTAS

LIMITS: Final[Mapping[str, int]] = {
    # type: characters, by the quotas of each service
    "aws:iam/policy:Policy": 6_144,
    "aws:iam/role:Role": 8_192,  # of its trust, once the quota of 2,048 is raised
    "aws:iam/rolePolicy:RolePolicy": 10_240,
    "aws:kms/key:Key": 32_768,
    "aws:kms/keyPolicy:KeyPolicy": 32_768,
    "aws:s3/bucketPolicy:BucketPolicy": 20_480,
    "aws:secretsmanager/secretPolicy:SecretPolicy": 20_480,
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": 5_120,
    "aws:sns/topicPolicy:TopicPolicy": 30_720,
    "aws:ec2/vpcEndpoint:VpcEndpoint": 20_480,
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": 32_768,
}


def too_long(type_: str, document: Mapping[str, Any], *, kind: str = "") -> str | None:
    """Return what is wrong with a document's length; None where nothing is.

    `kind` is the type of a policy of the organization, such as `SERVICE_CONTROL_POLICY`.
    """
    quotas = {str(name): quota.characters for name, quota in QUOTAS.items()}
    limit = quotas.get(kind, LIMITS.get(type_))
    length = len(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    if limit is None or length <= limit:
        return None
    return f"has {length:,} characters, of which AWS takes {limit:,} at most"
