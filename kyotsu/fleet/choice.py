"""Which stacks a fleet run is for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kyotsu.errors import UserMistake
from kyotsu.fleet.affected import ADDRESSES, Affected, affected
from kyotsu.git import changed_since, commit_of, text_at, uncommitted
from kyotsu.stacks.targets import Selection, Target, select
from tenancy.fleet import Fleet
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What was asked for on the command line."""

    changed_since: str | None = None
    everything: bool = False
    tenants: Sequence[str] = ()
    foundation: bool = False


def choose(
    root: Path,
    fleet: Fleet,
    settings: StageSettings,
    choice: Choice,
    tell: Callable[[str], None],
) -> Selection:
    """Return the stacks that are meant, and tell in sentences how they were found.

    Raises:
        UserMistake: nothing was chosen or too much, or a name or revision isn't known.
    """
    named = bool(choice.tenants) or choice.foundation
    if (choice.changed_since is not None) + choice.everything + named != 1:
        raise UserMistake(
            "say which stacks: --all, or --changed-since REVISION, or --tenant (many times) "
            "and --foundation"
        )
    if choice.changed_since is None:
        return select(
            fleet,
            settings,
            tenants=choice.tenants,
            everything=choice.everything,
            foundation=choice.foundation,
        )
    return _changed(root, fleet, settings, choice.changed_since, tell)


def _changed(
    root: Path, fleet: Fleet, settings: StageSettings, since: str, tell: Callable[[str], None]
) -> Selection:
    commit = commit_of(root, since)
    paths, dirty = changed_since(root, commit), uncommitted(root)
    here = fleet.keys_in(settings)
    before = text_at(root, commit, ADDRESSES) or ""
    now = (root / ADDRESSES).read_text("utf-8")
    found = affected(
        paths,
        stage=settings.name,
        tenants=here,
        moved=moved(before, now, settings.name) if ADDRESSES in paths else (),
        links={
            key: [link.system for link in tenant.links] for key, tenant in fleet.tenants.items()
        },
    )
    if dirty:
        tell(f"{len(dirty)} changed files aren't committed, and are part of this.")
    for sentence in _sentences(found, fleet, commit[:12], len(here)):
        tell(sentence)
    # The foundation has a part of each tenant: its account.
    foundation = None if found.nobody else Target(stage=settings.name)
    keys = here if found.everybody else sorted(found.tenants)
    return Selection(
        foundation=foundation,
        tenants=tuple(Target(stage=settings.name, tenant=key) for key in keys),
    )


def _sentences(found: Affected, fleet: Fleet, commit: str, count: int) -> list[str]:
    if found.nobody:
        return [f"Nothing that is deployed has changed since {commit}."]
    said: list[str] = []
    if found.everybody:
        more = len(found.everybody) - 1
        others = f" and {more} more" if more else ""
        said.append(
            f"All {count} tenants: since {commit}, {found.everybody[0]}{others} changed, "
            "which all share."
        )
    else:
        said.append(f"{len(found.tenants)} of {count} tenants changed since {commit}.")
    gone = sorted(key for key in found.gone if key not in fleet.tenants)
    if gone:
        said.append(
            f"No longer declared: {', '.join(gone)}. Their stacks are left as they are; "
            "`pulumi destroy` removes them."
        )
    return said


def moved(before: str, now: str, stage: str) -> frozenset[str]:
    """Return the tenants whose address records in a stage differ between two ledgers' texts."""
    return frozenset(tenant for tenant, _ in _records(before, stage) ^ _records(now, stage))


def _records(text: str, stage: str) -> set[tuple[str, str]]:
    # The older side may be of a time when the file looked otherwise: then every record differs.
    try:
        ledger: dict[str, Any] = yaml.load(text, Loader=_Loader) or {}  # noqa: S506 - a safe one
        return {
            (record["tenant"], f"{record['cidr']} {record['event']}")
            for record in ledger.get("records") or []
            if record["stage"] == stage
        }
    except (yaml.YAMLError, AttributeError, KeyError, TypeError):
        return set()


_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
