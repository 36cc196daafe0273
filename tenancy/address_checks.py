"""Whether the address ledger is whole, and fits what is declared.

Two kinds of finding are only a step that is still to do: a tenant without its block
(`kyotsu tenant add`), and a block without its tenant (`kyotsu tenant retire`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tenancy.addressing import (
    PREFIX_LENGTH,
    AddressLedger,
    Request,
    SupernetExhausted,
    allocate,
    verify,
)
from tenancy.declarations import Declarations
from tenancy.finding import Finding
from tenancy.model import Tenant
from tenancy.stage import StageSettings
from tenancy.vocabulary import EnvironmentName
from tenancy.yamltext import Document


@dataclass(frozen=True, kw_only=True)
class Need:
    """A block that a tenant's declaration asks for."""

    request: Request
    environment: EnvironmentName


def needs(tenants: Iterable[Tenant], stages: Iterable[StageSettings]) -> tuple[Need, ...]:
    """Return all blocks that are asked for: one a tenant in each stage of its environments."""
    stages = tuple(stages)
    return tuple(
        Need(request=Request(stage.name, tenant.key, environment.size), environment=name)
        for tenant in tenants
        for name, environment in tenant.declared().items()
        for stage in stages
        if stage.environment == name
    )


def stale(
    ledger: AddressLedger, tenants: Iterable[Tenant], stages: Iterable[StageSettings]
) -> tuple[tuple[str, str], ...]:
    """Return the blocks in use, by stage and tenant, that nothing asks for any more."""
    wanted = {(need.request.stage, need.request.tenant) for need in needs(tenants, stages)}
    return tuple(sorted(set(ledger.blocks) - wanted))


def _exhausted(
    ledger: AddressLedger, requests: Iterable[Request], declarations: Declarations
) -> set[Request]:
    supernets = {one.stage.name: one.stage.supernets for one in declarations.stages}
    try:
        allocate(ledger, requests, supernets)
    except SupernetExhausted as error:
        return set(error.requests)
    return set()


def check_ledger(
    ledger: AddressLedger,
    *,
    count: int,
    last_seal: str,
    source: Document,
    declarations: Declarations,
) -> Iterator[Finding]:
    """Yield what is wrong with the ledger itself."""
    supernets = {one.stage.name: one.stage.supernets for one in declarations.stages}
    for found in verify(ledger, count=count, last_seal=last_seal, supernets=supernets):
        if found.field == "stage" and not declarations.all_stages_valid:
            continue
        at = ("end",) if found.field == "end" else ("records", found.position, found.field)
        yield source.finding(at, found.problem, found.remedy)


def check_fit(
    ledger: AddressLedger, source: Document, declarations: Declarations, *, settled: bool
) -> Iterator[Finding]:
    """Yield where the ledger and the tenants differ.

    Unless `settled`, what `kyotsu tenant add` and `retire` will do is not a finding.
    """
    stages = [one.stage for one in declarations.stages]
    tenants = {one.tenant.key: one for one in declarations.tenants}
    held = ledger.blocks
    missing: dict[tuple[str, EnvironmentName], list[Request]] = {}
    for need in needs((one.tenant for one in declarations.tenants), stages):
        request = need.request
        block = held.get((request.stage, request.tenant))
        if block is None:
            missing.setdefault((request.tenant, need.environment), []).append(request)
        elif block.prefixlen != PREFIX_LENGTH[request.size]:
            names: Mapping[int, str] = {length: size for size, length in PREFIX_LENGTH.items()}
            now = names.get(block.prefixlen, f"/{block.prefixlen}")
            yield tenants[request.tenant].source.finding(
                ("environments", need.environment, "size"),
                f"the size is {request.size}, but the block in stage {request.stage} is {now}"
                f" ({block})",
                f"write {now}: a block never changes; to grow, declare a new system and move to it",
            )
    exhausted = _exhausted(ledger, (one for many in missing.values() for one in many), declarations)
    for (key, environment), requests in missing.items():
        document = tenants[key].source
        at = ("environments", environment)
        full = [request for request in requests if request in exhausted]
        for request in full:
            yield document.finding(
                (*at, "size"),
                f"stage {request.stage} has no free /{PREFIX_LENGTH[request.size]} left",
                f"append a supernet to Pulumi.{request.stage}.yaml",
            )
        if settled and not full:
            names_of_stages = ", ".join(request.stage for request in requests)
            yield document.finding(
                at, f"no addresses in {names_of_stages}", f"run kyotsu tenant add {key}"
            )
    if settled and declarations.all_stages_valid:
        yield from _stale(ledger, source, declarations)


def _stale(
    ledger: AddressLedger, source: Document, declarations: Declarations
) -> Iterator[Finding]:
    gone = stale(
        ledger,
        (one.tenant for one in declarations.tenants),
        (one.stage for one in declarations.stages),
    )
    positions = {
        (record.stage, record.tenant): position
        for position, record in enumerate(ledger.records)
        if record.event == "allocate"
    }
    for stage, key in gone:
        if key not in declarations.invalid:
            yield source.finding(
                ("records", positions[stage, key], "tenant"),
                f"{key} holds a block in stage {stage}, but no file declares it there",
                f"restore its file, or run kyotsu tenant retire {key}",
            )
