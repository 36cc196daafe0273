"""The endpoints through which networks call services, and their policies.

An endpoint's policy holds the calls that come by it, and a caller may have another way. So where
it is proved that nobody can do something, endpoint policies are left out, which takes more to be
possible than is; where it matters that a call comes by one, it is part of the evaluation:
https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
"""

from dataclasses import dataclass
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.evaluation.parties import Target
from kyotsu.proof.access.policy.patterns import Pattern
from kyotsu.proof.access.reading.names import Names
from kyotsu.proof.access.reading.names import source as source_of
from kyotsu.proof.access.reading.organization import Organization
from kyotsu.proof.access.reading.problems import Problems
from kyotsu.proof.access.reading.read_document import ON_RESOURCE, read_document
from tenancy.vocabulary import Text

ENDPOINT: Final = "aws:ec2/vpcEndpoint:VpcEndpoint"
_OPEN: Final = {
    "Statement": {
        "Sid": "DefaultEndpointPolicy",
        "Effect": "Allow",
        "Principal": "*",
        "Action": "*",
        "Resource": "*",
    }
}
_PREFIXES: Final = {
    # Services whose actions aren't named as their endpoints are:
    # https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
    "bedrock-agent": "bedrock",
    "bedrock-agent-runtime": "bedrock",
    "bedrock-runtime": "bedrock",
    "ecs-agent": "ecs",
    "ecs-telemetry": "ecs",
    "email-smtp": "ses",
    "git-codecommit": "codecommit",
    "kinesis-firehose": "firehose",
    "kinesis-streams": "kinesis",
    "monitoring": "cloudwatch",
    "s3-global": "s3",
}
_PARTS: Final = 3


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One endpoint: what passes it may be about anything, of any account."""

    target: Target
    account: str
    prefix: str
    """The prefix of its service's actions; empty where that isn't known."""

    def passes(self, action: str) -> bool:
        """Return whether calls of an action come by it; any do of a service that isn't known."""
        return not self.prefix or action.startswith(f"{self.prefix}:")


def read_endpoints(
    names: Names, organization: Organization, problems: Problems
) -> tuple[Endpoint, ...]:
    """Return the endpoints, sorted by URN. Without a policy everything passes."""
    found: list[Endpoint] = []
    for resource in sorted(names.resources.values(), key=lambda one: one.urn):
        account = organization.accounts.get(names.account_of(resource))
        if resource.type != ENDPOINT or resource.kind != "custom" or account is None:
            continue
        text = resource.inputs.get("policy") or _OPEN
        read = read_document(names, problems, resource, text, account.id, ON_RESOURCE)
        if read is None:
            continue
        label = Text(
            ja=f"{account.name} のエンドポイント {resource.name}",
            en=f"endpoint {resource.name} of {account.name}",
        )
        target = Target(
            label=label,
            source=source_of(resource),
            arns=(Pattern("*"),),
            account=account.id,
            policy=read,
        )
        found.append(Endpoint(target=target, account=account.id, prefix=_prefix(resource)))
    return tuple(found)


def _prefix(resource: Resource) -> str:
    """Return the prefix of `com.amazonaws.ap-northeast-1.ecr.api`, which is `ecr`."""
    name = resource.inputs.get("serviceName")
    parts = name.split(".") if isinstance(name, str) else []
    if len(parts) <= _PARTS or parts[:2] != ["com", "amazonaws"]:
        return ""
    return _PREFIXES.get(parts[_PARTS], parts[_PARTS])
