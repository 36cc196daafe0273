"""Destroys a tenant's stack in one stage, after what it holds was written down."""

from collections.abc import Callable
from pathlib import Path

from kyotsu.diff.exports import Exports
from kyotsu.diff.state import Deployed
from kyotsu.errors import WorldFault
from kyotsu.stacks import operations
from kyotsu.stacks.environment import EngineEnvironment
from kyotsu.stacks.existing import tenant_stacks
from kyotsu.stacks.failure import reasons
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target
from tenancy.stage import StageSettings


def deployed(
    root: Path, settings: StageSettings, environment: EngineEnvironment, target: Target
) -> Deployed | None:
    """Return what a stack holds, or None where there is none.

    Raises:
        WorldFault: it can't be read, or an update of it was broken off.
    """
    if target.stack not in tenant_stacks(root, settings, environment):
        return None
    state = Exports(root, str(environment.cli), environment.variables).read(target.stack)
    if isinstance(state, str):
        raise WorldFault(f"the state of {target.label} can't be read: {state}")
    return state


def check_settled(state: Deployed, target: Target) -> None:
    """Refuse to write down a stack of which nobody knows what it holds.

    Raises:
        WorldFault: an update was broken off.
    """
    if state.unfinished:
        raise WorldFault(
            f"an update of {target.label} was broken off in {state.unfinished} operations, so its"
            " state may not tell all that is there; run kyotsu stack repair, then this again"
        )


def destroying(on_start: Callable[[], None]) -> operations.Operation:
    """Return the operation that lifts the protection and destroys what isn't to outlive the stack.

    `on_start` is called before anything is changed.
    """

    def destroy(run: Run, target: Target) -> Outcome:
        on_start()
        lifted = run.call(target, ["state", "unprotect", "--all", "--yes", "--stack", target.stack])
        if lifted.status != 0:
            return Outcome(
                target=target, status=Status.FAILED, errors=reasons(lifted.output), end=lifted.end
            )
        return operations.destroy(run, target)

    return destroy
