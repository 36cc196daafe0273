"""The Glue data catalog: databases and tables."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import pascal
from localcloud.provider.vocabulary import Entry, Example, Name, P, Props, kept

_SERDE = {"serDeInfo": "SerdeInfo"}


def _arn(kind: str) -> str:
    return f"arn:{{partition}}:glue:{{region}}:{{account}}:{kind}"


def _database(context: Context) -> Props:
    given = context.inputs
    names = ("name", "description", "locationUri", "parameters")
    # parameters are the user's own keys, which keep their case
    block = {name: given[name] for name in names if given.get(name)}
    parameters = block.pop("parameters", None)
    return {**pascal(block), **({"Parameters": parameters} if parameters else {})}


def _create_database(context: Context) -> str:
    tags = context.inputs.get("tags")
    extra = {"Tags": dict(tags)} if tags else {}
    context.call("create_database", DatabaseInput=_database(context), **extra)
    return f"{context.account}:{context.inputs['name']}"


def _name(context: Context) -> str:
    return context.id.partition(":")[2]


DATABASE = Entry(
    type="aws:glue/catalogDatabase:CatalogDatabase",
    service="glue",
    inputs={
        "name": P(read="Name", replace=True),
        "description": P(read="Description"),
        "locationUri": P(read="LocationUri"),
        "parameters": P(read="Parameters"),
        "catalogId": P(read="", replace=True, computed=True),
        **kept("createTableDefaultPermissions", "federatedDatabase", "targetDatabase"),
    },
    create=_create_database,
    read=lambda c: c.call("get_database", Name=_name(c)),
    at="Database",
    update=lambda c: c.call("update_database", Name=_name(c), DatabaseInput=_database(c)),
    delete=lambda c: c.call("delete_database", Name=_name(c)),
    outputs={"arn": _arn("database/{name}")},
    tags=tagging.mapped(
        target={"ResourceArn": "$arn"},
        read="get_tags",
        at_key="Tags",
        create=None,
        tags_param="TagsToAdd",
        keys_param="TagsToRemove",
    ),
    name=Name(property="name", limit=255, lower=True),
    example=Example(
        inputs={"name": "example"},
        change={"description": "changed"},
        replace={"name": "other"},
    ),
)


def _table(context: Context) -> Props:
    given = context.inputs
    block: Props = {"Name": given["name"]}
    for name in ("description", "tableType", "owner", "retention"):
        if given.get(name):
            block[name[:1].upper() + name[1:]] = given[name]
    if given.get("parameters"):
        block["Parameters"] = dict(given["parameters"])
    if given.get("partitionKeys"):
        block["PartitionKeys"] = pascal(given["partitionKeys"])
    storage = given.get("storageDescriptor")
    if storage:
        block["StorageDescriptor"] = _storage(storage)
    return block


def _storage(storage: Any) -> Props:
    """Turn the block; what users name themselves (parameters) keeps its case."""
    serde = storage.get("serDeInfo") or {}
    plain = {k: v for k, v in storage.items() if k not in {"serDeInfo", "parameters"}}
    block: Props = pascal(plain, _SERDE)
    if storage.get("parameters"):
        block["Parameters"] = dict(storage["parameters"])
    if serde:
        info = pascal({k: v for k, v in serde.items() if k != "parameters"})
        block["SerdeInfo"] = {**info, "Parameters": dict(serde.get("parameters") or {})}
    return block


def _place(context: Context) -> Props:
    _, database, name = context.id.split(":")
    return {"DatabaseName": database, "Name": name}


def _create_table(context: Context) -> str:
    database = context.inputs["databaseName"]
    context.call("create_table", DatabaseName=database, TableInput=_table(context))
    return f"{context.account}:{database}:{context.inputs['name']}"


def _update_table(context: Context) -> None:
    database = context.inputs["databaseName"]
    context.call("update_table", DatabaseName=database, TableInput=_table(context))


TABLE = Entry(
    type="aws:glue/catalogTable:CatalogTable",
    service="glue",
    inputs={
        "name": P(read="Name", replace=True),
        "databaseName": P(read="DatabaseName", replace=True),
        "description": P(read="Description"),
        "tableType": P(read="TableType"),
        "parameters": P(read="Parameters"),
        "owner": P(read="Owner"),
        "retention": P(read="", default=0),
        "partitionKeys": P(read=""),
        "storageDescriptor": P(read=""),
        "catalogId": P(read="", replace=True, computed=True),
        **kept(
            "openTableFormatInput",
            "partitionIndices",
            "targetTable",
            "viewDefinition",
            "viewExpandedText",
            "viewOriginalText",
        ),
    },
    create=_create_table,
    read=lambda c: c.call("get_table", **_place(c)),
    at="Table",
    update=_update_table,
    delete=lambda c: c.call("delete_table", **_place(c)),
    outputs={"arn": _arn("table/{databaseName}/{name}")},
    name=Name(property="name", limit=255, lower=True),
    identity=("databaseName",),
    example=Example(
        inputs={
            "name": "example",
            "databaseName": "@aws:glue/catalogDatabase:CatalogDatabase.name",
            "tableType": "EXTERNAL_TABLE",
            "parameters": {"projection.enabled": "true"},
            "partitionKeys": [{"name": "day", "type": "string"}],
            "storageDescriptor": {
                "columns": [{"name": "eventname", "type": "string"}],
                "location": "s3://archive/audit/",
                "serDeInfo": {"serializationLibrary": "org.apache.hive.hcatalog.data.JsonSerDe"},
            },
        },
        change={"description": "changed"},
        replace={"name": "other"},
    ),
)

ENTRIES = [DATABASE, TABLE]
