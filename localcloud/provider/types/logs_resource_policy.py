"""Which services may write to the log groups of an account."""

from __future__ import annotations

from localcloud.provider.context import Context
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, kept


def _read(context: Context) -> Props | None:
    found = context.call("describe_resource_policies")["resourcePolicies"]
    return next((one for one in found if one["policyName"] == context.id), None)


RESOURCE_POLICY = Entry(
    type="aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    service="logs",
    inputs={
        "policyName": P("policyName", replace=True),
        "policyDocument": P("policyDocument", compare="json"),
        **kept("resourceArn", replace=True),
    },
    create=Call("put_resource_policy", inputs="all"),
    id="{policyName}",
    read=_read,
    update=Call("put_resource_policy", inputs="all"),
    delete=Call("delete_resource_policy", {"policyName": "$id"}),
    name=Name(property="policyName", limit=255),
    example=Example(
        inputs={"policyName": "example", "policyDocument": '{"Statement": []}'},
        change={"policyDocument": '{"Statement": [], "Version": "2012-10-17"}'},
        replace={"policyName": "other"},
    ),
)

ENTRIES = [RESOURCE_POLICY]
