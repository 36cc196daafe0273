"""What holds data, keys, logs or secrets, and the policy on each.

A type that is in no table here, and carries a policy all the same, makes its account's statements
"not proved": nothing is known of what its policy opens.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.demands import MISSING, Domain, known
from kyotsu.proof.access.document import Policy, read_policy
from kyotsu.proof.access.names import Names, referred
from kyotsu.proof.access.names import source as source_of
from kyotsu.proof.access.organization import Organization
from kyotsu.proof.access.parties import Account, Target
from kyotsu.proof.access.patterns import Pattern
from kyotsu.proof.access.problems import Problems
from kyotsu.proof.access.roles import read_document
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One type of resource that is worth reaching."""

    title: Text
    service: str
    """The prefix of its actions."""
    parts: tuple[tuple[str, str], ...]
    """AWS's resource types of it, and what comes after its ARN for each."""
    policy: str = ""
    """The input that holds its policy, where it is on the resource itself."""
    policies: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """The types that give it a policy: their input that names it, and that of the document."""
    by_policy_only: bool = False


KINDS: Final[Mapping[str, Kind]] = {
    "aws:kms/key:Key": Kind(
        title=Text(ja="鍵", en="key"),
        service="kms",
        parts=(("key", ""),),
        policy="policy",
        policies={"aws:kms/keyPolicy:KeyPolicy": ("keyId", "policy")},
        by_policy_only=True,
    ),
    "aws:s3/bucket:Bucket": Kind(
        title=Text(ja="バケット", en="bucket"),
        service="s3",
        parts=(("bucket", ""), ("object", "/*")),
        policies={"aws:s3/bucketPolicy:BucketPolicy": ("bucket", "policy")},
    ),
    "aws:sns/topic:Topic": Kind(
        title=Text(ja="トピック", en="topic"),
        service="sns",
        parts=(("topic", ""),),
        policy="policy",
        policies={"aws:sns/topicPolicy:TopicPolicy": ("arn", "policy")},
    ),
    "aws:sqs/queue:Queue": Kind(
        title=Text(ja="キュー", en="queue"),
        service="sqs",
        parts=(("queue", ""),),
        policy="policy",
        policies={"aws:sqs/queuePolicy:QueuePolicy": ("queueUrl", "policy")},
    ),
    "aws:secretsmanager/secret:Secret": Kind(
        title=Text(ja="秘密", en="secret"),
        service="secretsmanager",
        parts=(("Secret", ""),),
        policy="policy",
        policies={"aws:secretsmanager/secretPolicy:SecretPolicy": ("secretArn", "policy")},
    ),
    "aws:cloudwatch/logGroup:LogGroup": Kind(
        title=Text(ja="ロググループ", en="log group"),
        service="logs",
        parts=(("log-group", ""), ("log-stream", ":log-stream:*")),
    ),
    # It is about all log groups of its account and region, as far as it names them.
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": Kind(
        title=Text(ja="ロググループのポリシー", en="policy on log groups"),
        service="logs",
        parts=(("log-group", ""),),
        policy="policyDocument",
    ),
    "aws:cloudwatch/logDestination:LogDestination": Kind(
        title=Text(ja="ログの送り先", en="log destination"),
        service="logs",
        parts=(("destination", ""),),
        policies={
            "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": (
                "destinationName",
                "accessPolicy",
            )
        },
    ),
    "aws:backup/vault:Vault": Kind(
        title=Text(ja="バックアップの保管庫", en="backup vault"),
        service="backup",
        parts=(("backupVault", ""),),
        policies={"aws:backup/vaultPolicy:VaultPolicy": ("backupVaultName", "policy")},
    ),
    "aws:dynamodb/table:Table": Kind(
        title=Text(ja="表", en="table"),
        service="dynamodb",
        parts=(("table", ""),),
        policies={"aws:dynamodb/resourcePolicy:ResourcePolicy": ("resourceArn", "policy")},
    ),
    "aws:ecr/repository:Repository": Kind(
        title=Text(ja="イメージの置き場", en="image repository"),
        service="ecr",
        parts=(("repository", ""),),
        policies={"aws:ecr/repositoryPolicy:RepositoryPolicy": ("repository", "policy")},
    ),
}
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
_GRANT: Final = "aws:kms/grant:Grant"
_READ_ELSEWHERE: Final = frozenset(
    {
        ENDPOINT,
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/policy:Policy",
        "aws:organizations/policy:Policy",
        "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
    }
)
_POLICY_TYPES: Final = {
    made: (of, *inputs) for of, kind in KINDS.items() for made, inputs in kind.policies.items()
}


@dataclass(frozen=True, kw_only=True)
class Protected:
    """One resource with what can be asked of it, by AWS's resource type."""

    kind: Kind
    urn: str
    account: str
    parts: Mapping[str, Target]


def read_targets(
    names: Names, organization: Organization, problems: Problems
) -> tuple[Protected, ...]:
    """Return what is protected, sorted by URN."""
    policies = _policies(names, problems)
    aliases = _aliases(names)
    found: list[Protected] = []
    for resource in names.resources.values():
        account = organization.accounts.get(names.account_of(resource))
        if resource.kind != "custom":
            continue
        kind = KINDS.get(resource.type)
        if kind is None or account is None:
            _not_modelled(names, problems, resource)
            continue
        found.append(
            _protected(names, problems, resource, kind, account, organization, policies, aliases)
        )
    return tuple(sorted(found, key=lambda one: one.urn))


