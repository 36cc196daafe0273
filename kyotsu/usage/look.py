"""Looks into all tenants' accounts, one after the other, and goes on where one can't be read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

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


def each_account(
    fleet: Fleet, stage: StageSettings, keys: Iterable[str], look_at: Callable[[str, Any], None]
) -> list[str]:
    """Call something with each tenant's key and a session in its account that can only read.

    Returns a sentence for each tenant whose account could not be looked at.

    Raises:
        WorldFault: the organization can't be read.
    """
    management = boto3.Session(region_name=stage.region)
    ids = account_ids(management)
    console = Console(stderr=True)
    failed: list[str] = []
    for key in track(
        list(keys),
        "Looking into accounts",
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ):
        account = ids.get(account_name(stage, key))
        if fleet.tenants[key].environment(stage.environment) is None or account is None:
            failed.append(f"{key} was not looked at: it has no account in stage {stage.name}")
            continue
        try:
            look_at(key, reader_in(management, account, stage.region))
        except (BotoCoreError, ClientError) as error:
            failed.append(f"{key} was not looked at: {error}")
    return failed


def look(fleet: Fleet, stage: StageSettings, keys: Iterable[str], days: int) -> Seen:
    """Return what was found.

    Raises:
        WorldFault: the organization can't be read.
    """
    ends = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    seen = Seen()

    def look_at(key: str, session: Any) -> None:
        environment = fleet.tenants[key].environment(stage.environment)
        assert environment is not None  # noqa: S101 - else it has no account
        observed = observe(session, ends - timedelta(days=days), ends)
        hours = resolve(fleet.tenants[key], stage.environment, environment).operating_hours.value
        seen.found.extend(judge(key, observed, hours, load_book(), stage.region))
        seen.compared.extend(compare(key, observed, environment.volumes))

    seen.failed.extend(each_account(fleet, stage, keys, look_at))
    return seen
