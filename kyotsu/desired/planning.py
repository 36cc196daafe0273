"""From one side's declarations to the tasks that evaluate its stacks. Imports no Pulumi."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from kyotsu.desired.keys import PROGRAM, code_hash
from kyotsu.desired.messages import FAULT, MISTAKE, Order
from kyotsu.desired.worker import Task

if TYPE_CHECKING:
    from tenancy.load import Fleet
    from tenancy.plan import TenantPlan
    from tenancy.stage import StageSettings


class CannotPlan(Exception):  # noqa: N818 - it states what is the case
    """The side's declarations or its code can't be used; the message says why."""

    def __init__(self, message: str, exit_status: int) -> None:
        super().__init__(message)
        self.exit_status = exit_status


@dataclass(frozen=True, kw_only=True)
class SidePlan:
    """All that is known of a side before anything is evaluated."""

    project: str
    settings: "StageSettings"
    fleet: "Fleet"
    program: Mapping[str, Path]
    code: str
    findings: tuple[str, ...]
    left_out: tuple[str, ...]

    @cached_property
    def _plans(self) -> "tuple[TenantPlan, ...]":
        from tenancy.plan import plan_tenant

        keys = self.fleet.keys_in(self.settings)
        return tuple(plan_tenant(self.fleet, key, self.settings) for key in keys)

    @property
    def foundation(self) -> Task:
        """The task of the foundation's stack."""
        from tenancy.foundation_plan import plan_foundation

        return Task(
            stack=self.settings.name,
            project=self.project,
            plan=plan_foundation(self.fleet, self.settings, self._plans),
            settings=self.settings,
            referenced={},
            program=self.program,
        )

    def tenants(self, foundation: str, outputs: Mapping[str, Any]) -> Iterator[Task]:
        """Yield the tasks of the tenants' stacks, which read a foundation's outputs."""
        from tenancy.foundation_plan import seen_by

        for plan in self._plans:
            yield Task(
                stack=f"{self.settings.name}.{plan.key}",
                project=self.project,
                plan=plan,
                settings=self.settings,
                referenced={foundation: seen_by(plan.key, outputs)},
                program=self.program,
            )


def plan_side(order: Order) -> SidePlan:
    """Read the declarations below the order's root.

    Raises:
        CannotPlan: they are not valid, or the code is from before it could be evaluated.
    """
    folders = _folders()
    try:
        import_module("tenancy.foundation_plan")  # the newest of what is needed here
        from tenancy.load import InvalidDeclarations, load_fleet, load_valid
        from tenancy.plan import NotPlanned, plan_tenant
    except ImportError as error:
        raise CannotPlan(
            f"this revision's code can't be evaluated without an engine ({error}); "
            "choose a later one",
            MISTAKE,
        ) from None
    findings: tuple[Any, ...] = ()
    try:
        if order.lenient:
            fleet, findings = load_valid(order.root, today=order.today)
        else:
            fleet = load_fleet(order.root, today=order.today)
    except InvalidDeclarations as error:
        raise CannotPlan(str(error), MISTAKE) from None
    except OSError as error:
        raise CannotPlan(f"cannot read {error.filename}: {error.strerror}", FAULT) from None
    if order.stage not in fleet.stages:
        known = ", ".join(fleet.stages)
        raise CannotPlan(f"there is no stage {order.stage}; there are {known}", MISTAKE)
    settings = fleet.stages[order.stage]
    told = [str(finding) for finding in findings]
    left_out = {key_of_path(finding.path) for finding in findings}
    for key in fleet.keys_in(settings) if order.lenient else ():
        try:
            plan_tenant(fleet, key, settings)
        except NotPlanned as error:
            told.append(str(error))
            left_out.add(key)
    if left_out:
        from dataclasses import replace

        kept = {key: one for key, one in fleet.tenants.items() if key not in left_out}
        fleet = replace(fleet, tenants=kept)
    return SidePlan(
        project=project_name(order.root),
        settings=settings,
        fleet=fleet,
        program=folders,
        code=code_hash(folders),
        findings=tuple(told),
        left_out=tuple(sorted(left_out)),
    )


def project_name(root: Path) -> str:
    """Return the project's name, which is a part of each URN."""
    try:
        return str(yaml.safe_load((root / "Pulumi.yaml").read_text("utf-8"))["name"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise CannotPlan(
            f"{root}/Pulumi.yaml has no name that can be read: {error}", MISTAKE
        ) from None


def key_of_path(path: str) -> str:
    """Return the key of the tenant that a file is about: `tenants/<ministry>/<system>.yaml`."""
    return "-".join(Path(path).with_suffix("").parts[1:])


def _folders() -> dict[str, Path]:
    """Return where each of the program's packages is imported from."""
    folders: dict[str, Path] = {}
    for name in PROGRAM:
        spec = find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise CannotPlan(f"there is no package {name} to evaluate", MISTAKE)
        folders[name] = Path(next(iter(spec.submodule_search_locations)))
    return folders
