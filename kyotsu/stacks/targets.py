"""Which stacks an operation is for, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kyotsu.errors import UserMistake
from tenancy.load import Fleet
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class Target:
    """One stack: a stage's foundation (`tenant` is None), or a tenant in it."""

    stage: str
    tenant: str | None = None

    @property
    def stack(self) -> str:
        """The stack's name: `<stage>` or `<stage>.<ministry>-<system>`."""
        return self.stage if self.tenant is None else f"{self.stage}.{self.tenant}"

    @property
    def label(self) -> str:
        """What a table calls it."""
        return self.tenant or "foundation"


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What was asked for: the foundation first, then tenants, which don't depend on one another."""

    foundation: Target | None
    tenants: tuple[Target, ...]

    @property
    def foundations(self) -> tuple[Target, ...]:
        """The foundation, if it was asked for."""
        return () if self.foundation is None else (self.foundation,)

    @property
    def all(self) -> tuple[Target, ...]:
        """Every target, the foundation first."""
        return (*self.foundations, *self.tenants)


def select(
    fleet: Fleet,
    settings: StageSettings,
    *,
    tenants: Sequence[str],
    everything: bool,
    foundation: bool,
) -> Selection:
    """Return the stacks that were asked for; asked for nothing, the foundation and all tenants.

    Raises:
        UserMistake: a named tenant doesn't exist or isn't part of this stage.
    """
    here = fleet.keys_in(settings)
    for name in tenants:
        if name not in fleet.tenants:
            near = get_close_matches(name, fleet.tenants, n=1)
            hint = f"did you mean {near[0]}?" if near else "`kyotsu tenant list` shows them all"
            raise UserMistake(f"there is no tenant {name}; {hint}")
        if name not in here:
            raise UserMistake(
                f"tenant {name} declares no {settings.environment} environment, "
                f"so it has no part in stage {settings.name}"
            )
    if everything or not (tenants or foundation):
        return Selection(
            foundation=Target(stage=settings.name),
            tenants=tuple(Target(stage=settings.name, tenant=key) for key in here),
        )
    return Selection(
        foundation=Target(stage=settings.name) if foundation else None,
        tenants=tuple(Target(stage=settings.name, tenant=key) for key in sorted(set(tenants))),
    )
