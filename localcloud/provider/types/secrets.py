"""Parameters and secrets."""

from __future__ import annotations

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.values import document, pascal
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, kept


def _read_parameter(context: Context) -> Props | None:
    found: Props = context.call("get_parameter", Name=context.id, WithDecryption=True)["Parameter"]
    filters = [{"Key": "Name", "Values": [context.id]}]
    told = context.call("describe_parameters", ParameterFilters=filters)["Parameters"]
    return {**(told[0] if told else {}), **found}


def _put_parameter(context: Context) -> str:
    given = context.inputs
    new = not context.id
    tags = tagging.pairs(given.get("tags") or {})
    overwrite = bool(given.get("overwrite")) or not new
    value = given.get("value") or given.get("insecureValue")
    context.call(
        "put_parameter",
        **{**context.params(), "Value": value},
        Overwrite=overwrite,
        Tags=tags if new and tags and not overwrite else None,
    )
    return str(given["name"])


PARAMETER = Entry(
    type="aws:ssm/parameter:Parameter",
    service="ssm",
    inputs={
        "name": P("Name", replace=True),
        "type": P("Type"),
        "value": P(read="Value", secret=True, computed=True),
        # told only where it was given: the value of a plain parameter may be a secret to us
        "insecureValue": P(read="", computed=True),
        "description": P("Description"),
        "keyId": P("KeyId", computed=True),
        "tier": P("Tier", computed=True),
        "dataType": P("DataType", default="text"),
        "allowedPattern": P("AllowedPattern"),
        **kept("overwrite"),
    },
    create=_put_parameter,
    read=_read_parameter,
    update=_put_parameter,
    delete=Call("delete_parameter", {"Name": "$id"}),
    outputs={"arn": "ARN", "version": "Version"},
    tags=tagging.listed(
        target={"ResourceId": "$id", "ResourceType": "Parameter"},
        tag="add_tags_to_resource",
        untag="remove_tags_from_resource",
        read="list_tags_for_resource",
        at_key="TagList",
    ),
    name=Name(property="name", limit=2048),
    example=Example(
        inputs={"name": "/example", "type": "String", "value": "one", "tags": {"a": "b"}},
        change={"value": "two", "tags": {"a": "c"}},
        replace={"name": "/other"},
        drift=lambda c: c.call("put_parameter", Name=c.id, Value="drifted", Overwrite=True),
    ),
)


def _read_secret(context: Context) -> Props | None:
    found: Props = context.call("describe_secret", SecretId=context.id)
    if found.get("DeletedDate"):
        return None
    policy = context.call("get_resource_policy", SecretId=context.id).get("ResourcePolicy")
    return {**found, "Policy": policy or None}


def _set_secret_policy(context: Context) -> None:
    policy = context.value("policy")
    if policy:
        context.call("put_resource_policy", SecretId=context.id, ResourcePolicy=policy)
    else:
        context.call("delete_resource_policy", SecretId=context.id)


def _delete_secret(context: Context) -> None:
    try:
        context.call("delete_secret", SecretId=context.id, ForceDeleteWithoutRecovery=True)
    except AwsError as error:
        if error.code != "InvalidRequestException":
            raise


SECRET = Entry(
    type="aws:secretsmanager/secret:Secret",
    service="secretsmanager",
    inputs={
        "name": P("Name", replace=True),
        "namePrefix": P(replace=True),
        "description": P("Description"),
        "kmsKeyId": P("KmsKeyId"),
        "policy": P(
            read="Policy", to=document, compare="json", computed=True, set=_set_secret_policy
        ),
        "replicas": P("AddReplicaRegions", read="", to=pascal, computed=True),
        **kept("recoveryWindowInDays", "forceOverwriteReplicaSecret"),
    },
    create=Call("create_secret", inputs="all"),
    id="ARN",
    read=_read_secret,
    update=Call(
        "update_secret",
        {"SecretId": "$id", "Description": "$description", "KmsKeyId": "$kmsKeyId"},
    ),
    delete=_delete_secret,
    outputs={"arn": "ARN"},
    tags=tagging.listed(target={"SecretId": "$id"}),
    name=Name(property="name", limit=512),
    example=Example(
        inputs={"name": "example", "tags": {"a": "b"}},
        change={"description": "changed", "tags": {"a": "c"}},
        replace={"name": "other"},
    ),
)


ENTRIES = [PARAMETER, SECRET]
