"""Which accounts of retired tenants may be closed, and since when. It closes none: ADR 14."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from rich.console import Console
from rich.table import Table

from tenancy.load import Fleet


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account that is there for what it keeps. `from_day` is the first on which it may go."""

    tenant: str
    stage: str
    name: str
    email: str
    kept: int
    from_day: date | None
    """None while the tenant isn't gone from the stage yet."""

    def may_be_closed(self, today: date) -> bool:
        """Return whether nothing is kept in it any more."""
        return self.from_day is not None and self.from_day <= today


def accounts(fleet: Fleet) -> Iterator[Account]:
    """Yield the accounts of all records, by tenant and stage."""
    for key, record in sorted(fleet.retired.items()):
        for stage in record.stages:
            until = max((one.until for one in stage.kept), default=None)
            ended = date.fromisoformat(stage.ended[:10]) if stage.ended else None
            last = until if until is not None else ended
            yield Account(
                tenant=key,
                stage=stage.stage,
                name=stage.account.name,
                email=stage.account.email,
                kept=len(stage.kept),
                from_day=None if ended is None or last is None else last + timedelta(days=1),
            )


def as_data(fleet: Fleet, today: date) -> list[dict[str, object]]:
    """Return the accounts as JSON can hold them."""
    return [
        {
            **asdict(one),
            "from_day": one.from_day.isoformat() if one.from_day else None,
            "may_be_closed": one.may_be_closed(today),
        }
        for one in accounts(fleet)
    ]


def show(fleet: Fleet, today: date) -> None:
    """Print the accounts, and where it is told how one is closed."""
    found = list(accounts(fleet))
    table = Table(
        "tenant", "stage", "account", "kept", "may be closed", title="Accounts of retired tenants"
    )
    for one in found:
        when = "not gone yet" if one.from_day is None else f"from {one.from_day}"
        table.add_row(
            one.tenant,
            one.stage,
            f"{one.name} <{one.email}>",
            str(one.kept),
            "now" if one.may_be_closed(today) else when,
        )
    console = Console()
    console.print(table if found else "no tenant was retired")
    if any(one.may_be_closed(today) for one in found):
        console.print("docs/life-cycle.md tells how an account is closed.")
