"""Budgets, trails, parameters and secrets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.values import document, pascal
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, Tags, kept


def _kept_tags() -> Tags:
    """Moto has no tags here; the wish is kept in the state."""
    return Tags(
        read=lambda context, _: context.inputs.get("tags") or {},
        write=lambda _context, _fresh, _gone: None,
    )


def _budget(context: Context) -> Props:
    given = context.inputs
    filters = {item["name"]: item["values"] for item in given.get("costFilters") or ()}
    block = {
        "BudgetName": given["name"],
        "BudgetType": given["budgetType"],
        "TimeUnit": given["timeUnit"],
        "BudgetLimit": {"Amount": str(given["limitAmount"]), "Unit": given["limitUnit"]},
        "CostFilters": filters or None,
        "CostTypes": pascal(given.get("costTypes")),
    }
    return {key: value for key, value in block.items() if value is not None}


def _notifications(context: Context) -> list[Props]:
    found: list[Props] = []
    for block in context.inputs.get("notifications") or ():
        mails = block.get("subscriberEmailAddresses") or ()
        topics = block.get("subscriberSnsTopicArns") or ()
        found.append(
            {
                "Notification": {
                    "NotificationType": block["notificationType"],
                    "ComparisonOperator": block["comparisonOperator"],
                    "Threshold": block["threshold"],
                    "ThresholdType": block["thresholdType"],
                },
                "Subscribers": [
                    *({"SubscriptionType": "EMAIL", "Address": mail} for mail in mails),
                    *({"SubscriptionType": "SNS", "Address": topic} for topic in topics),
                ],
            }
        )
    return found


def _create_budget(context: Context) -> str:
    context.call(
        "create_budget",
        AccountId=context.inputs.get("accountId") or context.account,
        Budget=_budget(context),
        NotificationsWithSubscribers=_notifications(context) or None,
    )
    return f"{context.inputs.get('accountId') or context.account}:{context.inputs['name']}"


def _named(context: Context) -> Props:
    account, _, name = context.id.partition(":")
    return {"AccountId": account, "BudgetName": name}


def _remake_budget(context: Context) -> None:
    """Make it anew: moto has no update."""
    context.call("delete_budget", **_named(context))
    _create_budget(context)


def _number(value: Any) -> float:
    return float(value or 0)


BUDGET = Entry(
    type="aws:budgets/budget:Budget",
    service="budgets",
    regional=False,
    inputs={
        "name": P(read="BudgetName", replace=True),
        "namePrefix": P(replace=True),
        "accountId": P(read="", replace=True, computed=True),
        "budgetType": P(read="BudgetType"),
        "timeUnit": P(read="TimeUnit"),
        "limitAmount": P(read="BudgetLimit.Amount", compare=_number),
        "limitUnit": P(read="BudgetLimit.Unit"),
        "notifications": P(read="", compare="set"),
        "costFilters": P(read="", compare="set"),
        "costTypes": P(read="", computed=True),
        "timePeriodStart": P(read="", computed=True),
        "timePeriodEnd": P(read="", computed=True),
    },
    create=_create_budget,
    read=lambda c: c.call("describe_budget", **_named(c)),
    at="Budget",
    update=_remake_budget,
    delete=lambda c: c.call("delete_budget", **_named(c)),
    outputs={"arn": "arn:{partition}:budgets::{account}:budget/{name}"},
    tags=_kept_tags(),
    name=Name(property="name", limit=100),
    example=Example(
        inputs={
            "name": "example",
            "budgetType": "COST",
            "timeUnit": "MONTHLY",
            "limitAmount": "1000",
            "limitUnit": "USD",
        },
        change={"limitAmount": "2000", "tags": {"a": "b"}},
        replace={"name": "other"},
    ),
)


def _read_trail(context: Context) -> Props:
    found: Props = context.call("get_trail", Name=context.inputs.get("name") or context.id)["Trail"]
    status = context.call("get_trail_status", Name=found["TrailARN"])
    return {**found, "Logging": status["IsLogging"]}


def _log(context: Context) -> None:
    on = context.inputs["enableLogging"]
    context.call("start_logging" if on else "stop_logging", Name=context.inputs["name"])


def _select(context: Context) -> None:
    name = context.inputs["name"]
    advanced = context.inputs.get("advancedEventSelectors")
    if advanced:
        names = {"equals": "Equals", "notEquals": "NotEquals"}
        selectors = pascal(advanced, names)
        context.call("put_event_selectors", TrailName=name, AdvancedEventSelectors=selectors)
    elif context.inputs.get("eventSelectors"):
        selectors = pascal(context.inputs["eventSelectors"])
        context.call("put_event_selectors", TrailName=name, EventSelectors=selectors)


def _trail_tags(context: Context, _: Props) -> dict[str, str]:
    found = context.call("list_tags", ResourceIdList=[context.id])["ResourceTagList"]
    return tagging.unpaired(found[0]["TagsList"]) if found else {}


def _tag_trail(context: Context, fresh: Mapping[str, str], gone: Sequence[str]) -> None:
    if gone:
        keys = [{"Key": key} for key in gone]
        context.call("remove_tags", ResourceId=context.id, TagsList=keys)
    if fresh:
        context.call("add_tags", ResourceId=context.id, TagsList=tagging.pairs(fresh))


def _create_trail(context: Context) -> str:
    answer = context.call("create_trail", **context.params())
    if context.inputs["enableLogging"]:
        context.call("start_logging", Name=context.inputs["name"])
    return str(answer["TrailARN"])


TRAIL = Entry(
    type="aws:cloudtrail/trail:Trail",
    service="cloudtrail",
    inputs={
        "name": P("Name", replace=True),
        "s3BucketName": P("S3BucketName"),
        "s3KeyPrefix": P("S3KeyPrefix"),
        "includeGlobalServiceEvents": P("IncludeGlobalServiceEvents", default=True),
        "isMultiRegionTrail": P("IsMultiRegionTrail", default=False),
        "isOrganizationTrail": P("IsOrganizationTrail", default=False),
        "enableLogFileValidation": P(
            "EnableLogFileValidation", read="LogFileValidationEnabled", default=False
        ),
        "kmsKeyId": P("KmsKeyId"),
        "cloudWatchLogsGroupArn": P("CloudWatchLogsLogGroupArn"),
        "cloudWatchLogsRoleArn": P("CloudWatchLogsRoleArn"),
        "snsTopicName": P("SnsTopicName"),
        "enableLogging": P(read="Logging", default=True, set=_log),
        "eventSelectors": P(read="", set=_select),
        "advancedEventSelectors": P(read="", set=_select),
        **kept("insightSelectors"),
    },
    create=_create_trail,
    read=_read_trail,
    update=Call("update_trail", {"Name": "$name"}, inputs="mutable"),
    # by ARN, moto does nothing and says nothing
    delete=Call("delete_trail", {"Name": "$name"}),
    outputs={"arn": "TrailARN", "homeRegion": "{region}"},
    tags=Tags(create=None, read=_trail_tags, write=_tag_trail),
    name=Name(property="name", limit=128),
    example=Example(
        inputs={
            "name": "example",
            "s3BucketName": "@aws:s3/bucketPolicy:BucketPolicy.bucket",
            "isMultiRegionTrail": True,
        },
        change={
            "enableLogFileValidation": True,
            "enableLogging": False,
            "tags": {"a": "b"},
        },
        replace={"name": "other"},
        drift=lambda c: c.call("stop_logging", Name="example"),
    ),
)


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

ENTRIES = [BUDGET, TRAIL, PARAMETER, SECRET]
