"""Mistakes by which a tenant gets at another's data, keys, secrets or functions."""

from collections.abc import Mapping
from typing import Any, Final

from bench.access_mistakes.stage import KEY, Plant, Stage, granting, policy
from kyotsu.desired.graph import Graph

_TOPIC_POLICY: Final = "aws:sns/topicPolicy:TopicPolicy"
_BUCKET: Final = "aws:s3/bucket:Bucket"
_FUNCTION: Final = "aws:lambda/function:Function"
_QUEUE: Final = "aws:sqs/queue:Queue"
_SECRET: Final = "aws:secretsmanager/secret:Secret"  # noqa: S105 - a type
_ORGANIZATION: Final = "aws:organizations/organization:Organization"


def _key(principal: Any, action: str, **more: Any) -> Plant:
    return lambda stage: stage.victims_edited(
        granting(
            KEY,
            "keys-logs",
            "policy",
            Principal=principal(stage) if callable(principal) else principal,
            Action=action,
            Resource="*",
            **more,
        )
    )


def _topic(principal: Any, action: str, **more: Any) -> Plant:
    return lambda stage: stage.victims_edited(
        granting(
            _TOPIC_POLICY, None, "policy", Principal=principal, Action=action, Resource="*", **more
        )
    )


def _others(stage: Stage) -> Any:
    return stage.root(stage.other)


def _of_the_organization(stage: Stage, *paths: str) -> str:
    graph = next(one for one in stage.graphs if one.stack == stage.foundation)
    urn = next(one.urn for one in graph.resources if one.type == _ORGANIZATION)
    return "/".join((f"<<{urn}#id>>", *paths))


def _path_too_short(stage: Stage) -> tuple[Graph, ...]:
    wide = _of_the_organization(stage, "*")
    condition = {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": wide}}
    return _key("*", "kms:Decrypt", Condition=condition)(stage)


def _grant(stage: Stage) -> tuple[Graph, ...]:
    key = stage.urn(stage.victims, KEY, "keys-logs")
    return stage.victims_added(
        "aws:kms/grant:Grant",
        "copies",
        {
            "keyId": f"<<{key}#keyId>>",
            "granteePrincipal": f"arn:aws:iam::{stage.account(stage.other)}:role/app",
            "operations": ["Decrypt", "GenerateDataKey"],
        },
    ).graphs


def _access_point(stage: Stage) -> tuple[Graph, ...]:
    """Hand a bucket's policy on to its access points, one of which is open to another account."""
    account = stage.account(stage.victim)
    with_bucket = stage.victims_added(_BUCKET, "ledger", {"bucket": "ledger"})
    bucket = with_bucket.urn(stage.victims, _BUCKET, "ledger")
    handed_on = policy(
        {
            "Principal": "*",
            "Action": "*",
            "Resource": ["arn:aws:s3:::ledger", "arn:aws:s3:::ledger/*"],
            "Condition": {"StringEquals": {"s3:DataAccessPointAccount": account}},
        }
    )
    with_policy = with_bucket.victims_added(
        "aws:s3/bucketPolicy:BucketPolicy",
        "ledger",
        {"bucket": f"<<{bucket}#id>>", "policy": handed_on},
    )
    opened = policy(
        {
            "Principal": stage.root(stage.other),
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:ap-northeast-1:{account}:accesspoint/copies/object/*",
        }
    )
    return with_policy.victims_added(
        "aws:s3/accessPoint:AccessPoint",
        "copies",
        {"name": "copies", "bucket": f"<<{bucket}#id>>", "policy": opened},
    ).graphs


def _function(**permission: Any) -> Plant:
    def change(stage: Stage) -> tuple[Graph, ...]:
        made = stage.victims_added(_FUNCTION, "batch", {"name": "batch"})
        inputs = {
            "function": f"<<{made.urn(stage.victims, _FUNCTION, 'batch')}#name>>",
            "action": "lambda:InvokeFunction",
            **{name: one(stage) if callable(one) else one for name, one in permission.items()},
        }
        return made.victims_added("aws:lambda/permission:Permission", "invoke", inputs).graphs

    return change


def _secret(stage: Stage) -> tuple[Graph, ...]:
    """Open a secret to everybody, without the condition on the organization."""
    made = stage.victims_added(_SECRET, "database", {"name": "database"})
    document = policy(
        {"Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}
    )
    secret = f"<<{made.urn(stage.victims, _SECRET, 'database')}#arn>>"
    return made.victims_added(
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        "database",
        {"secretArn": secret, "policy": document},
    ).graphs


def _queue(stage: Stage) -> tuple[Graph, ...]:
    """Let in whatever topic sends, and not only those of the account."""
    document = policy(
        {
            "Principal": "*",
            "Action": "sqs:SendMessage",
            "Resource": "*",
            "Condition": {"StringLike": {"aws:SourceArn": "arn:aws:sns:ap-northeast-1:*"}},
        }
    )
    return stage.victims_added(_QUEUE, "orders", {"name": "orders", "policy": document}).graphs


def _service_linked(stage: Stage) -> Any:
    path = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    return {"AWS": f"arn:aws:iam::{stage.account(stage.other)}:role/{path}"}


KINDS: Final[Mapping[str, tuple[str, Plant]]] = {
    "a key for everybody": ("ACC-2", _key("*", "kms:Decrypt")),
    "a key for another account": ("ACC-2", _key(_others, "kms:*")),
    "a key on which another account makes grants": (
        "ACC-2",
        _key(_others, "kms:CreateGrant", Condition={"Bool": {"kms:GrantIsForAWSResource": "true"}}),
    ),
    "a grant on a key to another's role": ("ACC-2", _grant),
    "a key for another's service-linked role": ("ACC-2", _key(_service_linked, "kms:Decrypt")),
    "a key for the whole organization by its path": ("ACC-2", _path_too_short),
    "a topic that anybody subscribes to": ("ACC-2", _topic({"AWS": "*"}, "sns:Subscribe")),
    "a service that acts for anybody": (
        "ACC-2",
        _topic({"Service": "events.amazonaws.com"}, "sns:Publish"),
    ),
    "a condition that passes where its key is missing": (
        "ACC-2",
        _topic(
            "*",
            "sns:Publish",
            Condition={"StringEqualsIfExists": {"aws:SourceOwner": "111122223333"}},
        ),
    ),
    "a condition on all values of a key that has none": (
        "ACC-2",
        _topic(
            "*",
            "sns:Publish",
            Condition={
                "ForAllValues:StringEquals": {"aws:PrincipalServiceNamesList": "s3.amazonaws.com"}
            },
        ),
    ),
    "an access point for another account": ("ACC-2", _access_point),
    "a function that another account invokes": (
        "ACC-2",
        _function(principal=lambda s: s.account(s.other)),  # pyright: ignore[reportUnknownLambdaType]
    ),
    "a function that a service invokes for anybody": (
        "ACC-2",
        _function(principal="s3.amazonaws.com"),
    ),
    "a secret for everybody": ("ACC-2", _secret),
    "a queue for sources that are named too widely": ("ACC-2", _queue),
}
"""By kind: the statement that is violated about the tenant, and how it is planted."""
