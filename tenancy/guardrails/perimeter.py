"""Who may reach the resources of the organization: its resource control policy.

They hold every caller, the platform too, for the services that know such policies: S3, STS, KMS,
SQS and Secrets Manager among them. After AWS's examples:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
"""

from collections.abc import Iterator
from typing import Final

from tenancy.guardrails.statement import ORGANIZATION_ID, Guard
from tenancy.vocabulary import Text

STORES: Final = ("kms:*", "s3:*", "secretsmanager:*", "sqs:*")
# Sign-in by federation carries no organization, so AssumeRoleWithWebIdentity and -WithSAML, and
# with them TagSession and SetSourceIdentity, are left out; the second statement bounds the former,
# and service control policies keep SAML providers from being made.
SESSIONS: Final = (
    "sts:AssumeRole",
    "sts:DecodeAuthorizationMessage",
    "sts:GetAccessKeyInfo",
    "sts:GetFederationToken",
    "sts:GetServiceBearerToken",
    "sts:GetSessionToken",
    "sts:SetContext",
)
PIPELINE_ISSUER: Final = "token.actions.githubusercontent.com"


def guards(repository_owner: str) -> Iterator[Guard]:
    """Yield who is kept out, for pipelines of one owner's repositories."""
    yield Guard(
        sid="OnlyTheOrganization",
        why=Text(
            ja="組織の外の者は、AWSのサービスを除き、データと鍵に触れられない",
            en="Nobody from outside reaches data, keys or roles, except AWS's services",
        ),
        actions=(*STORES, *SESSIONS),
        conditions={
            "StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORGANIZATION_ID},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
        },
        of_resources=True,
    )
    # The condition is also met where the key is absent, that is by tokens of every other issuer.
    yield Guard(
        sid="OnlyOurPipelines",
        why=Text(
            ja="外部のトークンでロールを引き受けるのは本基盤のパイプラインだけ",
            en="Only the platform's own pipelines take on roles by a token from outside",
        ),
        actions=("sts:AssumeRoleWithWebIdentity",),
        conditions={"StringNotLike": {f"{PIPELINE_ISSUER}:sub": f"repo:{repository_owner}/*"}},
        of_resources=True,
    )
    yield Guard(
        sid="ServicesOnlyForUs",
        why=Text(
            ja="AWSのサービスは、組織のリソースのために動くときだけ触れられる",
            en="AWS's services reach data only when they act for the organization",
        ),
        actions=(*STORES, "sts:*"),
        conditions={
            "StringNotEqualsIfExists": {"aws:SourceOrgID": ORGANIZATION_ID},
            "Null": {"aws:SourceArn": "false"},
            "Bool": {"aws:PrincipalIsAWSService": "true"},
        },
        of_resources=True,
    )
    yield Guard(
        sid="OnlyEncryptedInTransit",
        why=Text(ja="通信は暗号化する", en="Every connection is encrypted"),
        actions=(*STORES, "sts:*"),
        conditions={"BoolIfExists": {"aws:SecureTransport": "false"}},
        of_resources=True,
    )
