"""What must hold before anything is destroyed."""

from collections.abc import Sequence

from kyotsu.errors import UserMistake
from kyotsu.stacks.existing import tenant_stacks
from kyotsu.stacks.targets import Selection
from kyotsu.stacks.work import Job
from tenancy.stage import StageSettings


def check_confirmed(
    settings: StageSettings, selection: Selection, confirmed: Sequence[str]
) -> None:
    """Refuse to destroy what was not named a second time, unless it is only emulated.

    Raises:
        UserMistake: a selected stack was not confirmed by its name.
    """
    if settings.emulated:
        return
    missing = [target.label for target in selection.all if target.label not in confirmed]
    if missing:
        options = " ".join(f"--confirm {label}" for label in missing)
        raise UserMistake(
            f"this destroys {', '.join(missing)} in {settings.name} for good; "
            f"if that is meant, add {options}"
        )


def check_no_tenant_left(job: Job) -> None:
    """Refuse to destroy a foundation under a tenant's feet.

    Raises:
        UserMistake: a tenant's stack exists that isn't destroyed in the same run.
        WorldFault: the backend can't be read.
    """
    if job.selection.foundation is None:
        return
    selected = {target.stack for target in job.selection.tenants}
    stacks = tenant_stacks(job.root, job.settings, job.environment)
    left = [stack.partition(".")[2] for stack in stacks if stack not in selected]
    if left:
        raise UserMistake(
            f"the foundation of {job.settings.name} still carries {', '.join(left)}; "
            "destroy these tenants first, or give --all"
        )
