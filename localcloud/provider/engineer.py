"""One provider at work: the table, the cloud and the journal put together, without gRPC.

The plugin and the mocks both stand on this. Property maps are plain here: no secrets.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from localcloud.emulator.lifecycle import instance_at
from localcloud.provider import carry_out, planned
from localcloud.provider.carry_out import PartlyMadeError
from localcloud.provider.cloud import Cloud, Once, once
from localcloud.provider.configuration import Configuration
from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError, LocalProviderError
from localcloud.provider.journal import Creation, Journal
from localcloud.provider.registry import entry as entry_of
from localcloud.provider.vocabulary import Entry, Props


def connect(configuration: Configuration) -> Engineer:
    """Reach the emulator as configured; raises where it doesn't answer or isn't what it should."""
    cloud = Cloud(
        configuration.endpoint,
        region=configuration.region,
        roles=configuration.roles,
        access_key=configuration.access_key,
        secret_key=configuration.secret_key,
    )
    allowed, forbidden = configuration.allowed_accounts, configuration.forbidden_accounts
    if (allowed and cloud.account not in allowed) or cloud.account in forbidden:
        raise LocalProviderError(
            f"the provider works in account {cloud.account}, which its configuration doesn't "
            f"allow (allowedAccountIds {list(allowed)}, forbiddenAccountIds {list(forbidden)})"
        )
    local = os.environ.get("KYOTSU_LOCAL_DIR")
    instance = instance_at(configuration.endpoint) or "foreign"
    journal = Journal(Path(local) if local else None, instance)
    return Engineer(cloud, journal, configuration.default_tags)


@dataclass(frozen=True)
class Engineer:
    """Carries resources out for one provider."""

    cloud: Cloud
    journal: Journal
    default_tags: dict[str, str]

    def create(self, token: str, urn: str, inputs: Props) -> tuple[str, Props]:
        """Make a resource, or take over the one that an interrupted run has made."""
        entry = entry_of(token)
        if carry_out.is_recorded(entry, inputs):
            return self._record(entry, urn, inputs)
        taken = self._take_over(entry, urn, inputs)
        if taken is not None:
            return taken
        return self._make(entry, self.journal.begin(urn, inputs))

    def _make(self, entry: Entry, creation: Creation) -> tuple[str, Props]:
        context = self._context(entry, creation.urn, creation.inputs)
        token = once.set(Once(creation.attempt))
        try:
            outputs = carry_out.create(context)
        except PartlyMadeError as error:
            self.journal.finish(creation, error.resource)
            raise
        except AwsError:
            # AWS has refused: nothing was made, and the next attempt is a new one.
            self.journal.drop(creation.urn)
            raise
        finally:
            once.reset(token)
        self.journal.finish(creation, context.id)
        return context.id, outputs

    def _take_over(self, entry: Entry, urn: str, inputs: Props) -> tuple[str, Props] | None:
        creation = self.journal.pending(urn)
        if creation is None:
            return None
        if creation.id is None:
            try:
                creation = replace(creation, id=self._make(entry, creation)[0])
            except PartlyMadeError as error:
                creation = replace(creation, id=error.resource, inputs={})
            except AwsError:
                return None
        assert creation.id is not None  # noqa: S101 - both ways above set it
        context = self._context(entry, urn, creation.inputs or inputs, resource=creation.id)
        found = carry_out.read(context, creation.inputs or inputs)
        if found is None:
            self.journal.drop(urn)
            return None
        if creation.inputs == inputs:
            return creation.id, found[0]
        context.state = found[0]
        carry_out.delete(context)
        self.journal.drop(urn)
        return None

    def read(
        self, token: str, urn: str, resource: str, inputs: Props, state: Props
    ) -> tuple[Props, Props] | None:
        """Return (outputs, inputs) as they are now; None where the resource is gone."""
        entry = entry_of(token)
        self.journal.known(urn, resource)
        importing = not inputs and not state
        if importing and entry.anything:
            raise LocalProviderError(
                f"{resource} does not exist: {token} is only recorded on the local stage"
            )
        if not importing and carry_out.is_recorded(entry, inputs or state):
            return state, inputs
        resource, region = _split_region(resource, inputs)
        context = self._context(entry, urn, inputs, resource=resource, state=state)
        if region:
            context.state = {**state, "region": region}
        return carry_out.read(context, inputs, importing=importing)

    def update(
        self, token: str, urn: str, resource: str, olds: Props, news: Props, state: Props
    ) -> Props:
        """Change a resource in place."""
        entry = entry_of(token)
        self.journal.known(urn, resource)
        if carry_out.is_recorded(entry, news):
            return planned.planned_record(entry, news, state)
        context = self._context(entry, urn, news, resource=resource, state=state)
        context.old = carry_out.effective(entry, olds)
        return carry_out.update(context)

    def delete(self, token: str, urn: str, resource: str, inputs: Props, state: Props) -> None:
        """Remove a resource."""
        entry = entry_of(token)
        if not carry_out.is_recorded(entry, inputs or state):
            context = self._context(entry, urn, inputs or state, resource=resource, state=state)
            carry_out.delete(context)
        self.journal.known(urn, resource)

    def _record(self, entry: Entry, urn: str, inputs: Props) -> tuple[str, Props]:
        context = self._context(entry, urn, inputs)
        made = isinstance(entry.id, str) and "{" in entry.id
        context.id = context.text(str(entry.id)) if made else context.digest
        return context.id, planned.describe_record(context)

    def _context(
        self,
        entry: Entry,
        urn: str,
        inputs: Props,
        *,
        resource: str = "",
        state: Props | None = None,
    ) -> Context:
        return Context(
            cloud=self.cloud,
            entry=entry,
            inputs=carry_out.effective(entry, inputs),
            id=resource,
            state=dict(state or {}),
            urn=urn,
        )


def _split_region(resource: str, inputs: Props) -> tuple[str, str | None]:
    """Return an import may name the region after the id: ``vpc-1@ap-northeast-3``."""
    stem, mark, region = resource.rpartition("@")
    if not inputs and mark and region.startswith("ap-"):
        return stem, region
    return resource, None
