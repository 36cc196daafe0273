"""Topics and subscriptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _attributes
from localcloud.provider.values import document
from localcloud.provider.vocabulary import (
    Call,
    Compare,
    Entry,
    Example,
    Input,
    Name,
    P,
    Props,
    Step,
    kept,
)


def _attribute(operation: str, target: str, name: str, attribute: str) -> Step:
    """Set one attribute; "" takes it away."""

    def step(context: Context) -> None:
        value = context.value(name)
        params = {target: context.id, "AttributeName": attribute}
        context.call(operation, **params, AttributeValue="" if value is None else value)

    return step


def _topic_attribute(
    name: str, attribute: str, *, compare: Compare = "plain", computed: bool = False
) -> Input:
    step = _attribute("set_topic_attributes", "TopicArn", name, attribute)
    return P(read=attribute, to=_attributes.text, set=step, compare=compare, computed=computed)


def _create_topic(context: Context) -> str:
    given = context.inputs
    fifo = {"FifoTopic": "true"} if given.get("fifoTopic") else None
    tags = tagging.pairs(given.get("tags") or {})
    answer = context.call("create_topic", Name=given["name"], Attributes=fifo, Tags=tags or None)
    return str(answer["TopicArn"])


def _yes(key: str) -> Callable[[Props], Any]:
    return lambda raw: None if raw.get(key) is None else str(raw[key]).lower() == "true"


TOPIC = Entry(
    type="aws:sns/topic:Topic",
    service="sns",
    inputs={
        "name": P(read=lambda raw: raw["TopicArn"].rsplit(":", 1)[-1], replace=True),
        "namePrefix": P(replace=True),
        "fifoTopic": P(read=_yes("FifoTopic"), default=False, replace=True),
        "displayName": _topic_attribute("displayName", "DisplayName"),
        "kmsMasterKeyId": _topic_attribute("kmsMasterKeyId", "KmsMasterKeyId"),
        "policy": _topic_attribute("policy", "Policy", compare="json", computed=True),
        "deliveryPolicy": _topic_attribute(
            "deliveryPolicy", "DeliveryPolicy", compare="json", computed=True
        ),
        **kept("signatureVersion", "tracingConfig", "contentBasedDeduplication"),
    },
    create=_create_topic,
    read=Call("get_topic_attributes", {"TopicArn": "$id"}),
    at="Attributes",
    delete=Call("delete_topic", {"TopicArn": "$id"}),
    outputs={"arn": "TopicArn", "owner": "Owner"},
    tags=tagging.listed(target={"ResourceArn": "$id"}, read="list_tags_for_resource"),
    name=Name(property="name", limit=256),
    example=Example(
        inputs={"name": "example", "tags": {"a": "b"}},
        change={"displayName": "changed", "kmsMasterKeyId": "alias/aws/sns", "tags": {"a": "c"}},
        replace={"name": "other"},
        drift=lambda c: c.call(
            "set_topic_attributes",
            TopicArn=c.id,
            AttributeName="DisplayName",
            AttributeValue="drifted",
        ),
    ),
)

_PUT_POLICY = Call(
    "set_topic_attributes",
    {"TopicArn": "$arn", "AttributeName": "Policy", "AttributeValue": "$policy"},
)


def _open_policy(context: Context) -> None:
    """AWS has no call to remove a topic's policy: it gets the default one again."""
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": ["SNS:Publish", "SNS:Subscribe"],
        "Resource": context.id,
        "Condition": {"StringEquals": {"AWS:SourceOwner": context.account}},
    }
    policy = document({"Version": "2008-10-17", "Statement": [statement]})
    context.call(
        "set_topic_attributes", TopicArn=context.id, AttributeName="Policy", AttributeValue=policy
    )


TOPIC_POLICY = Entry(
    type="aws:sns/topicPolicy:TopicPolicy",
    service="sns",
    inputs={
        "arn": P(read="TopicArn", replace=True),
        "policy": P(read="Policy", to=document, compare="json"),
    },
    create=_PUT_POLICY,
    id="{arn}",
    read=Call("get_topic_attributes", {"TopicArn": "$id"}),
    at="Attributes",
    update=_PUT_POLICY,
    delete=_open_policy,
    outputs={"owner": "Owner"},
    identity=("arn",),
    example=Example(
        inputs={
            "arn": "@aws:sns/topic:Topic.arn",
            "policy": '{"Version":"2012-10-17","Statement":[]}',
        },
        change={"policy": '{"Version":"2012-10-17","Statement":[{"Effect":"Deny"}]}'},
    ),
)


def _subscription_attribute(name: str, attribute: str, *, compare: Compare = "plain") -> Input:
    step = _attribute("set_subscription_attributes", "SubscriptionArn", name, attribute)
    return P(read=attribute, to=_attributes.text, set=step, compare=compare)


SUBSCRIPTION = Entry(
    type="aws:sns/topicSubscription:TopicSubscription",
    service="sns",
    inputs={
        "topic": P("TopicArn", replace=True),
        "protocol": P("Protocol", replace=True),
        "endpoint": P("Endpoint", replace=True),
        "rawMessageDelivery": P(
            read=_yes("RawMessageDelivery"),
            to=_attributes.text,
            default=False,
            set=_attribute(
                "set_subscription_attributes",
                "SubscriptionArn",
                "rawMessageDelivery",
                "RawMessageDelivery",
            ),
        ),
        "filterPolicy": _subscription_attribute("filterPolicy", "FilterPolicy", compare="json"),
        "redrivePolicy": _subscription_attribute("redrivePolicy", "RedrivePolicy", compare="json"),
        **kept(
            "confirmationTimeoutInMinutes",
            "endpointAutoConfirms",
            "filterPolicyScope",
            "subscriptionRoleArn",
            "deliveryPolicy",
        ),
    },
    create=Call("subscribe", {"ReturnSubscriptionArn": True}, inputs="all"),
    id="SubscriptionArn",
    read=Call("get_subscription_attributes", {"SubscriptionArn": "$id"}),
    at="Attributes",
    delete=Call("unsubscribe", {"SubscriptionArn": "$id"}),
    outputs={
        "arn": "SubscriptionArn",
        "ownerId": "Owner",
        "pendingConfirmation": lambda _, raw: raw.get("PendingConfirmation") == "true",
        "confirmationWasAuthenticated": lambda _c, _raw: True,
    },
    example=Example(
        inputs={
            "topic": "@aws:sns/topic:Topic.arn",
            "protocol": "sqs",
            "endpoint": "@aws:sqs/queue:Queue.arn",
        },
        change={"rawMessageDelivery": True},
        replace={"endpoint": "arn:aws:sqs:ap-northeast-1:123456789012:other"},
    ),
)


ENTRIES = [TOPIC, TOPIC_POLICY, SUBSCRIPTION]
