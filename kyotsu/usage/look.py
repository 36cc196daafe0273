"""Looks into all tenants' accounts, one after the other, and goes on where one can't be read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.progress import track

from kyotsu.prices.book import load_book
from kyotsu.usage.accounts import account_ids, account_name, reader_in
from kyotsu.usage.judge import compare, judge
from kyotsu.usage.model import Compared, Found
from kyotsu.usage.observe import observe
from tenancy.defaults import resolve
from tenancy.fleet import Fleet
from tenancy.stage import StageSettings


@dataclass
class Seen:
    """What was found in all accounts."""

    found: list[Found] = field(default_factory=list[Found])
    compared: list[Compared] = field(default_factory=list[Compared])
    failed: list[str] = field(default_factory=list[str])
    """A sentence for each account that could not be looked at."""


def look(fleet: Fleet, stage: StageSettings, keys: Iterable[str], days: int) -> Seen:
    """Return what was found.

    Raises:
        WorldFault: the organization can't be read.
    """
    management = boto3.Session(region_name=stage.region)
    ids = account_ids(management)
    ends = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    console = Console(stderr=True)
    seen = Seen()
    for key in track(
        list(keys),
        "Looking into accounts",
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ):
        environment = fleet.tenants[key].environment(stage.environment)
        account = ids.get(account_name(stage, key))
        if environment is None or account is None:
            seen.failed.append(f"{key} was not looked at: it has no account in stage {stage.name}")
            continue
        try:
            session = reader_in(management, account, stage.region)
            observed = observe(session, ends - timedelta(days=days), ends)
        except (BotoCoreError, ClientError) as error:
            seen.failed.append(f"{key} was not looked at: {error}")
            continue
        hours = resolve(fleet.tenants[key], stage.environment, environment).operating_hours.value
        seen.found.extend(judge(key, observed, hours, load_book(), stage.region))
        seen.compared.extend(compare(key, observed, environment.volumes))
    return seen
