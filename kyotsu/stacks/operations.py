"""The operations on one stack. Each returns an outcome; what the engine refuses is in it."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kyotsu.stacks.door import closed_door, reading_door
from kyotsu.stacks.engine import End, Ended, Event
from kyotsu.stacks.events import Listener
from kyotsu.stacks.failure import reasons
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.run import NONE, Run
from kyotsu.stacks.targets import Target
from kyotsu.stacks.workspace import NO_SUCH_STACK, forget_salt, making, naming

Operation = Callable[[Run, Target], Outcome]

_UP = ("up", "--yes", "--skip-preview", "--suppress-outputs")
_UNFINISHED = {
    End.KILLED: "the engine was killed before it was done; run this again to finish",
    End.HUNG: "the engine took longer than it may, and was ended; what it printed is in its log",
    End.INTERRUPTED: "interrupted; run this again to finish",
}
_ENDED_EARLY = "the engine ended before it was done; run this again to finish"


def preview(
    run: Run, target: Target, *, digest: Path | None = None, plan: Path | None = None
) -> Outcome:
    """Ask the engine what an update would do, and the policies what they think of it.

    `digest` is a file for the JSON that the engine prints about it, `plan` one for its saved plan.
    No account is entered: see `kyotsu.stacks.door`.
    """
    arguments = ["preview", *run.policy_packs]
    if digest is not None:
        # What stays the same too: what depends on a change is among it.
        arguments += ["--json", "--show-sames"]
    if plan is not None:
        arguments += ["--save-plan", str(plan)]
    with closed_door(_outer(run)) as variables:
        return _ask(
            run,
            target,
            "previewing",
            arguments,
            changed=Status.CHANGES,
            output=digest,
            variables=variables,
        )


def update(run: Run, target: Target) -> Outcome:
    """Preview; where the policies agree and something would change, update.

    The preview decides, because on an update the rules over whole stacks speak after creation.
    """
    expected = preview(run, target)
    if expected.status is not Status.CHANGES:
        return expected
    return _ask(run, target, "updating", [*_UP, *run.policy_packs])


def update_by_plan(
    run: Run, target: Target, plan: Path, on_event: Callable[[Event], None]
) -> Outcome:
    """Update without another preview; the engine does what the plan has, or fails."""
    arguments = [*_UP, "--plan", str(plan), *run.policy_packs]
    return _ask(run, target, "updating", arguments, on_event=on_event)


def refresh(run: Run, target: Target) -> Outcome:
    """Take what is really there into the state, so that the next preview shows any drift."""
    return _ask(run, target, "refreshing", ["refresh", "--yes", "--skip-preview"])


def drift(run: Run, target: Target) -> Outcome:
    """Say what is not as it was deployed, and change nothing, neither there nor in the state.

    Accounts are entered for reading only: see `kyotsu.stacks.door`.
    """
    with reading_door(_outer(run)) as variables:
        return _ask(
            run,
            target,
            "comparing",
            ["refresh", "--preview-only"],
            changed=Status.DRIFTED,
            make=False,
            variables=variables,
        )


def destroy(run: Run, target: Target) -> Outcome:
    """Destroy the stack's resources, and forget the stack."""
    outcome = _ask(run, target, "destroying", ["destroy", "--yes", "--skip-preview"])
    if not outcome.ok:
        return outcome
    forgotten = run.call(
        target, ["stack", "rm", "--yes", "--preserve-config", "--stack", target.stack]
    )
    if forgotten.status == 0:
        return outcome
    return Outcome(target=target, status=Status.FAILED, errors=reasons(forgotten.output))


def _outer(run: Run) -> Mapping[str, str]:
    return {**os.environ, **run.environment.variables}


def _ask(
    run: Run,
    target: Target,
    verb: str,
    arguments: Sequence[str],
    *,
    changed: Status = Status.DONE,
    make: bool = True,
    output: Path | None = None,
    on_event: Callable[[Event], None] | None = None,
    variables: Mapping[str, str] = NONE,
) -> Outcome:
    """Call the engine, and read off its events what came of it. `make` a stack that isn't there.

    `output` is a file for what it prints, `on_event` hears each event first; `variables` go on top
    of the run's.
    """
    run.report(target, verb)
    listener = Listener(lambda steps: run.report(target, f"{verb}, {steps} resources"))

    def hear(event: Event) -> None:
        if on_event is not None:
            on_event(event)
        listener(event)

    command = [*arguments, *naming(run.root, target)]

    def call() -> Ended:
        return run.call(target, command, hear, streams=True, output=output, variables=variables)

    ended = call()
    if ended.status == NO_SUCH_STACK and not make:
        return Outcome(target=target, status=Status.ABSENT)
    if ended.status == NO_SUCH_STACK:
        made = run.call(target, making(run.root, target))
        forget_salt(run.root, target)
        if made.status != 0:
            return _outcome(target, made, Listener(lambda steps: None), changed)
        ended = call()
    return _outcome(target, ended, listener, changed)


def _outcome(target: Target, ended: Ended, listener: Listener, changed: Status) -> Outcome:
    errors: tuple[str, ...] = ()
    if ended.status == 0:
        status = changed if listener.changes else Status.UNCHANGED
    else:
        status = Status.REFUSED if listener.refused else Status.FAILED
        errors = _errors(ended, listener)
    return Outcome(
        target=target,
        status=status,
        counts=listener.changes,
        verdicts=tuple(listener.verdicts),
        errors=errors,
        drift=tuple(listener.drift) if status is Status.DRIFTED else (),
        end=ended.end,
    )


def _errors(ended: Ended, listener: Listener) -> tuple[str, ...]:
    if ended.end is not End.ITSELF:
        return (*listener.errors, _UNFINISHED[ended.end])
    said = reasons(ended.output, listener.errors)
    # Somebody else's signal, or a fault of the engine's own: it came to no summary, and says
    # nothing that a person could act on.
    if not listener.complete and not listener.errors and "error: " not in ended.output:
        return (_ENDED_EARLY,)
    return said
