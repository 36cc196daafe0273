"""The file `approvals.yaml`."""

from datetime import datetime
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from tenancy.finding import nearest
from tenancy.vocabulary import Declared, MinistryKey, Rows, Text, UniqueRows, mistake

APPROVALS: Final = "approvals.yaml"
OWNER: Final = "owner"
"""In `needs`: the group of the tenant's ministry; of what all share, the platform's."""

GroupKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,40}$")]
Account = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]([A-Za-z0-9-]{0,38})$")]
"""A GitHub account."""


ChangeClass = Literal["ordinary", "security", "destructive", "guardrail"]
"""What kind of change it is, as far as approvals go. A change may be of several.

| class | what it is |
| --- | --- |
| security | it means something for security; see `kyotsu.review.meaning` |
| destructive | data is lost, an outage comes, something is kept for less long, or is gone |
| guardrail | it changes what keeps others from doing wrong: guardrails, policies, approvals |
"""
CLASSES: Final[tuple[ChangeClass, ...]] = get_args(ChangeClass)


class Group(Declared):
    """Some people who may approve for one office."""

    name: Text
    team: Annotated[str, StringConstraints(pattern=r"^@[A-Za-z0-9-]+/[A-Za-z0-9-]+$")]
    """The GitHub team, as CODEOWNERS names it."""
    accounts: Annotated[UniqueRows[Account], Field(min_length=1)]
    """Its members. GitHub doesn't tell a pipeline who is in a team, so they are named here."""


class Needed(Declared):
    """What a class of changes needs."""

    name: Text
    needs: Annotated[UniqueRows[GroupKey], Field(min_length=1)]
    """Groups, of each of which a person must approve, and never the same person twice."""


class PathRule(Declared):
    """What a changed file means. The last rule that fits decides, as in CODEOWNERS."""

    path: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.][A-Za-z0-9_./*-]*$")]
    """A file, or a folder with a slash at its end."""
    change: ChangeClass

    def fits(self, file: str) -> bool:
        """Whether it is about a file, whose path is relative to the project."""
        return file.startswith(self.path) if self.path.endswith("/") else file == self.path


class Freeze(Declared):
    """A time in which nothing is deployed."""

    stages: Annotated[UniqueRows[str], Field(min_length=1)]
    begins: Annotated[datetime, Field(strict=False)]
    """With its zone, as 2026-12-28T00:00:00+09:00."""
    ends: Annotated[datetime, Field(strict=False)]
    reason: Text

    @model_validator(mode="after")
    def _is_a_time(self) -> Self:
        for name in ("begins", "ends"):
            if getattr(self, name).tzinfo is None:
                raise mistake("the zone is missing", "write it, as in 09:00:00+09:00", name)
        if self.ends <= self.begins:
            raise mistake("it ends before it begins", "exchange the two", "ends")
        return self


class Approvals(Declared):
    """The file."""

    format: Literal[1]
    hours: Annotated[int, Field(ge=1, le=720)]
    """How old an approval may be when the change is deployed."""
    platform: GroupKey
    """The group that owns what all tenants share."""
    lifts_freezes: GroupKey
    """The group of which somebody may lift a freeze, with a reason."""
    groups: dict[GroupKey, Group]
    ministries: dict[MinistryKey, GroupKey]
    """The group of each ministry."""
    classes: dict[ChangeClass, Needed]
    paths: Rows[PathRule]
    freezes: Rows[Freeze]

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        self._check_group(self.platform, "platform")
        self._check_group(self.lifts_freezes, "lifts_freezes")
        for ministry, group in self.ministries.items():
            self._check_group(group, "ministries", ministry)
        for change in CLASSES:
            if change not in self.classes:
                raise mistake(f"class {change} is missing", "say what it needs", "classes")
            for position, group in enumerate(self.classes[change].needs):
                if group != OWNER:
                    self._check_group(group, "classes", change, "needs", position)
        return self

    def _check_group(self, key: str, *at: str | int) -> None:
        if key not in self.groups:
            raise mistake(f"there is no group {key!r}", nearest(key, self.groups), *at)

    def owner_of(self, ministry: str | None) -> GroupKey:
        """Return the group that owns a ministry's tenants, or for None what all share.

        A ministry without a group is the platform's to answer for.
        """
        return self.ministries.get(ministry or "", self.platform)