def read_endpoints(
    names: Names, organization: Organization, problems: Problems
) -> tuple[Target, ...]:
    """Return the endpoints through which networks call services, sorted by URN.

    What passes one may be about anything, of any account. Without a policy everything passes:
    https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    """
    found: list[Target] = []
    for resource in sorted(names.resources.values(), key=lambda one: one.urn):
        account = organization.accounts.get(names.account_of(resource))
        if resource.type != ENDPOINT or resource.kind != "custom" or account is None:
            continue
        text = resource.inputs.get("policy") or _OPEN
        read = read_document(names, problems, resource, text, account.id, ("ポリシー", "policy"))
        if read is not None:
            label = Text(
                ja=f"{account.name} のエンドポイント {resource.name}",
                en=f"endpoint {resource.name} of {account.name}",
            )
            found.append(
                Target(
                    label=label,
                    source=source_of(resource),
                    arns=(Pattern("*"),),
                    account=account.id,
                    policy=read,
                )
            )
    return tuple(found)


def _protected(
    names: Names,
    problems: Problems,
    resource: Resource,
    kind: Kind,
    account: Account,
    organization: Organization,
    policies: Mapping[str, list[tuple[Resource, str]]],
    aliases: Mapping[str, tuple[str, ...]],
) -> Protected:
    arn = names.arn(resource)
    given = list(policies.get(resource.urn, ()))
    if kind.policy and resource.inputs.get(kind.policy) is not None:
        given.append((resource, kind.policy))
    read: Policy | None = None
    for of, key in given:
        what = ("ポリシー", "policy")
        read = read_document(names, problems, of, of.inputs.get(key), account.id, what) or read
    if not given and kind.by_policy_only:
        read = _default_key_policy(resource, account.id)
    region = {"aws:requestedregion": known(resource.region)} if resource.region else {}
    of_key = {"kms:resourcealiases": MISSING} if kind.service == "kms" else {}
    if resource.urn in aliases:
        of_key = {"kms:resourcealiases": known(*aliases[resource.urn])}
    facts: dict[str, Domain] = {
        **region,
        **of_key,
        "aws:resourceaccount": known(account.id),
        "aws:resourceorgid": known(organization.id),
    }
    return Protected(
        kind=kind,
        urn=resource.urn,
        account=account.id,
        parts={
            part: Target(
                label=Text(
                    ja=f"{account.name} の{kind.title.ja} {resource.name}",
                    en=f"{kind.title.en} {resource.name} of {account.name}",
                ),
                source=source_of(given[-1][0] if given else resource),
                arns=(Pattern(arn + after),),
                account=account.id,
                policy=read,
                by_policy_only=kind.by_policy_only,
                controls=account.resource_controls,
                facts=facts,
            )
            for part, after in kind.parts
        },
    )


def _policies(names: Names, problems: Problems) -> Mapping[str, list[tuple[Resource, str]]]:
    """Return the resources that give others a policy, by the others' URNs."""
    by_name: dict[tuple[str, str, str], str] = {}
    for resource in names.resources.values():
        if resource.type in KINDS:
            for key in ("name", "bucket", "id"):
                value = resource.inputs.get(key)
                if isinstance(value, str):
                    by_name[resource.type, names.account_of(resource), names.text(value)] = (
                        resource.urn
                    )
    found: defaultdict[str, list[tuple[Resource, str]]] = defaultdict(list)
    for resource in names.resources.values():
        if resource.type not in _POLICY_TYPES:
            continue
        kind, on, document = _POLICY_TYPES[resource.type]
        value = resource.inputs.get(on)
        urn = referred(value)
        if urn is None and isinstance(value, str):
            urn = by_name.get((kind, names.account_of(resource), value))
        if urn is None or urn not in names.resources:
            problems.add(
                names.account_of(resource),
                Text(
                    ja=f"{resource.name} がどのリソースのポリシーか分かりません。",
                    en=f"whose policy {resource.name} is can't be told",
                ),
            )
            continue
        found[urn].append((resource, document))
    return found


def _aliases(names: Names) -> Mapping[str, tuple[str, ...]]:
    """Return the aliases of keys, by the keys' URNs."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for resource in names.resources.values():
        key = referred(resource.inputs.get("targetKeyId"))
        if resource.type == "aws:kms/alias:Alias" and key is not None:
            found[key].append(names.text(str(resource.inputs.get("name"))))
    return {key: tuple(sorted(ones)) for key, ones in found.items()}


def _not_modelled(names: Names, problems: Problems, resource: Resource) -> None:
    """Name a resource that carries a policy, or grants, which this model doesn't read."""
    if resource.type in _READ_ELSEWHERE or resource.type in _POLICY_TYPES:
        return
    if resource.type != _GRANT and not _carries_policy(resource.inputs):
        return
    kind = resource.type.rpartition(":")[2]
    problems.add(
        names.account_of(resource),
        Text(
            ja=f"{resource.name}({kind})のポリシーは扱えません。",
            en=f"{resource.name} is a {kind}, whose policy isn't modelled",
        ),
    )


def _carries_policy(value: object) -> bool:
    if isinstance(value, str):
        return '"Statement"' in value and value.lstrip().startswith("{")
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value)
        return "Statement" in items or any(map(_carries_policy, items.values()))
    if isinstance(value, list):
        return any(map(_carries_policy, cast("list[Any]", value)))
    return False


def _default_key_policy(resource: Resource, account: str) -> Policy:
    """Return what a key has where nothing else is said.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    """
    statement = {
        "Sid": "DefaultKeyPolicy",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    return read_policy({"Version": "2012-10-17", "Statement": statement}, source_of(resource))
