"""What must be done before a tenant can be retired."""

from collections.abc import Iterator, Sequence

from kyotsu.errors import UserMistake
from kyotsu.tenant.suspension import file_of
from tenancy.load import Fleet
from tenancy.model import Tenant
from tenancy.stage import StageSettings


def check_free(fleet: Fleet, tenant: Tenant) -> None:
    """Refuse what others still need, or what its users haven't had to do without yet.

    Raises:
        UserMistake: a line for each reason.
    """
    reasons = list(_reasons(fleet, tenant))
    if reasons:
        raise UserMistake("\n".join((f"{tenant.key} can't be retired yet:", *reasons)))


def _reasons(fleet: Fleet, tenant: Tenant) -> Iterator[str]:
    for other in fleet.tenants.values():
        if any(link.system == tenant.key for link in other.links):
            yield (
                f"  {other.key} is linked to it; remove the link from {file_of(other)} and from"
                f" {file_of(tenant)}, and deploy {other.key}"
            )
    for name, environment in tenant.declared().items():
        if environment.publication != "prepared":
            yield (
                f"  its domain in {name} is delegated to the platform, and whoever is later given"
                " the same name servers could answer for it; have the delegation withdrawn, then"
                f" write publication: prepared into {file_of(tenant)}"
            )
    if tenant.suspended is None:
        yield (
            "  it is not suspended; suspend it first (kyotsu tenant suspend), so that whoever still"
            " uses it is heard of while its data is there"
        )


def check_confirmed(key: str, stages: Sequence[StageSettings], confirmed: Sequence[str]) -> None:
    """Refuse to destroy what isn't only emulated unless the tenant was named twice.

    Raises:
        UserMistake: it wasn't.
    """
    real = [stage.name for stage in stages if not stage.emulated]
    if real and key not in confirmed:
        raise UserMistake(
            f"this destroys {key} in {', '.join(real)} for good; if that is meant, add"
            f" --confirm {key}"
        )
