"""The record of a tenant's end, written step by step."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from kyotsu.desired.graph import Resource
from kyotsu.diff.state import Deployed
from kyotsu.git import head
from kyotsu.tenant.files import only_one, write
from tenancy.load import Fleet
from tenancy.model import Tenant
from tenancy.plan import TenantPlan, plan_tenant
from tenancy.retirement import Kept, RetiredAccount, RetiredStage, Retirement
from tenancy.stage import StageSettings
from tenancy.vocabulary import Text

HEADER = """\
# What became of a tenant that is gone, and what is kept of it until when. Written by
# `kyotsu tenant retire`; kept for audits. The account is closed by hand once all of it has ended.
"""
_NO_REASON = Text(ja="記録なし。", en="Not recorded.")


def now() -> str:
    """Return the time in Japan, to the second."""
    return datetime.now(tz=UTC).astimezone(ZoneInfo("Asia/Tokyo")).isoformat(timespec="seconds")


def opened(fleet: Fleet, tenant: Tenant) -> Retirement:
    """Return the tenant's record, begun if there is none yet."""
    return fleet.retired.get(tenant.key) or Retirement(
        system=tenant.system,
        ministry=tenant.ministry,
        name=tenant.name,
        why=tenant.suspended.why if tenant.suspended else _NO_REASON,
    )


def begun(
    root: Path, fleet: Fleet, tenant: Tenant, stage: StageSettings, deployed: Deployed, today: date
) -> RetiredStage:
    """Return what is to be destroyed in a stage, and what is kept until when."""
    plan = plan_tenant(fleet, tenant.key, stage)
    resources = [one for one in deployed.graph.resources if _on_aws(one)]
    checked_out = head(root)
    return RetiredStage(
        stage=stage.name,
        begun=now(),
        commit=None if checked_out is None else checked_out[0] + "+" * checked_out[1],
        account=RetiredAccount(
            name=plan.account_name, email=plan.account_email, tags=dict(plan.tags)
        ),
        destroyed=tuple(
            f"{one.type} {deployed.ids[one.urn]}" for one in resources if not _outlives(one)
        ),
        kept=tuple(
            Kept(type=one.type, id=deployed.ids[one.urn], until=_until(one.type, plan, today))
            for one in resources
            if _outlives(one)
        ),
    )


def _on_aws(one: Resource) -> bool:
    return one.kind == "custom" and one.type.startswith("aws:")


def _outlives(one: Resource) -> bool:
    return bool(one.options.get("retainOnDelete"))


def _until(token: str, plan: TenantPlan, today: date) -> date:
    """Return the last day for which something is kept: keys as long as what they open."""
    logs, backups = plan.logs.retention_days, plan.backup.retention_days
    if token.startswith("aws:cloudwatch/"):
        days = logs
    elif token.startswith("aws:backup/"):
        days = backups
    else:
        days = max(logs, backups)
    return today + timedelta(days=days)


def save(root: Path, record: Retirement) -> None:
    """Write the record, whole. Raises `WorldFault`."""
    data: dict[str, Any] = record.model_dump(mode="json", exclude_none=True)
    for stage in data["stages"]:
        for kept in stage["kept"]:
            kept["until"] = date.fromisoformat(kept["until"])
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
    with only_one(root):
        write(root / record.path, HEADER + text)


def with_stage(record: Retirement, stage: RetiredStage) -> Retirement:
    """Return the record with what became of a stage, in the place of what was there of it."""
    others = [one for one in record.stages if one.stage != stage.stage]
    return record.model_copy(update={"stages": (*others, stage)})
