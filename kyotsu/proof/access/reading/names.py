"""Names for what AWS will only choose at the update, so that policies can be held against them.

A document in desired state has `<<urn#property>>` where an ARN or an account's number will be. Here
each becomes a text of the same form: an ARN is what it will be but for numbers that AWS chooses,
and such a number is taken from the URN's hash, so that it is the same in each run.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final, cast

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.placeholders import fill, references
from kyotsu.proof.verdict import Source

ORGANIZATION: Final = "aws:organizations/organization:Organization"
ACCOUNT: Final = "aws:organizations/account:Account"
UNIT: Final = "aws:organizations/organizationalUnit:OrganizationalUnit"
ROLE: Final = "aws:iam/role:Role"
POLICY: Final = "aws:iam/policy:Policy"
_ARNS: Final[Mapping[str, str]] = {
    "aws:backup/vault:Vault": "arn:aws:backup:{region}:{account}:backup-vault:{name}",
    "aws:cloudtrail/trail:Trail": "arn:aws:cloudtrail:{region}:{account}:trail/{name}",
    "aws:cloudwatch/eventRule:EventRule": "arn:aws:events:{region}:{account}:rule/{name}",
    "aws:cloudwatch/logDestination:LogDestination": "arn:aws:logs:{region}:{account}:destination:{name}",  # noqa: E501
    "aws:cloudwatch/logGroup:LogGroup": "arn:aws:logs:{region}:{account}:log-group:{name}",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "arn:aws:logs:{region}:{account}:log-group:*",  # noqa: E501
    "aws:dynamodb/table:Table": "arn:aws:dynamodb:{region}:{account}:table/{name}",
    "aws:ecr/repository:Repository": "arn:aws:ecr:{region}:{account}:repository/{name}",
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "arn:aws:iam::{account}:oidc-provider/{host}",  # noqa: E501
    POLICY: "arn:aws:iam::{account}:policy{path}{name}",
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "arn:aws:firehose:{region}:{account}:deliverystream/{name}",  # noqa: E501
    "aws:kms/alias:Alias": "arn:aws:kms:{region}:{account}:{name}",
    "aws:kms/key:Key": "arn:aws:kms:{region}:{account}:key/{unique}",
    "aws:lambda/function:Function": "arn:aws:lambda:{region}:{account}:function:{name}",
    "aws:s3/accessPoint:AccessPoint": "arn:aws:s3:{region}:{account}:accesspoint/{name}",
    "aws:s3/bucket:Bucket": "arn:aws:s3:::{bucket}",
    "aws:secretsmanager/secret:Secret": "arn:aws:secretsmanager:{region}:{account}:secret:{name}-{unique}",  # noqa: E501
    "aws:sns/topic:Topic": "arn:aws:sns:{region}:{account}:{name}",
    "aws:sqs/queue:Queue": "arn:aws:sqs:{region}:{account}:{name}",
    ROLE: "arn:aws:iam::{account}:role{path}{name}",
}
_NAMED_BY: Final = {"aws:s3/bucket:Bucket": "bucket"}
"""What a resource's id is, where that isn't its name."""
_WITH_NAME_AS_ID: Final = (ROLE, "aws:sqs/queue:Queue", "aws:ssm/parameter:Parameter")
MANAGEMENT_ID: Final = "management"


class Names:
    """The names of one stage's resources. `missing` is what documents refer to and isn't there."""

    def __init__(self, graphs: Iterable[Graph]) -> None:
        self.resources: dict[str, Resource] = {}
        for graph in graphs:
            self.resources |= graph.by_urn

    @cached_property
    def organization(self) -> Resource | None:
        """The organization."""
        return next((one for one in self.resources.values() if one.type == ORGANIZATION), None)

    @cached_property
    def policies(self) -> Mapping[str, Resource]:
        """The managed policies that are declared, by ARN."""
        found = (one for one in self.resources.values() if one.type == POLICY)
        return {self.arn(one): one for one in found}

    @property
    def organization_id(self) -> str:
        """The organization's id, of AWS's form."""
        found = self.organization
        return "o-" + _digits(found.urn if found else "", letters=True)[:10]

    @property
    def management(self) -> str:
        """The number of the account that made the organization."""
        found = self.organization
        return _digits((found.urn if found else "") + "#management")[:12]

    def text(self, value: str) -> str:
        """Return a text in which each placeholder is filled in, as far as its resource is there."""
        return fill(value, self._value)

    def filled(self, value: Any) -> Any:
        """Return plain data in which each text is filled in."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            items = cast("Mapping[str, Any]", value)
            return {key: self.filled(one) for key, one in items.items()}
        if isinstance(value, list):
            return [self.filled(one) for one in cast("list[Any]", value)]
        return value

    def account_of(self, resource: Resource) -> str:
        """Return the number of the account that a resource is in."""
        return self.management if resource.account is None else self.text(resource.account)

    def arn(self, resource: Resource) -> str:
        """Return the resource's ARN."""
        form = _ARNS.get(resource.type)
        service, _, kind = resource.type.removeprefix("aws:").partition("/")
        values = {
            "account": self.account_of(resource),
            "region": resource.region or "",
            "path": self._input(resource, "path") or "/",
            "host": self._input(resource, "url").removeprefix("https://"),
            "bucket": self._input(resource, "bucket"),
            "name": self._input(resource, "name") or resource.name,
            "unique": _digits(resource.urn, letters=True)[:12],
        }
        if form is None:
            form = f"arn:aws:{service}:{{region}}:{{account}}:{kind.rpartition(':')[2]}/{{unique}}"
        return form.format(**values)

    def _input(self, resource: Resource, name: str) -> str:
        value = resource.inputs.get(name)
        return self.text(value) if isinstance(value, str) else ""

    def _value(self, urn: str, name: str) -> str | None:
        resource = self.resources.get(urn)
        if resource is None:
            return None
        if resource.type == ORGANIZATION:
            return self.management if name.startswith("master") else self.organization_id
        if resource.type == ACCOUNT and name == "id":
            return _digits(urn)[:12]
        if name == "arn":
            return self.arn(resource)
        if name == "id":
            named_by = _NAMED_BY.get(resource.type)
            if named_by or resource.type in _WITH_NAME_AS_ID:
                return self._input(resource, named_by or "name")
        return self._input(resource, name) or f"{name.lower()}-{_digits(urn, letters=True)[:12]}"


def source(resource: Resource) -> Source:
    """Return where a resource is declared."""
    return Source(urn=resource.urn, line=resource.source[0] if resource.source else "")


def referred(value: object) -> str | None:
    """Return the URN of the one resource that a value refers to."""
    found = {urn for urn, _ in references(value)}
    return found.pop() if len(found) == 1 else None


def _digits(text: str, *, letters: bool = False) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return digest if letters else str(int(digest, 16)).zfill(78)[-40:]
