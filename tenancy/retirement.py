"""What is known of a tenant that is gone: `tenants/retired/<ministry>/<system>.record.yaml`.

Written by `kyotsu tenant retire`. While it is being written the tenant is still declared; from the
moment on that a stage is in it, nothing deploys the tenant there any more.
"""

from typing import Final

from tenancy.vocabulary import Day, Declared, MinistryKey, Rows, SystemId, Text

FOLDER: Final = "tenants/retired"
SUFFIX: Final = ".record.yaml"


class Kept(Declared):
    """What outlives the tenant, because data is in it or is read by it."""

    type: str
    """Pulumi's type, such as `aws:kms/key:Key`."""
    id: str
    """On AWS."""
    until: Day
    """The last day for which it is kept."""


class RetiredAccount(Declared):
    """The account, which the foundation keeps for as long as anything is kept in it."""

    name: str
    """As AWS Organizations knows it."""
    email: str
    """The address it is registered by."""
    tags: dict[str, str]
    """What it carries."""


class RetiredStage(Declared):
    """What became of the tenant in one stage."""

    stage: str
    """The stage's name."""
    begun: str
    """When its destruction began, in Japan's time."""
    ended: str | None = None
    """When all was destroyed; left out until then."""
    commit: str | None = None
    """The declarations' commit, with `+` where files were changed; left out outside of Git."""
    account: RetiredAccount
    """The account that stays."""
    destroyed: Rows[str] = ()
    """What was to be destroyed: type and id, a line each."""
    kept: Rows[Kept] = ()
    """What outlives the tenant."""


class Retirement(Declared):
    """The record of one tenant."""

    system: SystemId
    """The system's id. It is never given again."""
    ministry: MinistryKey
    """The ministry's key."""
    name: Text
    """The system's name."""
    why: Text
    """Why it was suspended, and so retired."""
    ended: str | None = None
    """When the last stage was done, in Japan's time; left out until then."""
    stages: Rows[RetiredStage] = ()
    """By stage, in the order in which it happened."""

    @property
    def key(self) -> str:
        """The tenant's identity: <ministry>-<system>."""
        return f"{self.ministry}-{self.system}"

    @property
    def path(self) -> str:
        """Where the record is, relative to the project's root."""
        return f"{FOLDER}/{self.ministry}/{self.system}{SUFFIX}"

    def in_stage(self, name: str) -> RetiredStage | None:
        """Return what became of it in a stage, if it was begun there."""
        return next((one for one in self.stages if one.stage == name), None)
