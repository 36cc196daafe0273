"""The facts of one stage: what `Pulumi.<stage>.yaml` says, a file a subject."""

from tenancy.stage.network import GovernmentLan, NetworkSettings
from tenancy.stage.settings import StageSettings

__all__ = ["GovernmentLan", "NetworkSettings", "StageSettings"]
