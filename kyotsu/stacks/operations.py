"""The four operations on one stack. Each returns an outcome; what the engine refuses is in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pulumi.automation import CommandError, Stack

from kyotsu.stacks.environment import EngineEnvironment
from kyotsu.stacks.events import Listener
from kyotsu.stacks.failure import reasons
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.targets import Target
from kyotsu.stacks.workspace import config_file, open_stack


@dataclass(frozen=True, kw_only=True)
class Run:
    """What all operations of one run share.

    `report` is called, from any thread, with a target and a word on what is happening to it.
    """

    root: Path
    environment: EngineEnvironment
    report: Callable[[Target, str], None]

    @property
    def policy_packs(self) -> list[str]:
        """The folders of the policy packs that every preview and update is held against."""
        return [str(self.root / "policies")]


Operation = Callable[[Run, Target], Outcome]


def preview(run: Run, target: Target) -> Outcome:
    """Ask the engine what an update would do, and the policies what they think of it."""
    return _with_stack(run, target, _preview)


def update(run: Run, target: Target) -> Outcome:
    """Preview; where the policies agree and something would change, update.

    The preview decides, because on an update the rules over whole stacks speak after creation.
    """

    def steps(run: Run, target: Target, stack: Stack) -> Outcome:
        expected = _preview(run, target, stack)
        if expected.status is not Status.CHANGES:
            return expected
        listener = _listener(run, target, "updating")
        return _ask(
            target,
            listener,
            lambda: stack.up(
                policy_packs=run.policy_packs,
                config_file=config_file(run.root, target),
                on_event=listener,
                suppress_outputs=True,
                color="never",
            ),
        )

    return _with_stack(run, target, steps)


def refresh(run: Run, target: Target) -> Outcome:
    """Take what is really there into the state, so that the next preview shows any drift."""

    def steps(run: Run, target: Target, stack: Stack) -> Outcome:
        listener = _listener(run, target, "refreshing")
        return _ask(
            target,
            listener,
            lambda: stack.refresh(
                config_file=config_file(run.root, target), on_event=listener, color="never"
            ),
        )

    return _with_stack(run, target, steps)


def destroy(run: Run, target: Target) -> Outcome:
    """Destroy the stack's resources, and forget the stack."""

    def steps(run: Run, target: Target, stack: Stack) -> Outcome:
        listener = _listener(run, target, "destroying")

        def destroy_and_forget() -> None:
            stack.destroy(
                config_file=config_file(run.root, target), on_event=listener, color="never"
            )
            stack.workspace.remove_stack(target.stack, preserve_config=True)

        return _ask(target, listener, destroy_and_forget)

    return _with_stack(run, target, steps)


def _preview(run: Run, target: Target, stack: Stack) -> Outcome:
    listener = _listener(run, target, "previewing")
    return _ask(
        target,
        listener,
        lambda: stack.preview(
            policy_packs=run.policy_packs,
            config_file=config_file(run.root, target),
            on_event=listener,
            color="never",
        ),
        changed=Status.CHANGES,
    )


def _listener(run: Run, target: Target, verb: str) -> Listener:
    return Listener(lambda steps: run.report(target, f"{verb}, {steps} resources"))


def _with_stack(
    run: Run, target: Target, steps: Callable[[Run, Target, Stack], Outcome]
) -> Outcome:
    run.report(target, "opening")
    try:
        stack = open_stack(run.root, target, run.environment)
    except CommandError as error:
        return Outcome(target=target, status=Status.FAILED, errors=reasons(error))
    return steps(run, target, stack)


def _ask(
    target: Target,
    listener: Listener,
    call: Callable[[], object],
    *,
    changed: Status = Status.DONE,
) -> Outcome:
    """Call the engine, and read off its events what came of it."""
    errors: tuple[str, ...] = ()
    try:
        call()
    except (CommandError, RuntimeError) as error:
        # The Automation API raises a bare RuntimeError when the engine dies before its summary.
        status = Status.REFUSED if listener.refused else Status.FAILED
        errors = reasons(error, listener.errors)
    else:
        status = changed if listener.changes else Status.UNCHANGED
    return Outcome(
        target=target,
        status=status,
        counts=listener.changes,
        verdicts=tuple(listener.verdicts),
        errors=errors,
    )
