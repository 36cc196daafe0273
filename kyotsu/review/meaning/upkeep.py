"""Upkeep: patches, maintenance windows, schedules and documents that run on servers."""

from typing import Final

from kyotsu.review.meaning.events import Event, events
from policies.rule import Severity, Text

_UPKEEP: Final = (
    "aws:ssm/association:Association",
    "aws:ssm/defaultPatchBaseline:DefaultPatchBaseline",
    "aws:ssm/maintenanceWindow:MaintenanceWindow",
    "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
    "aws:ssm/patchBaseline:PatchBaseline",
    "aws:scheduler/schedule:Schedule",
)
_DOCUMENT: Final = ("aws:ssm/document:Document",)
_REGION: Final = ("aws:backup/regionSettings:RegionSettings",)

CLASSIFIER: Final = events(
    "upkeep",
    Event(
        code="upkeep-gone",
        types=_UPKEEP,
        when="deleted",
        severity=Severity.MEDIUM,
        text=Text(
            ja="{name} がなくなり、これによる保守が行われなくなります。",
            en="{name} goes, and the upkeep that it does is no longer done.",
        ),
    ),
    Event(
        code="upkeep-changed",
        types=_UPKEEP,
        when="changed",
        severity=Severity.LOW,
        shows=(
            "schedule",
            "scheduleExpression",
            "state",
            "enabled",
            "approvalRules",
            "rejectedPatches",
            "targets",
            "taskArn",
            "target",
            "baselineId",
        ),
        text=Text(
            ja="{name} による保守の内容か時期が変わります。",
            en="What upkeep {name} does, or when, changes.",
        ),
    ),
    Event(
        code="document-changed",
        types=_DOCUMENT,
        when="changed",
        severity=Severity.HIGH,
        shows=("permissions", "content"),
        text=Text(
            ja="サーバーで実行される文書 {name} の内容か、使える相手が変わります。",
            en="What {name} runs on servers, or who may use it, changes.",
        ),
    ),
    Event(
        code="backup-selection",
        types=_REGION,
        when="changed",
        severity=Severity.HIGH,
        shows=("resourceTypeOptInPreference", "resourceTypeManagementPreference"),
        text=Text(
            ja="{name} により、バックアップされる資源の種類が変わります。",
            en="Which kinds of resources are backed up changes, by {name}.",
        ),
    ),
)
