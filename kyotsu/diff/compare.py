"""Makes the whole comparison: which stacks differ, in what, and because of what."""

from pathlib import Path

from infra.clock import today
from kyotsu.desired.graph import Graph
from kyotsu.desired.sides import cache_folder
from kyotsu.diff import causes, words
from kyotsu.diff.against_revision import Compared, evaluated
from kyotsu.diff.changes import changes_between
from kyotsu.diff.hunks import hunks
from kyotsu.diff.model import Diff, StackDiff
from kyotsu.diff.revision import Revision, find, not_committed
from kyotsu.git import changed_since


def with_revision(root: Path, name: str, stage: str, *, workers: int) -> Diff:
    """Compare the working tree with a Git revision.

    Raises:
        UserMistake: Git doesn't know the revision, or the working tree's declarations are wrong.
        WorldFault: a process can't go on.
    """
    revision = find(root, name)
    notes: list[str] = []
    if dirty := not_committed(root):
        notes.append(
            f"{words.counted(dirty, 'file differs', 'files differ')} from the last commit: "
            "the working tree is compared as it is"
        )
    with evaluated(
        root, revision, stage, today=today(), cache=cache_folder(root), workers=workers
    ) as compared:
        notes += [
            f"nothing more is kept for the next run: {warning}" for warning in compared.warnings
        ]
        for finding in compared.before.findings:
            notes.append(f"in {name}: {finding}")
        return _diff(root, revision, name, stage, compared, notes)


def _diff(
    root: Path,
    revision: Revision,
    name: str,
    stage: str,
    compared: Compared,
    notes: list[str],
) -> Diff:
    code = hunks(root, revision.commit)
    stage_file = f"Pulumi.{stage}.yaml"
    declared = {*changed_since(root, revision.commit, ("tenants", stage_file))}

    def edits_of(path: str | None) -> tuple[causes.Edit, ...]:
        if path not in declared:
            return ()
        return causes.edits_of_file(path, revision.text(path), _text(root, path))

    of_stage = edits_of(stage_file)
    left_out = {f"{stage}.{key}" for key in compared.before.left_out}
    faults: dict[str, str] = {}
    differing: list[StackDiff] = []
    stacks = {*compared.before.keys, *compared.after.keys}
    for stack in sorted(stacks - left_out, key=lambda one: (one.count("."), one)):
        before, after = compared.results_before.get(stack), compared.results_after.get(stack)
        problem = (before and before.problem) or (after and after.problem)
        if problem:
            faults[stack] = problem
        elif before and after and before.hash == after.hash:
            continue
        elif before or after:
            one = _stack(stack, compared.graph_before(stack), compared.graph_after(stack))
            edits = causes.Edits(declared=(*edits_of(_file_of(stack)), *of_stage), code=code)
            if one.changes:
                differing.append(_traced(one, edits))
    return Diff(
        stage=stage,
        base=f"{name} ({revision.short})" if not revision.commit.startswith(name) else name,
        notes=tuple(notes),
        stacks=len(stacks - left_out),
        stacks_differing=tuple(differing),
        not_compared=dict.fromkeys(
            compared.before.left_out, f"its declaration in {name} is not valid"
        ),
        faults=faults,
    )


def _stack(stack: str, before: Graph | None, after: Graph | None) -> StackDiff:
    nothing = Graph(stack, ())
    return StackDiff(
        stack=stack,
        changes=changes_between(before or nothing, after or nothing),
        causes=(),
        only_after=before is None,
        only_before=after is None,
    )


def _traced(one: StackDiff, edits: causes.Edits) -> StackDiff:
    return StackDiff(
        stack=one.stack,
        changes=one.changes,
        causes=causes.of_all(one.changes, edits),
        only_after=one.only_after,
        only_before=one.only_before,
    )


def _file_of(stack: str) -> str | None:
    """Return the file that declares a tenant's stack; the foundation has none of its own."""
    ministry, dash, system = stack.partition(".")[2].partition("-")
    return f"tenants/{ministry}/{system}.yaml" if dash else None


def _text(root: Path, path: str) -> str | None:
    try:
        return (root / path).read_text("utf-8")
    except OSError:
        return None
