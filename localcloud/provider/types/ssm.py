"""Documents of Systems Manager; its patching can't be changed on moto, so it is only recorded."""

from __future__ import annotations

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.types._recorded import arn_of, only
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, Recorded, kept

_PATCHING = "moto makes patch baselines and maintenance windows, but can't change or tell them"


def _read_document(context: Context) -> Props:
    found: Props = context.call("describe_document", Name=context.id)["Document"]
    # `describe_document` doesn't tell the content.
    told = context.call("get_document", Name=context.id, DocumentFormat=found["DocumentFormat"])
    return {**found, "Content": told["Content"]}


def _new_version(context: Context) -> None:
    """Make a version and the default of it; AWS refuses one that says nothing new."""
    params = {key: value for key, value in context.params().items() if key != "DocumentType"}
    try:
        made = context.call("update_document", **params, DocumentVersion="$LATEST")
    except AwsError as error:
        if error.code != "DuplicateDocumentContent":
            raise
        return
    version = made["DocumentDescription"]["DocumentVersion"]
    context.call("update_document_default_version", Name=context.id, DocumentVersion=version)


DOCUMENT = Entry(
    type="aws:ssm/document:Document",
    service="ssm",
    inputs={
        "name": P("Name", replace=True),
        "documentType": P("DocumentType", replace=True),
        "documentFormat": P("DocumentFormat", default="JSON"),
        "content": P("Content", compare="json"),
        "targetType": P("TargetType"),
        "versionName": P("VersionName", read=""),
        **kept("attachmentsSources", "permissions"),
    },
    create=Call("create_document", inputs="all"),
    id="{name}",
    read=_read_document,
    update=_new_version,
    delete=Call("delete_document", {"Name": "$id"}),
    outputs={
        "arn": arn_of("ssm", "document/{id}"),
        "schemaVersion": "SchemaVersion",
        "defaultVersion": "DefaultVersion",
        "latestVersion": "LatestVersion",
        "documentVersion": "DocumentVersion",
        "status": "Status",
        "hash": "Hash",
        "hashType": "HashType",
        "owner": "Owner",
    },
    tags=tagging.listed(
        target={"ResourceId": "$id", "ResourceType": "Document"},
        tag="add_tags_to_resource",
        untag="remove_tags_from_resource",
        read="list_tags_for_resource",
        at_key="TagList",
    ),
    name=Name(property="name", limit=128),
    recorded=Recorded(
        reason="moto has no change calendars",
        when=lambda inputs: inputs.get("documentFormat") == "TEXT",
    ),
    example=Example(
        inputs={
            "name": "example",
            "documentType": "Automation",
            "content": '{"schemaVersion":"0.3","description":"one","mainSteps":[]}',
            "tags": {"a": "b"},
        },
        change={
            "content": '{"schemaVersion":"0.3","description":"two","mainSteps":[]}',
            "tags": {"a": "c"},
        },
        replace={"name": "other"},
    ),
)

ENTRIES = [
    DOCUMENT,
    only(
        "aws:ssm/patchBaseline:PatchBaseline",
        _PATCHING,
        id="pb-{hash}",
        arn=arn_of("ssm", "patchbaseline/{id}"),
        name="name",
        replace=("operatingSystem",),
        tags=True,
    ),
    only(
        "aws:ssm/defaultPatchBaseline:DefaultPatchBaseline",
        _PATCHING,
        id="{operatingSystem}",
        replace=("operatingSystem",),
    ),
    only("aws:ssm/maintenanceWindow:MaintenanceWindow", _PATCHING, id="mw-{hash}", tags=True),
    only(
        "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
        _PATCHING,
        replace=("windowId", "resourceType"),
    ),
    only(
        "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
        _PATCHING,
        arn=arn_of("ssm", "windowtask/{hash}"),
        replace=("windowId", "taskType"),
        outputs={"windowTaskId": "{id}"},
    ),
]
