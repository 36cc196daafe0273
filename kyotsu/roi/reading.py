"""Reads candidates, assumptions and promises, and tells every mistake in them at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from kyotsu.errors import UserMistake
from tenancy.candidate import Assumptions, Candidate, Promise, other_currencies
from tenancy.explain import explain
from tenancy.finding import Finding, nearest
from tenancy.fleet import Fleet
from tenancy.yamltext import Document, read

M = TypeVar("M", bound=BaseModel)

CANDIDATES: Final = "tenants/candidates"
ASSUMPTIONS: Final = "tenants/assumptions.yaml"
PROMISE: Final = ".promise.yaml"


@dataclass(frozen=True, kw_only=True)
class Declared:
    """All that is declared about systems that may join, or have joined."""

    assumptions: Assumptions
    candidates: tuple[Candidate, ...]
    """By key."""
    promises: tuple[Promise, ...]
    """By tenant."""


def read_declared(root: Path, fleet: Fleet) -> Declared:
    """Return everything below `tenants/candidates/`, and the assumptions.

    Raises:
        UserMistake: a line for each thing that is wrong.
    """
    findings: list[Finding] = []
    assumptions = _file(root, ASSUMPTIONS, Assumptions, findings)
    candidates: list[Candidate] = []
    promised: list[tuple[Promise, Document]] = []
    for path in _files(root, findings):
        if path.endswith(PROMISE):
            promise = _file(root, path, Promise, findings)
            if promise is not None:
                promised.append(promise)
            continue
        found = _file(root, path, Candidate, findings, beside=other_currencies)
        if found is not None:
            candidates.append(found[0])
            findings.extend(_candidate(*found, path, fleet))
    known = {*fleet.tenants, *(one.key for one in candidates)}
    for promise in promised:
        findings.extend(_promise(*promise, known))
    if findings or assumptions is None:
        raise UserMistake("\n".join(map(str, sorted(findings))))
    return Declared(
        assumptions=assumptions[0],
        candidates=tuple(sorted(candidates, key=lambda one: one.key)),
        promises=tuple(sorted((one for one, _ in promised), key=lambda one: one.tenant)),
    )


def _files(root: Path, findings: list[Finding]) -> Iterator[str]:
    folder = root / CANDIDATES
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() or path.name.startswith(".") or path.name == "README.md":
            continue
        if path.suffix != ".yaml" or path.parent.parent != folder:
            what = "move it to tenants/candidates/<ministry>/<system>.yaml"
            findings.append(Finding(name, 1, "file", "not a candidate's file", what))
            continue
        yield name


def _file(
    root: Path,
    path: str,
    model: type[M],
    findings: list[Finding],
    *,
    beside: Callable[[Document], Iterable[Finding]] = lambda _: (),
) -> tuple[M, Document] | None:
    """Return what a file says; `beside` finds what is told whether or not the model takes it."""
    try:
        raw = (root / path).read_bytes()
    except OSError as error:
        findings.append(Finding(path, 1, "file", f"{error.strerror}", "restore it from Git"))
        return None
    document, wrong = read(path, raw)
    findings.extend(wrong)
    if document is None or wrong:
        return None
    findings.extend(beside(document))
    try:
        return model.model_validate(document.data), document
    except ValidationError as error:
        findings.extend(explain(error, model, document))
        return None


def _candidate(
    candidate: Candidate, document: Document, path: str, fleet: Fleet
) -> Iterator[Finding]:
    _, _, folder, name = path.split("/")
    if (folder, name) != (candidate.ministry, f"{candidate.system}.yaml"):
        yield document.finding(
            ("system",),
            f"the candidate is {candidate.key}, but the file is {path}",
            f"move it to {CANDIDATES}/{candidate.ministry}/{candidate.system}.yaml",
        )
    if candidate.ministry not in fleet.ministries:
        remedy = nearest(candidate.ministry, fleet.ministries)
        problem = f"there is no ministry {candidate.ministry!r}"
        yield document.finding(("ministry",), problem, remedy)
    if candidate.here.like not in fleet.tenants:
        remedy = nearest(candidate.here.like, fleet.tenants)
        problem = f"there is no tenant {candidate.here.like!r}"
        yield document.finding(("here", "like"), problem, remedy)
    if candidate.key in fleet.tenants:
        yield document.finding(
            ("system",),
            f"{candidate.key} is on the platform already",
            "remove the file; its promise stays",
        )


def _promise(promise: Promise, document: Document, known: set[str]) -> Iterator[Finding]:
    if promise.tenant not in known:
        problem = f"there is no tenant and no candidate {promise.tenant!r}"
        yield document.finding(("tenant",), problem, nearest(promise.tenant, known))
